using System.Runtime.CompilerServices;

namespace MpiPool.Scheduling.Maps;

/// <content>The consumer's half: one thread at a time. It takes results, and reads input before it waits for them.</content>
internal sealed partial class MapRun<TItem, TResult>
{
    private long _read;
    private long _oldestBlock;
    private bool _isAttended;

    /// <summary>The block of the items that <see cref="Advance"/> took; they have one status.</summary>
    public MapBlock<TItem, TResult>? Block { get; private set; }

    /// <summary>The place of the first of them in the block.</summary>
    public int Start { get; private set; }

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>What became of them.</summary>
    public ItemStatus Status { get; private set; }

    private long Unread => _pulled - _read;

    private bool IsReady => _read == _pulled
        ? _inputEnded
        : _ended is null ? StatusAt(_read) > ItemStatus.Single : !_ended.IsEmpty;

    /// <summary>Takes the next results; waits for them, driving the traffic. False at the end.</summary>
    /// <exception cref="Exception">What ends the results: the input's error, the pool's end, the time or the token.</exception>
    public bool Advance()
    {
        if (!_isAttended && !_stopped)
        {
            _isAttended = true;
            _loop.Attend();
        }
        while (true)
        {
            Pull();
            if (TryTake())
                return true;
            if (IsOver())
                return false;
            var condition = new AdvanceCondition(this);
            _loop.DriveUntil(ref condition);
        }
    }

    /// <summary>The asynchronous form of <see cref="Advance"/>: the progress thread drives the traffic.</summary>
    /// <param name="token">Stops the map.</param>
    public async ValueTask<bool> AdvanceAsync(CancellationToken token)
    {
        while (true)
        {
            Pull();
            if (TryTake())
                return true;
            if (IsOver())
                return false;
            await WaitAsync(null, token).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the next results if they are there.</summary>
    public bool TryTake()
    {
        ReleaseTaken();
        if (_settings.Token.IsCancellationRequested || _stopped)
            return false;
        long first = _read;
        int most = int.MaxValue;
        if (_ended is not null)
        {
            if (!_ended.TryDequeue(out (long First, int Count) ended))
                return false;
            (first, most) = ended;
        }
        else if (_read == _pulled)
        {
            return false;
        }
        (long number, int offset, int capacity) = _layout.Locate(first);
        MapBlock<TItem, TResult> block = BlockAt(number);
        ReadOnlySpan<ItemStatus> statuses = block.Status.AsSpan(offset, (int)Math.Min(Math.Min(capacity - offset, _pulled - first), most));
        ItemStatus status = statuses[0];
        if (status <= ItemStatus.Single)
            return false;
        int count = statuses.IndexOfAnyExcept(status);
        // Pairs with the barrier of the one who wrote the results before the status.
        Interlocked.MemoryBarrier();
        (Block, Start, Count, Status) = (block, offset, count < 0 ? statuses.Length : count, status);
        Volatile.Write(ref _read, _read + Count);
        return true;
    }

    /// <summary>Whether the results have ended, or the wait for them. Where an error ended them it is thrown.</summary>
    public bool IsOver()
    {
        if (_stopped)
            return true;
        if (_settings.Token.IsCancellationRequested || (_settings.IsOver && !IsReady))
        {
            Stop();
            _settings.ThrowIfOver();
        }
        if (!_inputEnded || _read != _pulled)
            return false;
        Stop();
        return _endError is { } error ? throw error : true;
    }

    /// <summary>Waits until results are there or input is wanted.</summary>
    /// <param name="input">Ends the wait too: a read of input that is under way.</param>
    /// <param name="token">Stops the map.</param>
    public async ValueTask WaitAsync(Task? input, CancellationToken token)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _waiter, waiter);
        // Pairs with the barrier in Signal: either it sees the waiter, or we see what it signals.
        Interlocked.MemoryBarrier();
        if (IsReady || (input is null && WantsInput))
            return;
        try
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(_settings.Token, token);
            Task wait = input is null ? waiter.Task : Task.WhenAny(waiter.Task, input);
            await wait.WaitAsync(_settings.Left, both.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            if ((IsReady || !_settings.IsOver) && !token.IsCancellationRequested)
                return;
            Stop();
            _settings.ThrowIfOver();
            token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends the map: no input is read any more, what has not begun is cancelled, results are dropped.</summary>
    public void Stop()
    {
        if (_stopped)
            return;
        _stopped = true;
        if (_isAttended)
            _loop.Leave();
        if (_read != _pulled)
        {
            // The recall finds the chunks at workers; those offered are passed over.
            Scheduler.RequestRecall(this);
            if (_singles is not null)
                Scheduler.RequestCancel(_singles);
        }
        if (_inputEnded)
            return;
        _inputEnded = true;
        _input?.Dispose();
    }

    private ItemStatus StatusAt(long item)
    {
        (long number, int offset, _) = _layout.Locate(item);
        return (ItemStatus)Volatile.Read(ref Unsafe.As<ItemStatus, byte>(ref BlockAt(number).Status[offset]));
    }

    private void ReleaseTaken()
    {
        if (Block is not { } block)
            return;
        Block = null;
        block.Clear(Start, Count);
        block.Read += Count;
        if (block.Read != block.Items.Length)
            return;
        (long number, _, _) = _layout.Locate(block.First);
        Volatile.Write(ref _ring[number % RingLength], null);
        if (block.Items.Length == _layout.Largest)
            _freeBlocks.Push(block);
        long newest = _layout.Locate(_pulled).Block;
        while (_oldestBlock < newest && _ring[_oldestBlock % RingLength] is null)
            _oldestBlock++;
    }

    private readonly struct AdvanceCondition(MapRun<TItem, TResult> map) : IWaitCondition
    {
        public bool IsMet => map.IsReady || (map._input is not null && map.WantsInput) || map._settings.IsOver;
    }
}
