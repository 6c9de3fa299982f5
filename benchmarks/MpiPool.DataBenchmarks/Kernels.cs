using MpiPool.Wire;

namespace MpiPool.DataBenchmarks;

/// <summary>Tasks that return what they get.</summary>
internal static class Kernels
{
    /// <summary>Into an array of the task's own.</summary>
    [MpiTask]
    public static double[] Echo(double[] values) => values;

    /// <summary>Sets the worker's threshold.</summary>
    [MpiTask]
    public static void SetThreshold(int bytes) => PayloadBuffer.SegmentThreshold = bytes;

    /// <summary>From memory that is lent to the task.</summary>
    [MpiTask]
    public static ReadOnlyMemory<double> EchoLent(ReadOnlyMemory<double> values) => values;

    /// <summary>Takes an array and does nothing with it.</summary>
    [MpiTask]
    public static int Length(double[] values) => values.Length;

    /// <summary>Reads one value of an array that each worker has for itself.</summary>
    [MpiTask]
    public static double ValueOfArray(Shared<double[]> values, int place) => values.Value[place];

    /// <summary>Reads one value of an array that each host has once.</summary>
    [MpiTask]
    public static double ValueOfMemory(Shared<ReadOnlyMemory<double>> values, int place) => values.Value.Span[place];

    /// <summary>A record of large arrays.</summary>
    [MpiTask]
    public static Archive EchoArchive(Archive archive) => archive;

    /// <summary>Bytes.</summary>
    [MpiTask]
    public static byte[] EchoBytes(byte[] values) => values;

    /// <summary>A text.</summary>
    [MpiTask]
    public static string EchoText(string text) => text;

    /// <summary>The most the worker has had resident.</summary>
    [MpiTask]
    public static long PeakMebibytes() => Huge.PeakMebibytes();

    /// <summary>Makes an array on the worker, each element its place.</summary>
    [MpiTask]
    public static double[] Ramp(int length)
    {
        double[] values = GC.AllocateUninitializedArray<double>(length);
        for (int i = 0; i < values.Length; i++)
            values[i] = i;
        return values;
    }

    /// <summary>A place in a histogram, after some microseconds.</summary>
    [MpiTask]
    public static (int Place, int Length) Point((int Number, int Length) item)
    {
        double x = item.Number + 0.5;
        for (int i = 0; i < 200; i++)
            x = Math.Sin(x) * 1000;
        return ((int)Math.Abs(x * 1e6) % item.Length, item.Length);
    }

    /// <summary>The sum of an array whose elements are their places.</summary>
    [MpiTask]
    public static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum;
    }
}

/// <summary>Several large arrays in one value.</summary>
/// <param name="Name">A name.</param>
/// <param name="Values">Numbers.</param>
/// <param name="Codes">Other numbers.</param>
internal sealed record Archive(string Name, double[] Values, int[] Codes);
