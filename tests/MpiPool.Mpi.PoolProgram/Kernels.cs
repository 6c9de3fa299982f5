using System.Runtime.CompilerServices;

namespace MpiPool.Mpi.PoolProgram;

/// <summary>What the workers of the scenarios run.</summary>
internal static class Kernels
{
    // State of one process: what tasks of before have left.
    private static int s_count;
    private static int s_prepared;

    [MpiTask]
    public static double Square(double x) => x * x;

    [MpiTask]
    public static Sighting Where(int item, TaskContext context) => new(item, context.Rank, context.HostName);

    [MpiTask]
    public static async Task<string> Later(string text)
    {
        await Task.Yield();
        return text + " later";
    }

    [MpiTask]
    public static int Fail(int number) => throw new InvalidOperationException($"there is no number {number}");

    [MpiTask]
    public static int LengthOf(string? text) => Length(text!);

    [MpiTask]
    public static int Divide(int dividend, int divisor) => dividend / divisor;

    [MpiTask]
    public static double Take(Grudging value) => value.Value;

    [MpiTask]
    public static Grudging Give(double value) => new() { Value = value };

    [MpiTask]
    public static int TakeUnlucky(Unlucky value) => value.Number;

    [MpiTask]
    public static Unlucky GiveUnlucky(int number) => Unlucky.Of(number);

    [MpiTask]
    public static byte[] Reverse(byte[] bytes)
    {
        Array.Reverse(bytes);
        return bytes;
    }

    [MpiTask]
    public static double[] Negate(double[] values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = -values[i];
        return values;
    }

    [MpiTask]
    public static string LabelAndAttempt(TaskContext context) => $"{context.Label} {context.Attempt}";

    [MpiTask(Idempotent = true)]
    public static int SucceedAt(int attempt, TaskContext context) =>
        context.Attempt >= attempt ? context.Attempt : throw new InvalidOperationException($"attempt {context.Attempt}");

    [MpiTask]
    public static void Ignore(int number)
    {
        if (number < 0)
            throw new InvalidOperationException($"cannot ignore {number}");
    }

    /// <summary>How many calls of it this process has run.</summary>
    [MpiTask]
    public static int Count() => Interlocked.Increment(ref s_count);

    [MpiTask]
    public static void Prepare(int value) => s_prepared = value >= 0 ? value : throw new InvalidDataException($"cannot prepare {value}");

    [MpiTask]
    public static int Prepared() => s_prepared;

    [MpiTask]
    public static void Farewell(TaskContext context) => Console.WriteLine($"rank {context.Rank} says farewell");

    [MpiTask]
    public static double SumOfRanks(int rounds, TaskContext context)
    {
        TaskGroup group = context.Group ?? throw new InvalidOperationException("no group");
        double sum = 0;
        for (int round = 0; round < rounds; round += 10)
        {
            group.Barrier();
            sum = group.AllReduce((double)group.Rank, ReduceOperation.Sum);
        }
        return sum;
    }

    [MpiTask]
    public static int LastThrows(TaskContext context)
    {
        if (context.Group!.Rank == context.Group.Size - 1)
            throw new InvalidDataException("the last member throws");
        context.Group.Barrier();
        return 0;
    }

    [MpiTask]
    public static double SquareSlowly(double x)
    {
        Thread.Sleep(20);
        return x * x;
    }

    /// <summary>A method of the worker's own, deep enough to be seen in its stack trace.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Length(string text) => text.Length;
}

/// <summary>Who ran an item. Its last member has another name in a build of another table.</summary>
#if OTHER_TABLE
internal sealed record Sighting(int Item, int Rank, string Machine);
#else
internal sealed record Sighting(int Item, int Rank, string Host);
#endif

/// <summary>Cannot be serialized while it is negative: its property throws.</summary>
internal sealed class Grudging
{
    private double _value;

    public double Value
    {
        get => _value >= 0 ? _value : throw new NotSupportedException($"the value {_value} is kept back");
        set => _value = value;
    }
}

/// <summary>Can be written with any number, but not be read again with 13: its property throws.</summary>
internal sealed class Unlucky
{
    private int _number;

    public int Number
    {
        get => _number;
        set => _number = value != 13 ? value : throw new FormatException($"{value} is not taken");
    }

    public static Unlucky Of(int number) => new() { _number = number };
}
