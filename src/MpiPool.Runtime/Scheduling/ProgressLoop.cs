using System.Globalization;
using MpiPool.Scheduling.Continuations;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>
/// Keeps the main rank's traffic going, on whichever thread has reason to: a caller that blocks for a result drives it itself (no hand-over,
/// no wake-up); when nobody blocks, the progress thread does, and sleeps when there is nothing to do.
/// </summary>
internal sealed class ProgressLoop
{
    // How often an idle main rank looks whether the job has ended under it.
    private const int IdleCheckMicroseconds = 100_000;
    private const int HandedOverMicroseconds = 1_000;
    private const int ParkMilliseconds = 10;
    private const int AttendedParkMilliseconds = 1;

    // Steps follow each other within a microsecond while there is something to do.
    private const int StepsPerLook = 32;

    private readonly Scheduler _scheduler;
    private readonly Transport _transport;
    private readonly int _maximumIdleMicroseconds;
    private readonly ProgressRole _role = new();
    private readonly object _park = new();
    private bool _unparked;
    private int _drivers;
    private int _attendants;
    private long _attendedSteps;
    private long _seenSteps;
    private int _sleeping;
    private uint _steps;
    private volatile bool _isFollowed;
    private volatile bool _hasRested;
    private volatile bool _closing;
    private volatile bool _namesUnfinished;
    private volatile string? _breakRequest;

    public ProgressLoop(Scheduler scheduler, Transport transport, int maximumIdleMicroseconds)
    {
        _maximumIdleMicroseconds = maximumIdleMicroseconds;
        _scheduler = scheduler;
        _transport = transport;
        Continuations = new ContinuationDriver(this, scheduler, transport);
    }

    /// <summary>Runs the continuations of calls that are alone.</summary>
    public ContinuationDriver Continuations { get; }

    /// <summary>
    /// A call was enqueued: somebody must look. Any thread. The caller itself takes a step where workers have nothing to do, for then each
    /// microsecond counts, or where a frame's worth of calls waits: a busy submitter leaves the progress thread no processor to send them.
    /// </summary>
    public void Notify()
    {
        if (_scheduler.IsWorthSending && _transport.RoleMayMove)
            TryStep();
        WakeSleeper();
    }

    /// <summary>No more calls will come: the loop ends when the last one has its result. Any thread.</summary>
    public void Close()
    {
        _closing = true;
        Unpark();
        _transport.Wake();
    }

    /// <summary>Ends the job: the next step breaks the pool. Any thread.</summary>
    public void RequestBreak(string reason)
    {
        _breakRequest = reason;
        Unpark();
        _transport.Wake();
    }

    /// <summary>Ends the job where calls have not ended in time: the next step breaks the pool and names them. Any thread.</summary>
    public void BreakUnfinished(TimeSpan limit)
    {
        _namesUnfinished = true;
        RequestBreak(string.Create(CultureInfo.InvariantCulture, $"The pool was shut down, and {limit.TotalSeconds} s later not all calls have ended: "));
    }

    /// <summary>Whether fewer calls are outstanding. Any thread but the holder of the role; false also while a step is under way: calls that it carries from the queue to the table are in neither.</summary>
    public bool HasRoom(int bound)
    {
        if (_scheduler.Outstanding >= bound || !_role.TryEnter())
            return false;
        bool hasRoom = _scheduler.Outstanding < bound;
        _role.Exit();
        return hasRoom;
    }

    /// <summary>Drives until <paramref name="condition"/> is met. The caller's thread; not for the progress thread.</summary>
    /// <exception cref="InvalidOperationException">The caller is a task of this pool.</exception>
    public void DriveUntil<TCondition>(ref TCondition condition) where TCondition : struct, IWaitCondition
    {
        ServedPool.ThrowIfCurrent(_transport);
        Interlocked.Increment(ref _drivers);
        Volatile.Write(ref _attendedSteps, _attendedSteps + 1);
        try
        {
            // What a caller waits for may be met by what wakes nobody, a time or a token; and of several callers one may use up another's wake.
            var backoff = new Backoff(_transport, _maximumIdleMicroseconds, restsLong: false);
            while (!condition.IsMet)
            {
                if (_transport.RoleMayMove && TryStep(ownDrivers: 1))
                    backoff.Reset();
                else if (!condition.IsMet)
                    Wait(ref backoff, ref condition, isProgressThread: false);
            }
        }
        finally
        {
            if (Interlocked.Decrement(ref _drivers) == 0 && Volatile.Read(ref _attendants) == 0 && (_closing || _scheduler.HasWork))
                Unpark();
        }
    }

    /// <summary>A caller will take steps every now and then, until <see cref="Leave"/>: while it does, the progress thread rests.</summary>
    public void Attend() => Interlocked.Increment(ref _attendants);

    /// <summary>Ends <see cref="Attend"/>.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _attendants) == 0 && (_closing || _scheduler.HasWork))
            Unpark();
    }

    /// <summary>The driver of continuations will take steps, but while one of them runs: while it does, the progress thread rests.</summary>
    public void Follow() => _isFollowed = true;

    /// <summary>Takes one step. The driver of continuations.</summary>
    public bool TryFollowingStep()
    {
        Volatile.Write(ref _attendedSteps, _attendedSteps + 1);
        return TryStep(ownDrivers: 0);
    }

    /// <summary>Ends <see cref="Follow"/>.</summary>
    public void Unfollow()
    {
        _isFollowed = false;
        if (_closing || _scheduler.HasWork)
            Unpark();
    }

    /// <summary>Takes one step for work that was just added, or wakes who can. The caller's thread; not for the progress thread.</summary>
    public void Poke()
    {
        Volatile.Write(ref _attendedSteps, _attendedSteps + 1);
        if (_transport.RoleMayMove)
            TryStep();
        WakeSleeper();
    }

    /// <summary>Waits for the end of the step that is under way, if there is one. Any thread but the holder of the role.</summary>
    public void PassStep()
    {
        var spinner = new SpinWait();
        while (!_role.TryEnter())
        {
            // Then the progress thread keeps the role, and takes no step.
            if (_scheduler.HasEnded)
                return;
            spinner.SpinOnce(sleep1Threshold: -1);
        }
        _role.Exit();
    }

    /// <summary>The progress thread's loop. Ends when the pool is closed and idle, or broken.</summary>
    public void Run()
    {
        do
        {
            RunUntilIdle();
            // A driver may still be inside a step; from here on the progress thread alone calls the transport.
            _role.Enter();
            if (_scheduler.Broken is not null || !_scheduler.HasWork)
                return;
            // A driver's step was carrying a call from the queue to the table, or back, when HasWork saw neither.
            _role.Exit();
        }
        while (true);
    }

    /// <summary>The progress thread's loop before others know the pool: until all tasks have completed, or the pool broke.</summary>
    public void RunUntil(Task[] tasks)
    {
        var backoff = new Backoff(_transport, _maximumIdleMicroseconds);
        var never = new NeverCondition();
        while (_scheduler.Broken is null && !Array.TrueForAll(tasks, static task => task.IsCompleted))
        {
            if (TryStep())
                backoff.Reset();
            else
                Wait(ref backoff, ref never, isProgressThread: true);
        }
    }

    /// <summary>After <see cref="Run"/>: more calls are to be run.</summary>
    public void Resume() => _role.Exit();

    private void RunUntilIdle()
    {
        var backoff = new Backoff(_transport, _maximumIdleMicroseconds);
        var never = new NeverCondition();
        while (_scheduler.Broken is null && !(_closing && !_scheduler.HasWork))
        {
            Continuations.Look();
            if (_transport.RoleMayMove && (Volatile.Read(ref _drivers) != 0 || IsAttended()))
            {
                Park();
                backoff.ResetToSleep();
            }
            else if (TryStep(ownDrivers: 0))
                backoff.Reset();
            else
                Wait(ref backoff, ref never, isProgressThread: true);
        }
    }

    // Whether whoever attends has taken a step since the last look. One that is busy with something else is not waited for.
    private bool IsAttended()
    {
        if (Volatile.Read(ref _attendants) == 0 && !_isFollowed)
            return false;
        long steps = Volatile.Read(ref _attendedSteps);
        bool moved = steps != _seenSteps;
        _seenSteps = steps;
        return moved;
    }

    // A caller that waits may rest when what it waits for ends in another thread's step.
    private bool TryStep(int ownDrivers)
    {
        if (!TryStep())
            return false;
        if (Volatile.Read(ref _drivers) > ownDrivers)
            WakeSleeper();
        return true;
    }

    private bool TryStep()
    {
        if (!_role.TryEnter())
            return false;
        try
        {
            if ((_breakRequest ?? LookForFailure()) is { } reason)
                _scheduler.Break(new PoolBrokenException(_namesUnfinished ? reason + _scheduler.DescribeUnfinished() : reason));
            return _scheduler.Step();
        }
        finally
        {
            _role.Exit();
        }
    }

    // While messages move, or wait for ranks that are gone, nobody rests to look.
    private string? LookForFailure()
    {
        if (++_steps % StepsPerLook != 0 && !_hasRested)
            return null;
        _hasRested = false;
        return _transport.FindFailure();
    }

    private void Park()
    {
        lock (_park)
        {
            if (!_unparked)
                Monitor.Wait(_park, Volatile.Read(ref _drivers) != 0 ? ParkMilliseconds : AttendedParkMilliseconds);
            _unparked = false;
        }
    }

    // The progress thread is to look, wherever it rests: parked, or waiting for activity since before the caller's steps.
    private void Unpark()
    {
        lock (_park)
        {
            _unparked = true;
            Monitor.Pulse(_park);
        }
        WakeSleeper();
    }

    // Pairs with the barrier in Sleep: either the sleeper sees the call, or that it is in flight, or we see the sleeper.
    private void WakeSleeper()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleeping) != 0)
            _transport.Wake();
    }

    private void Wait<TCondition>(ref Backoff backoff, ref TCondition condition, bool isProgressThread) where TCondition : struct, IWaitCondition
    {
        int microseconds = backoff.Next(canSpin: _scheduler.HasInFlight);
        if (microseconds == 0)
            return;
        if (_scheduler.Link.IsBusy)
            Thread.Yield();
        else if (!_transport.RoleMayMove && !isProgressThread)
            _transport.Sleep(microseconds);
        else
            Sleep(ref backoff, microseconds, ref condition, isProgressThread);
        _hasRested = true;
    }

    private void Sleep<TCondition>(ref Backoff backoff, int microseconds, ref TCondition condition, bool isProgressThread) where TCondition : struct, IWaitCondition
    {
        Interlocked.Increment(ref _sleeping);
        // Interlocked is a full barrier: what was enqueued, sent or ended before it is seen by the checks, who does so after it sees _sleeping.
        if (!condition.IsMet && !_scheduler.CanDispatch && !(_closing && !_scheduler.HasWork) && _breakRequest is null)
        {
            bool isAnnounced = _transport.WaitForActivity(isProgressThread && IsIdle() ? Continuations.HasHandedOver ? HandedOverMicroseconds : IdleCheckMicroseconds : microseconds);
            // Of several who wait all wake; they would take the processor from whom the message comes.
            if (isAnnounced && Volatile.Read(ref _drivers) <= 1)
                backoff.Reset();
        }
        Interlocked.Decrement(ref _sleeping);
    }

    // Not while another thread's step is under way: calls that it carries from the queue to the table are in neither.
    private bool IsIdle()
    {
        if (!_role.TryEnter())
            return false;
        bool isIdle = !_scheduler.HasInFlight && !_scheduler.CanDispatch;
        _role.Exit();
        return isIdle;
    }
}
