using System.Diagnostics;

namespace MpiPool.Transports;

/// <summary>
/// How a polling thread waits: it spins for a few microseconds, then yields its processor, then sleeps, each time for an eighth of the time it
/// has waited, up to a bound. So nobody is late by more than an eighth: two ranks that answer each other would else, once one was late, keep
/// each other asleep for ever. With one permitted processor, or more ranks than processors, it yields every microsecond: who spins there keeps
/// the other rank from working.
/// A mutable struct, one a waiting loop.
/// </summary>
internal struct Backoff
{
    /// <summary>Of <see cref="Decide"/>: give the processor to whoever waits for it.</summary>
    internal const int Yield = -1;

    private const int SpinMicroseconds = 20;
    private const int SharedSpinMicroseconds = 1;
    private const int YieldMicroseconds = 200;
    private const int InProcessYieldMicroseconds = 20;
    private const int FirstSleepMicroseconds = 50;
    private const int WaitedPerSleep = 8;
    // Less than the 1 ms in which an idle rank is to wake: the system adds up to a tenth of its own.
    private const int ShortSleepMicroseconds = 800;
    // Where a message ends a sleep, what it may miss is rare: what is left to look for is the end of the job.
    private const int LongSleepsPerRest = 4;
    private static readonly long s_ticksPerMicrosecond = Math.Max(1, Stopwatch.Frequency / 1_000_000);
    private static readonly long s_longIdleTicks = 10 * Stopwatch.Frequency;

    private readonly long _spinTicks;
    private readonly long _yieldTicks;
    private readonly bool _isShared;
    private readonly int _shortSleep;
    private readonly int _longSleep;
    private long _idleSince;
    private long _lastYield;

    /// <param name="transport">Tells how many ranks share the host.</param>
    /// <param name="maximumSleep">
    /// The longest sleep in microseconds, reached after 10 s; before, at most 0.8 ms. Where a message ends it, it is reached at once, and four times as much after 10 s.
    /// </param>
    /// <param name="restsLong">False for a sleep that something else than a message must end, too.</param>
    public Backoff(Transport transport, int maximumSleep = 9_000, bool restsLong = true)
        : this(
            Environment.ProcessorCount == 1 || transport.RanksOnHost > Environment.ProcessorCount,
            maximumSleep,
            transport.IsInProcess,
            // Where one thread only may call MPI, the others sleep without being woken.
            restsLong && transport.WakesOnArrival && transport.RoleMayMove)
    {
    }

    /// <param name="isShared">Whether whoever spins keeps another thread or rank from the processor.</param>
    /// <param name="maximumSleep">The longest sleep in microseconds.</param>
    /// <param name="isInProcess">Whether ranks are threads, which need the processor: sleeps begin early.</param>
    /// <param name="wakesOnArrival">Whether a message ends a sleep: then it may be long.</param>
    internal Backoff(bool isShared, int maximumSleep, bool isInProcess = false, bool wakesOnArrival = false)
    {
        _yieldTicks = (isInProcess ? InProcessYieldMicroseconds : YieldMicroseconds) * s_ticksPerMicrosecond;
        _isShared = isShared;
        _spinTicks = (isShared ? SharedSpinMicroseconds : SpinMicroseconds) * s_ticksPerMicrosecond;
        _shortSleep = wakesOnArrival ? maximumSleep : ShortSleepMicroseconds;
        _longSleep = wakesOnArrival ? LongSleepsPerRest * maximumSleep : maximumSleep;
    }

    /// <summary>Something moved: start over.</summary>
    public void Reset() => _idleSince = 0;

    /// <summary>Others have done the work meanwhile: start over, with sleeps.</summary>
    public void ResetToSleep() => _idleSince = Stopwatch.GetTimestamp() - _yieldTicks;

    /// <summary>
    /// Nothing moved: wait a little. Returns the microseconds to sleep where it is time to sleep, else 0 after having spun or yielded.
    /// </summary>
    /// <param name="canSpin">False where nothing can come but from a thread of this process, which may need the processor for it.</param>
    public int Next(bool canSpin = true)
    {
        int sleep = Decide(Stopwatch.GetTimestamp());
        if (sleep != Yield && (sleep != 0 || canSpin))
            return sleep;
        Thread.Yield();
        if (_isShared)
            _lastYield = Stopwatch.GetTimestamp();
        return 0;
    }

    /// <summary>What to do at a time: 0 to look again at once, <see cref="Yield"/>, or the microseconds to sleep.</summary>
    internal int Decide(long now)
    {
        if (_idleSince == 0)
        {
            _idleSince = now;
            _lastYield = now;
        }
        long idle = now - _idleSince;
        if (idle < _spinTicks || (_isShared && now - _lastYield < _spinTicks))
            return 0;
        if (idle < _yieldTicks)
            return Yield;
        long sleep = idle / s_ticksPerMicrosecond / WaitedPerSleep;
        return (int)Math.Clamp(sleep, FirstSleepMicroseconds, idle < s_longIdleTicks ? _shortSleep : _longSleep);
    }

    /// <summary>Spins or yields, but never asks for sleep: for loops that must go on because messages are under way.</summary>
    public void NextWithoutSleep()
    {
        if (Next() != 0)
            Thread.Yield();
    }
}
