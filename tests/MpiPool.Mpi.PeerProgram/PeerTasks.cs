using System.Collections.Concurrent;

namespace MpiPool.Mpi.PeerProgram;

/// <summary>What the cases have the workers do.</summary>
internal static class PeerTasks
{
    private static readonly ConcurrentDictionary<int, int> s_prepared = new();
    private static int s_value;

    [MpiTask]
    public static long Power(int x, int exponent) => (long)Math.Pow(x, exponent);

    [MpiTask]
    public static int Multiply(int x, int y = 1) => x * y;

    [MpiTask]
    public static int Double(int x) => 2 * x;

    [MpiTask]
    public static int Absolute(int x) => Math.Abs(x);

    [MpiTask]
    public static int Length(List<int> values) => values.Count;

    [MpiTask]
    public static int Raise(string message) => throw new InvalidOperationException(message);

    [MpiTask]
    public static void Nothing()
    {
    }

    [MpiTask]
    public static int AddTwice(int x, int added) => added + 2 * x;

    /// <summary>An initializer that notes that it has run.</summary>
    [MpiTask]
    public static void Prepare(int key) => s_prepared.AddOrUpdate(key, 1, static (_, times) => times + 1);

    /// <summary>How often it has run in this process.</summary>
    [MpiTask]
    public static int TimesPrepared(int key) => s_prepared.GetValueOrDefault(key);

    /// <summary>An initializer that gives this process a value.</summary>
    [MpiTask]
    public static void SetValue(int value) => Volatile.Write(ref s_value, value);

    /// <summary>The value of this process.</summary>
    [MpiTask]
    public static int GetValue() => Volatile.Read(ref s_value);

    /// <summary>The arguments of the program, as this process was given them.</summary>
    [MpiTask]
    public static string[] Arguments() => Environment.GetCommandLineArgs()[1..];

    /// <summary>Adds the one to each of the many.</summary>
    [MpiTask]
    public static double[] Shift(double[] many, double[] one) => Array.ConvertAll(many, x => x + one[0]);

    /// <summary>An initializer that fails on one worker.</summary>
    [MpiTask]
    public static void FailOnRank(int rank, TaskContext context)
    {
        if (context.Rank == rank)
            throw new InvalidDataException($"there is no data on rank {rank}");
    }

    /// <summary>The name that the program runs under here, and the rank.</summary>
    [MpiTask]
    public static (string Program, int Rank) WhoAmI(TaskContext context) => (AppDomain.CurrentDomain.FriendlyName, context.Rank);

    /// <summary>How many workers the task sees.</summary>
    [MpiTask]
    public static int CountWorkers(TaskContext context) => context.Size - 1;
}
