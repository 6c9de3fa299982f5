using System.Diagnostics;
using System.Globalization;

namespace MpiPool.DataBenchmarks;

/// <summary>Values of gigabytes there and back, each compared whole; and what they take at most on either rank.</summary>
internal static class Huge
{
    private const int Gibibyte = 1 << 30;

    // The longest arrays and half a gigabyte of text, by the rules of .NET.
    private const int LongestByteArray = 0x7FFFFFC7;
    private const int TextLength = 500_000_000 / sizeof(char);

    public static IEnumerable<string> Run(WorkerPool pool)
    {
        yield return Timed("3 GiB double[] as argument", () => Argument(pool));
        yield return Timed("3 GiB double[] as result", () => Result(pool));
        yield return Timed("3 GiB double[] as argument and result", () => EchoDoubles(pool));
        yield return Timed("record of 1.25 GiB double[] and 1.25 GiB int[]", () => EchoArchive(pool));
        yield return Timed("byte[0x7FFFFFC7]", () => EchoBytes(pool));
        yield return Timed("string of 500 MB", () => EchoText(pool));
        yield return $"main rank: at most {PeakMebibytes()} MiB resident";
        yield return $"worker: at most {pool.Apply(Kernels.Tasks.PeakMebibytes())} MiB resident";
    }

    /// <summary>The most this process has had resident (VmHWM of proc_pid_status(5)).</summary>
    public static long PeakMebibytes()
    {
        string line = File.ReadLines("/proc/self/status").First(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan("VmHWM:".Length).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture) / 1024;
    }

    private static void Argument(WorkerPool pool)
    {
        double[] values = Kernels.Ramp(3 * (Gibibyte / sizeof(double)));
        Expect(pool.Apply(Kernels.Tasks.Sum(values)) == Kernels.Sum(values));
    }

    private static void Result(WorkerPool pool) => ExpectRamp(pool.Apply(Kernels.Tasks.Ramp(3 * (Gibibyte / sizeof(double)))), 3 * (Gibibyte / sizeof(double)));

    private static void EchoDoubles(WorkerPool pool)
    {
        double[] values = Kernels.Ramp(3 * (Gibibyte / sizeof(double)));
        ExpectRamp(pool.Apply(Kernels.Tasks.Echo(values)), values.Length);
    }

    private static void EchoArchive(WorkerPool pool)
    {
        int[] codes = GC.AllocateUninitializedArray<int>(5 * (Gibibyte / 4 / sizeof(int)));
        for (int i = 0; i < codes.Length; i++)
            codes[i] = ~i;
        Archive back = pool.Apply(Kernels.Tasks.EchoArchive(new Archive("archive", Kernels.Ramp(5 * (Gibibyte / 4 / sizeof(double))), codes)));
        Expect(back.Name == "archive");
        ExpectRamp(back.Values, 5 * (Gibibyte / 4 / sizeof(double)));
        Expect(back.Codes.AsSpan().SequenceEqual(codes));
    }

    private static void EchoBytes(WorkerPool pool)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(LongestByteArray);
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i ^ (i >> 8));
        Expect(pool.Apply(Kernels.Tasks.EchoBytes(bytes)).AsSpan().SequenceEqual(bytes));
    }

    private static void EchoText(WorkerPool pool)
    {
        string text = string.Create(TextLength, 0, static (units, _) =>
        {
            for (int i = 0; i < units.Length; i++)
                units[i] = (char)('a' + i % 26);
        });
        Expect(pool.Apply(Kernels.Tasks.EchoText(text)) == text);
    }

    private static void ExpectRamp(double[] values, int length)
    {
        Expect(values.Length == length);
        for (int i = 0; i < values.Length; i++)
            Expect(values[i] == i);
    }

    private static void Expect(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException("What came back is not what was sent.");
    }

    private static string Timed(string what, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        string line = FormattableString.Invariant($"{what}: equal, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        // So that one value's memory is free before the next one comes.
        GC.Collect();
        return line;
    }
}
