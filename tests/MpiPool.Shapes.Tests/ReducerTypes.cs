namespace MpiPool.Shapes.Tests;

/// <summary>Counts and adds up; all of it in one value without references.</summary>
public readonly record struct Total(long Count, double Sum);

/// <summary>A sum whose last digits depend on the order.</summary>
[MpiReducer]
public readonly struct SumOfDouble : IReducer<double, double>
{
    public static double Identity => 0;

    public static double Add(double accumulator, double item) => accumulator + item;

    public static double Combine(double first, double second) => first + second;
}

/// <summary>An accumulator of another type than the items.</summary>
[MpiReducer]
public readonly struct TotalOfDouble : IReducer<Total, double>
{
    public static Total Identity => default;

    public static Total Add(Total accumulator, double item) => new(accumulator.Count + 1, accumulator.Sum + item);

    public static Total Combine(Total first, Total second) => new(first.Count + second.Count, first.Sum + second.Sum);
}

/// <summary>Writes down what was combined with what: only the order of the input and the tree make the text.</summary>
[MpiReducer]
public readonly struct Bracketed : IReducer<string, string>
{
    public static string Identity => "";

    static string IReducer<string, string>.Add(string accumulator, string item) => accumulator + item;

    static string IReducer<string, string>.Combine(string first, string second) => $"({first}{second})";
}

/// <summary>Changes its first argument: a table that would be long in copying, and travels as a segment of its own.</summary>
[MpiReducer]
internal readonly struct Histogram : IReducer<long[], int[]>
{
    public const int Length = 40_000;

    public static long[] Identity => new long[Length];

    public static long[] Add(long[] accumulator, int[] item)
    {
        foreach (int value in item)
            accumulator[value]++;
        return accumulator;
    }

    public static long[] Combine(long[] first, long[] second)
    {
        for (int i = 0; i < first.Length; i++)
            first[i] += second[i];
        return first;
    }
}

/// <summary>Throws where a result says so.</summary>
[MpiReducer]
public readonly struct Touchy : IReducer<int, int>
{
    public const int WorstToAdd = -1;

    public static int Identity => 0;

    public static int Add(int accumulator, int item) => item == WorstToAdd ? throw new InvalidDataException("cannot add that") : Math.Max(accumulator, item);

    public static int Combine(int first, int second) => first + second > 1_000_000 ? throw new InvalidDataException("cannot combine that") : Math.Max(first, second);
}
