using System.Threading.Channels;

namespace MpiPool.Scheduling;

/// <summary>
/// The items of one running stream on the main rank: stored by the holder of the progress role, read by one consumer. As they are read, the
/// task is allowed to make more. The task is submitted when the first item is asked for. Enumerated once.
/// </summary>
internal sealed class StreamRun<T> : IAsyncEnumerable<T>, IAsyncEnumerator<T>, IStreamSink, ICancellableSink
{
    private readonly StreamTaskCall<T> _call;
    private readonly Action<TaskCall, object> _submit;
    private readonly Scheduler _scheduler;
    private readonly CancellationToken _callerToken;

    // Holds at most the stream's buffer, for the worker makes no more than it was allowed to; what reads it runs on the thread pool.
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly int _grantSize;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _registration;
    private CallOrigin _origin;
    private int _read;
    private int _enumerated;
    private bool _isSubmitted;
    private bool _isReleased;
    private volatile bool _stopped;
    private volatile bool _ended;

    /// <param name="call">The call, not yet submitted.</param>
    /// <param name="submit">Submits it with this as its sink.</param>
    /// <param name="scheduler">Takes grants and cancels.</param>
    /// <param name="token">Ends the stream.</param>
    public StreamRun(StreamTaskCall<T> call, Action<TaskCall, object> submit, Scheduler scheduler, CancellationToken token)
    {
        _call = call;
        _submit = submit;
        _scheduler = scheduler;
        _callerToken = token;
        // A grant for each item would double the messages.
        _grantSize = Math.Max(1, call.BufferSize / 2);
    }

    public T Current { get; private set; } = default!;

    /// <inheritdoc/>
    public bool IsCancellationRequested => _stopped || _cancellation is { IsCancellationRequested: true };

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _enumerated, 1) != 0)
            throw new InvalidOperationException("The items of a stream can be enumerated once: they come from one run of the task. Make another call to run it again.");
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(_callerToken, cancellationToken);
        return this;
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        if (_stopped)
            return false;
        if (!_isSubmitted)
            Submit();
        T? item;
        while (!_items.Reader.TryRead(out item))
        {
            // Throws what ended the stream, after all items before it.
            if (!await _items.Reader.WaitToReadAsync().ConfigureAwait(false))
                return false;
        }
        Current = item;
        if (++_read == _grantSize)
        {
            _read = 0;
            _scheduler.Streams.Grant(_origin, _grantSize);
        }
        return true;
    }

    public ValueTask DisposeAsync()
    {
        _stopped = true;
        _registration.Dispose();
        _cancellation?.Dispose();
        if (_isSubmitted && !_ended)
            _scheduler.RequestCancel(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Stores an item. Under the progress role.</summary>
    public void Add(T item, in CallOrigin origin)
    {
        // Written once: the consumer reads it after it has read the first item.
        if (_origin == default)
        {
            _origin = origin;
            // What was granted before the task began its worker has dropped.
            _isReleased = false;
        }
        if (_scheduler.Streams.AreReleased)
            Release(origin);
        // Of a consumer that has left nobody takes what was on its way.
        if (!_stopped)
            _items.Writer.TryWrite(item);
    }

    /// <inheritdoc/>
    public void Release(in CallOrigin origin)
    {
        if (_isReleased)
            return;
        _isReleased = true;
        _scheduler.Streams.Grant(origin, int.MaxValue);
    }

    /// <summary>Ends the items; with an error, or without. Under the progress role.</summary>
    public void End(Exception? error)
    {
        _ended = true;
        _items.Writer.TryComplete(error);
    }

    /// <inheritdoc/>
    public void Cancel() => End(new OperationCanceledException("The stream was cancelled.", _callerToken));

    private void Submit()
    {
        _submit(_call, this);
        _isSubmitted = true;
        _registration = _cancellation!.Token.UnsafeRegister(static state => ((StreamRun<T>)state!).RequestCancel(), this);
    }

    private void RequestCancel() => _scheduler.RequestCancel(this);
}
