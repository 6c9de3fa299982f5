using MpiPool.Transports.InProcess;

namespace MpiPool.Runtime.Tests;

/// <summary>The main rank's transport, which counts the wakes of its threads, and can hold one of them where it is about to rest.</summary>
internal sealed class WatchedTransport(InProcessTransport inner) : DelegatingTransport(inner)
{
    // Between the longest rest beside work, and the rest of a pool that has none.
    private const int LongRestMicroseconds = 50_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly object _gate = new();
    private int _wakes;
    private Predicate<int>? _holds;
    private bool _isHeld;

    private static bool IsProgressThread => Thread.CurrentThread.Name == "mpipool-0";

    /// <summary>How often a rest was ended or forestalled.</summary>
    public int Wakes => Volatile.Read(ref _wakes);

    /// <summary>Waits until the progress thread is about to rest as in a pool that has nothing to do, and holds it there.</summary>
    public void HoldNextLongRest() => HoldNextRest(static microseconds => IsProgressThread && microseconds >= LongRestMicroseconds);

    /// <summary>Waits until a caller is about to rest, and holds it there.</summary>
    public void HoldNextRestOfCaller() => HoldNextRest(static _ => !IsProgressThread);

    /// <summary>Lets the held thread go.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _holds = null;
            _isHeld = false;
            Monitor.PulseAll(_gate);
        }
    }

    public override bool WaitForActivity(int microseconds)
    {
        lock (_gate)
        {
            if (!_isHeld && _holds is not null && _holds(microseconds))
            {
                _isHeld = true;
                Monitor.PulseAll(_gate);
                while (_isHeld)
                    Monitor.Wait(_gate);
            }
        }
        return base.WaitForActivity(microseconds);
    }

    public override void Wake()
    {
        Interlocked.Increment(ref _wakes);
        base.Wake();
    }

    private void HoldNextRest(Predicate<int> which)
    {
        lock (_gate)
        {
            _holds = which;
            base.Wake();
            while (!_isHeld)
                Assert.True(Monitor.Wait(_gate, s_limit), "No such thread rests.");
        }
    }
}
