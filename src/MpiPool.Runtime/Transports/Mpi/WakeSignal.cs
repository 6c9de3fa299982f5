namespace MpiPool.Transports.Mpi;

/// <summary>What a rank waits on while it has nothing to do. Thread-safe.</summary>
internal sealed class WakeSignal
{
    /// <summary>Waits longer than this can be ended by <see cref="Wake"/>; others run to their end, which costs an idle rank less than an event.</summary>
    private const int LongestPlainWait = 1000;

    private readonly object _gate = new();
    private int _woken;

    /// <summary>Ends the wait under way, or the next one at once.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) != 0)
            return;
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    /// <summary>Waits for <see cref="Wake"/>, at most <paramref name="microseconds"/>.</summary>
    public void Wait(int microseconds)
    {
        if (microseconds > LongestPlainWait)
        {
            lock (_gate)
            {
                if (_woken == 0)
                    Monitor.Wait(_gate, microseconds / 1000);
            }
        }
        else if (Volatile.Read(ref _woken) == 0)
        {
            PreciseSleep.For(microseconds);
        }
        // A full fence: what a thread did before a Wake that this takes back is visible to the caller, who looks for it next.
        Interlocked.Exchange(ref _woken, 0);
    }
}
