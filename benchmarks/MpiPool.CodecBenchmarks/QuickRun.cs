using System.Diagnostics;
using System.Globalization;

namespace MpiPool.CodecBenchmarks;

/// <summary>
/// The codecs in turns of a few microseconds, and the least time of each over many turns: what the code takes when nothing else runs, also on
/// a machine where other things do.
/// </summary>
internal static class QuickRun
{
    private const int Turns = 2_000;

    // Enough that a clock of 100 ns steps, as virtual machines have, counts tenths of a nanosecond.
    private const int CallsPerTurn = 1_000;
    private const int FrameTurn = 32;

    public static void Run()
    {
        Console.WriteLine($"{"",-10}{"MpiPool",12}{"with call",12}{"MemoryPack",12}{"MpiPool/MemoryPack",22}{"in a frame: MpiPool",24}{"MemoryPack",12}{"MpiPool/MemoryPack",22}");
        Measure(new Number());
        Measure(new Pair());
        Measure(new Text());
        Measure(new Doubles());
        Measure(new Record());
    }

    private static void Measure<T>(CodecBenchmark<T> benchmark)
    {
        // Two rounds, of which the first lets the JIT see what is hot.
        double[] least = new double[5];
        for (int round = 0; round < 2; round++)
        {
            Array.Fill(least, double.MaxValue);
            for (int turn = 0; turn < Turns; turn++)
            {
                least[0] = Math.Min(least[0], Time(benchmark, static b => b.MpiPool()));
                least[1] = Math.Min(least[1], Time(benchmark, static b => b.MpiPoolWithCall()));
                least[2] = Math.Min(least[2], Time(benchmark, static b => b.MemoryPack()!));
                least[3] = Math.Min(least[3], Time(benchmark, static b => b.MpiPoolFrame(), FrameTurn) / CodecBenchmark<T>.FrameItems);
                least[4] = Math.Min(least[4], Time(benchmark, static b => b.MemoryPackFrame()!, FrameTurn) / CodecBenchmark<T>.FrameItems);
            }
            Thread.Sleep(200);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{benchmark.GetType().Name,-10}{least[0],9:F1} ns{least[1],9:F1} ns{least[2],9:F1} ns{least[0] / least[2],20:F2} x{least[3],21:F2} ns{least[4],9:F2} ns{least[3] / least[4],20:F2} x"));
    }

    private static double Time<T>(CodecBenchmark<T> benchmark, Func<CodecBenchmark<T>, T> call, int calls = CallsPerTurn)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
            call(benchmark);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }
}
