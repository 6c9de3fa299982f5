namespace MpiPool.Transports.Mpi;

/// <summary>
/// Waits between two tests of something that other ranks must do first: yields, then sleeps, doubling. Ranks may outnumber cores. For what
/// happens before a transport exists or after it was closed; between them <see cref="Backoff"/> serves.
/// </summary>
internal struct StartupBackoff
{
    private const int Yields = 16;
    private const int FirstSleep = 50;

    private readonly int _longest;
    private int _step;
    private int _microseconds;

    /// <param name="longestMicroseconds">The cap of one sleep.</param>
    public StartupBackoff(int longestMicroseconds)
    {
        _longest = longestMicroseconds;
        _microseconds = FirstSleep;
    }

    /// <summary>Waits once.</summary>
    public void Wait()
    {
        if (_step < Yields)
        {
            _step++;
            Thread.Yield();
            return;
        }
        PreciseSleep.For(_microseconds);
        _microseconds = Math.Min(_microseconds * 2, _longest);
    }
}
