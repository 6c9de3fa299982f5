namespace MpiPool.Scheduling.Maps;

/// <summary>
/// A map from memory to memory: chunks are written from the input as it stands, results are read straight into their places. Under the progress
/// role but for what says otherwise.
/// </summary>
internal class MapIntoRun<T, TResult>(Scheduler scheduler, ProgressLoop loop, ItemForm<T, TResult> form, ReadOnlyMemory<T> items, Memory<TResult> results, MapSettings settings, TResult replacement, ChunkSizer sizer)
    : MapFeed<T, TResult>(scheduler, form, scheduler.NextMapSequence(), sizer)
{
    private int _handedOut;
    private int _settled;
    private long _failedItem = long.MaxValue;
    private Exception? _error;
    private volatile bool _done;
    private volatile bool _stopped;

    /// <inheritdoc/>
    public override bool IsStopped => _stopped;

    /// <summary>After an error no further items begin: their results would not be seen.</summary>
    public override long Left => (_error is null ? items.Length - Volatile.Read(ref _handedOut) : 0) + ReturnedItems;

    /// <summary>Runs the map, driving the traffic. The caller's thread.</summary>
    /// <exception cref="RemoteTaskException">An item failed.</exception>
    /// <exception cref="TimeoutException">The time was over.</exception>
    /// <exception cref="OperationCanceledException">The token has fired.</exception>
    public virtual void Run()
    {
        if (items.IsEmpty)
            return;
        Scheduler.Items.Add(items.Length);
        Scheduler.Offer(this);
        loop.Poke();
        var condition = new DoneCondition(this);
        try
        {
            loop.DriveUntil(ref condition);
        }
        finally
        {
            if (!_done || _error is not null)
                Stop();
        }
        if (!_done)
            settings.ThrowIfOver();
        if (_error is not null)
            throw _error;
    }

    /// <inheritdoc/>
    protected override void Settle(long first, int count, Exception error)
    {
        Note(first, error);
        Settle(count);
    }

    /// <inheritdoc/>
    public override void FailRest(Exception error)
    {
        FailReturned(error);
        int rest = items.Length - _handedOut;
        if (rest == 0)
            return;
        Volatile.Write(ref _handedOut, items.Length);
        Fail(items.Length - rest, rest, error);
    }

    /// <inheritdoc/>
    protected override bool TryTakeFresh(int most, out long first, out int count)
    {
        first = _handedOut;
        count = _error is null || _stopped ? Math.Min(most, items.Length - _handedOut) : 0;
        Volatile.Write(ref _handedOut, _handedOut + count);
        return count != 0;
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<T> Items(long first, int count) => items.Span.Slice((int)first, count);

    /// <inheritdoc/>
    protected override Span<TResult> Results(long first, int count) => results.Span.Slice((int)first, count);

    /// <inheritdoc/>
    protected override void SetError(long item, Exception error, in ChunkRun run) => Note(item, error);

    /// <inheritdoc/>
    protected override void Publish(long first, int count, ReadOnlySpan<int> failures, in ChunkRun run) => Settle(count);

    /// <summary>Gives an item that has failed what the caller wants in its place.</summary>
    protected virtual void Replace(long item) => results.Span[(int)item] = replacement;

    private void Note(long item, Exception error)
    {
        if (settings.Errors != MapErrors.Throw && error is not (PoolBrokenException or ObjectDisposedException or OperationCanceledException))
            Replace(item);
        else if (item < _failedItem)
            (_failedItem, _error) = (item, error);
    }

    private void Settle(int count)
    {
        _settled += count;
        if (_settled == _handedOut && Left == 0)
            _done = true;
    }

    private void Stop()
    {
        _stopped = true;
        Scheduler.RequestRecall(this);
        // A step that began before may still read the items or write results: when this returns, both are the caller's alone.
        if (!_done)
            loop.PassStep();
    }

    private bool IsOver => _done || settings.IsOver;

    private readonly struct DoneCondition(MapIntoRun<T, TResult> map) : IWaitCondition
    {
        public bool IsMet => map.IsOver;
    }
}
