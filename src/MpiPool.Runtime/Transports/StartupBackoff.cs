using System.Diagnostics;

namespace MpiPool.Transports;

/// <summary>
/// Waits between two tests of something that other ranks must do first: yields a few times, then sleeps, each time for an eighth of the time it has
/// waited, for what ranks do together takes them several rounds, and each round waits for the one that sleeps longest. Ranks may outnumber
/// cores: who polls keeps the others from coming. For the start and the end of a pool; between them <see cref="Backoff"/> serves.
/// </summary>
/// <param name="longestMicroseconds">The cap of one sleep.</param>
/// <param name="areNear">Whether all ranks have come to this point: they need a processor, no time, and a sleep would come in every one of several rounds.</param>
internal struct StartupBackoff(int longestMicroseconds, bool areNear = false)
{
    private const int Yields = 4;
    private const int NearMicroseconds = 10_000;
    private const int FirstSleep = 20;
    private const int WaitedPerSleep = 8;

    private readonly long _start = Stopwatch.GetTimestamp();
    private int _step;

    /// <summary>Returns the microseconds to sleep, or 0 after having yielded.</summary>
    public int Next()
    {
        double waited = Stopwatch.GetElapsedTime(_start).TotalMicroseconds;
        if (_step < Yields || (areNear && waited < NearMicroseconds))
        {
            _step++;
            Thread.Yield();
            return 0;
        }
        return (int)Math.Clamp(waited / WaitedPerSleep, FirstSleep, longestMicroseconds);
    }
}
