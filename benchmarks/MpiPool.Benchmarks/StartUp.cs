using System.Diagnostics;

namespace MpiPool.Benchmarks;

/// <summary>What a pool's start costs. Times are taken on the main rank.</summary>
internal static class StartUp
{
    private static long s_initialized;

    /// <summary>On every rank before the pool opens: initializes MPI, and meets, so that the opening alone is measured afterwards.</summary>
    public static void InitializeFirst()
    {
        // The first one waits for ranks that start milliseconds apart, with sleeps that end as far apart; the second one has all of them near.
        WorkerPool.World.Barrier();
        WorkerPool.World.Barrier();
        s_initialized = Stopwatch.GetTimestamp();
    }

    /// <summary>From the barrier after MPI_Init to the open pool.</summary>
    public static string MeasureOpening(WorkerPool pool)
    {
        double milliseconds = Stopwatch.GetElapsedTime(s_initialized).TotalMilliseconds;
        return FormattableString.Invariant($"opening ranks={pool.Size} ms={milliseconds:F3}");
    }

    /// <summary>When the first result is there, on the clock that all processes of the host share: who started this process knows how long it took.</summary>
    public static string MeasureFirstResult(WorkerPool pool)
    {
        Check.Equal(1, pool.Apply(Kernels.Tasks.Increment(0)));
        return $"first ranks={pool.Size} at_ns={Stopwatch.GetTimestamp()}";
    }
}
