using MpiPool.Transports;

namespace MpiPool.Scheduling.Continuations;

/// <summary>
/// Makes one await after the other fast: the thread of the thread pool that ran the continuation of a call drives the pool itself while the next
/// call is the only one, and runs its continuation at once. Through the progress thread every result would have to wake a thread. While a
/// continuation runs nobody is held up: the progress thread takes over where the driver takes no step for two milliseconds (leader and followers:
/// Schmidt et al., Pattern-Oriented Software Architecture 2).
/// </summary>
internal sealed class ContinuationDriver(ProgressLoop loop, Scheduler scheduler, Transport transport) : IThreadPoolWorkItem
{
    // How long a future waits for a thread of the thread pool, all of which may be blocked by the program, before it gets one of its own.
    private const int OverdueMilliseconds = 2;

    // Futures that ended in another thread's step, in the order in which they did: first those that a thread has taken.
    private readonly Lock _gate = new();
    private readonly List<ILoneFuture> _handedOver = [];
    private int _taken;
    private long _handedOverAt;
    private volatile bool _hasHandedOver;

    // The last future that ended in the driver's own step. The driver's thread writes it, under the progress role.
    private ILoneFuture? _last;
    private bool _isLastNew;
    private int _steppingThread;
    private int _isRunning;

    /// <summary>Whether futures wait for a thread. Any thread.</summary>
    public bool HasHandedOver => _hasHandedOver;

    /// <summary>Makes the future of a call that is about to be submitted. Any thread.</summary>
    public TaskCompletionSource<TResult> CreateFuture<TResult>() => transport.RoleMayMove && !scheduler.HasWork
        ? new LoneFuture<TResult>(this)
        : new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A future has ended and is to be set. Mostly under the progress role, which is not held any more when it is.</summary>
    public void Ended(ILoneFuture future)
    {
        if (_steppingThread == Environment.CurrentManagedThreadId && !_isLastNew)
        {
            _last = future;
            _isLastNew = true;
            return;
        }
        lock (_gate)
        {
            Forget();
            if (_handedOver.Count == _taken)
                _handedOverAt = Environment.TickCount64;
            _handedOver.Add(future);
            _hasHandedOver = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Gives a thread to futures that have waited too long for one. The progress thread.</summary>
    public void Look()
    {
        if (!_hasHandedOver)
            return;
        lock (_gate)
        {
            Forget();
            if (_handedOver.Count == _taken || Environment.TickCount64 - _handedOverAt < OverdueMilliseconds)
                return;
            _handedOverAt = Environment.TickCount64;
        }
        new Thread(Execute) { IsBackground = true, Name = "mpipool-continuation" }.UnsafeStart();
    }

    /// <summary>Waits until the tasks of all futures that have ended have ended too. The progress thread, after its last step.</summary>
    public void Settle()
    {
        while (_hasHandedOver || _last is { IsCompleted: false })
        {
            Look();
            Thread.Yield();
        }
    }

    /// <summary>Sets one future and then drives, where no other thread does. A thread of the thread pool.</summary>
    public void Execute()
    {
        if (!TryTake(out ILoneFuture? future))
            return;
        if (Interlocked.CompareExchange(ref _isRunning, 1, 0) != 0)
        {
            future.Set();
            return;
        }
        loop.Follow();
        try
        {
            future.Set();
            Drive();
        }
        finally
        {
            // In this order: the next driver must not be unfollowed by this one.
            loop.Unfollow();
            Volatile.Write(ref _isRunning, 0);
        }
    }

    // Until no future has ended here for as long as the back-off polls, or the pool is broken.
    private void Drive()
    {
        var backoff = new Backoff(transport);
        while (true)
        {
            _steppingThread = Environment.CurrentManagedThreadId;
            bool moved = loop.TryFollowingStep();
            _steppingThread = 0;
            if (_isLastNew)
            {
                _isLastNew = false;
                _last!.Set();
                backoff.Reset();
            }
            else if (scheduler.Broken is not null || backoff.Next(canSpin: moved || scheduler.HasInFlight) != 0)
            {
                return;
            }
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ILoneFuture? future)
    {
        lock (_gate)
        {
            future = _taken < _handedOver.Count ? _handedOver[_taken++] : null;
            return future is not null;
        }
    }

    // Those that are set.
    private void Forget()
    {
        int count = 0;
        while (count < _taken && _handedOver[count].IsCompleted)
            count++;
        _handedOver.RemoveRange(0, count);
        _taken -= count;
        _hasHandedOver = _handedOver.Count != 0;
    }
}
