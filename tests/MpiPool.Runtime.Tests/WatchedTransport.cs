using MpiPool.Transports.InProcess;

namespace MpiPool.Runtime.Tests;

/// <summary>The main rank's transport, which counts the wakes of its progress thread, and can hold that thread where it is about to rest.</summary>
internal sealed class WatchedTransport(InProcessTransport inner) : DelegatingTransport(inner)
{
    // Between the longest rest beside work, and the rest of a pool that has none.
    private const int LongRestMicroseconds = 50_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly object _gate = new();
    private int _wakes;
    private bool _holds;
    private bool _isHeld;

    /// <summary>How often a rest was ended or forestalled.</summary>
    public int Wakes => Volatile.Read(ref _wakes);

    /// <summary>Waits until the progress thread is about to rest as in a pool that has nothing to do, and holds it there.</summary>
    public void HoldNextLongRest()
    {
        lock (_gate)
        {
            _holds = true;
            base.Wake();
            while (!_isHeld)
                Assert.True(Monitor.Wait(_gate, s_limit), "The progress thread does not rest.");
        }
    }

    /// <summary>Lets it go.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _holds = false;
            Monitor.PulseAll(_gate);
        }
    }

    public override void WaitForActivity(int microseconds)
    {
        if (Thread.CurrentThread.Name == "mpipool-0" && microseconds >= LongRestMicroseconds)
            Hold();
        base.WaitForActivity(microseconds);
    }

    public override void Wake()
    {
        Interlocked.Increment(ref _wakes);
        base.Wake();
    }

    private void Hold()
    {
        lock (_gate)
        {
            _isHeld = _holds;
            Monitor.PulseAll(_gate);
            while (_holds)
                Monitor.Wait(_gate);
        }
    }
}
