using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using MpiPool.Scheduling.Maps;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Reductions;

/// <summary>
/// A reduction on the main rank: hands runs of items to the workers as calls of the reducer, and asks the workers for what they have
/// accumulated when all are done; in fixed order it combines the nodes that the workers answer with itself. The consumer's, one thread at a time; steps
/// end under the progress role.
/// </summary>
internal sealed class ReduceRun<TInput, TItem, TAccumulator> : IDisposable
{
    private readonly Scheduler _scheduler;
    private readonly ProgressLoop _loop;
    private readonly ReduceInput<TInput> _input;
    private readonly MapSettings _settings;
    private readonly ReduceSizer _sizer;
    private readonly NodeOrder<TAccumulator, TItem> _nodes;
    private readonly ConcurrentQueue<StepSink<TAccumulator>> _ended = new();
    private readonly Dictionary<StepSink<TAccumulator>, FoldCall<TInput, TItem, TAccumulator>?> _outstanding = [];
    private readonly SortedSet<int> _members = [];
    private readonly ReduceFailure _failure = new();
    private TaskCompletionSource? _waiter;
    private long _handedOut;
    private bool _isMerging;
    private TAccumulator? _result;

    /// <param name="scheduler">Runs the steps.</param>
    /// <param name="loop">Drives the traffic.</param>
    /// <param name="form">How items become calls.</param>
    /// <param name="input">The items.</param>
    /// <param name="settings">The map's settings.</param>
    /// <param name="replacement">The result of items that fail, where the settings say so.</param>
    /// <param name="reducer">Combines results.</param>
    /// <param name="order">In which order.</param>
    /// <param name="sizer">How many items a worker gets at a time.</param>
    public ReduceRun(Scheduler scheduler, ProgressLoop loop, ItemForm<TInput, TItem> form, MapInput<TInput> input, in MapSettings settings, TItem replacement, Reducer<TAccumulator, TItem> reducer, ReduceOrder order, ChunkSizer sizer)
    {
        _scheduler = scheduler;
        _loop = loop;
        _settings = settings;
        Form = form;
        Reducer = reducer;
        Replacement = replacement;
        BlockSize = order == ReduceOrder.Fixed ? Math.Max(1, settings.ChunkSize) : 0;
        Number = scheduler.NextMapSequence();
        _input = new ReduceInput<TInput>(input);
        _sizer = new ReduceSizer(sizer, BlockSize, settings.Workers);
        _nodes = new NodeOrder<TAccumulator, TItem>(reducer, BlockSize);
    }

    /// <summary>Combines results.</summary>
    public Reducer<TAccumulator, TItem> Reducer { get; }

    /// <summary>How items become calls.</summary>
    public ItemForm<TInput, TItem> Form { get; }

    /// <summary>The reduction's number: the sequence number of its first item.</summary>
    public long Number { get; }

    /// <summary>The items of a block where the order is fixed; else 0.</summary>
    public int BlockSize { get; }

    /// <summary>What becomes of items that fail.</summary>
    public MapErrors Errors => _settings.Errors;

    /// <summary>The result of items that fail, where those are replaced.</summary>
    public TItem Replacement { get; }

    private bool IsOrdered => BlockSize != 0;

    /// <summary>An item's task, by its place in the catalog. Any thread.</summary>
    public int IndexOf(in TInput item) => _scheduler.IndexOf(Form.EntryOf(item));

    /// <summary>Runs the reduction. The caller's thread drives the traffic.</summary>
    public TAccumulator Run()
    {
        _loop.Attend();
        try
        {
            while (!TryEnd())
            {
                var condition = new EndedCondition(this);
                _loop.DriveUntil(ref condition);
            }
            return _result!;
        }
        finally
        {
            _loop.Leave();
            Dispose();
        }
    }

    /// <summary>Runs the reduction. The progress thread drives the traffic.</summary>
    public async Task<TAccumulator> RunAsync()
    {
        try
        {
            while (!TryEnd())
                await WaitAsync().ConfigureAwait(false);
            return _result!;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Ends the reduction. Of one that was given up nothing stays: not here, and not at the workers.</summary>
    public void Dispose()
    {
        try
        {
            GiveUp();
        }
        finally
        {
            // The user's code, which may throw.
            _input.Dispose();
        }
    }

    private void GiveUp()
    {
        bool isWhole = _outstanding.Count == 0 && _failure.Error is null && (_isMerging || IsOrdered || _handedOut == 0);
        if (isWhole)
            return;
        foreach (StepSink<TAccumulator> step in _outstanding.Keys)
            Cancel(step);
        _outstanding.Clear();
        try
        {
            for (int rank = 1; rank <= _settings.Workers && !IsOrdered; rank++)
            {
                var call = new StepCall<TItem, TAccumulator>(Reducer, new ReduceRecord { Reduction = Number, Step = ReduceStep.Drop }, []);
                _scheduler.Enqueue(call, new StepSink<TAccumulator>(static _ => { }), 0, CallQueue.NextInOrder, Ticket(rank));
            }
        }
        catch (Exception error) when (error is PoolBrokenException or ObjectDisposedException)
        {
            // The workers are gone or going, and what they hold with them.
            return;
        }
        _loop.Notify();
    }

    // Goes as far as it can without waiting. Returns whether the result is there.
    private bool TryEnd()
    {
        while (_ended.TryDequeue(out StepSink<TAccumulator>? step))
            Take(step);
        _settings.ThrowIfOver();
        if (!_isMerging && _failure.Error is null)
            HandOut();
        if (_outstanding.Count != 0)
            return false;
        if (_failure.Error is { } error)
            ExceptionDispatchInfo.Throw(error);
        if (_isMerging)
            return true;
        if (!IsOrdered && _members.Count != 0)
        {
            BeginMerge();
            return false;
        }
        _result = _nodes.End();
        return true;
    }

    private void HandOut()
    {
        bool added = false;
        while (_outstanding.Count < _sizer.MostOutstanding && _failure.Error is null)
        {
            TInput[] items;
            try
            {
                _scheduler.ThrowIfEnded();
                items = _input.Take(_sizer, _handedOut);
                if (items.Length == 0)
                    break;
                Check(items);
            }
            catch (Exception error)
            {
                // What was handed out before it is waited for: an earlier item may fail, too.
                _failure.Note(_input.Read, error);
                break;
            }
            var call = new FoldCall<TInput, TItem, TAccumulator>(this, _handedOut, items);
            Enqueue(call, call, Number + _handedOut, null);
            _handedOut += items.Length;
            added = true;
        }
        if (added)
            _loop.Notify();
    }

    private void Check(ReadOnlySpan<TInput> items)
    {
        TaskEntry? latest = null;
        foreach (ref readonly TInput item in items)
        {
            TaskEntry entry = Form.EntryOf(item);
            if (!ReferenceEquals(entry, latest) && entry is not (SyncTaskEntry<TItem> or AsyncTaskEntry))
                throw new ArgumentException($"Task '{entry.Name}' was built by a generator that knows no reductions. Build its assembly again.");
            latest = entry;
            if (Form.IsUniform)
                return;
            Form.Claim(item);
        }
    }

    private void Enqueue(TaskCall<ReduceReply<TAccumulator>> call, FoldCall<TInput, TItem, TAccumulator>? fold, long sequence, CallTicket? ticket)
    {
        var sink = new StepSink<TAccumulator>(OnEnd);
        _outstanding.Add(sink, fold);
        _scheduler.Enqueue(call, sink, 0, sequence, ticket);
    }

    // Each worker that has accumulated something is a member of the tree.
    private void BeginMerge()
    {
        _isMerging = true;
        int[] ranks = [.. _members];
        for (int member = 0; member < ranks.Length; member++)
        {
            var record = new ReduceRecord { Reduction = Number, Step = ReduceStep.Merge, Index = member, Count = ranks.Length };
            Enqueue(new StepCall<TItem, TAccumulator>(Reducer, record, ranks), null, CallQueue.NextInOrder, Ticket(ranks[member]));
        }
        _loop.Notify();
    }

    private void Take(StepSink<TAccumulator> step)
    {
        if (!_outstanding.Remove(step, out FoldCall<TInput, TItem, TAccumulator>? fold))
            return;
        ReduceReply<TAccumulator> reply = step.Reply;
        if (step.Error is { } error)
            Fail(fold?.First ?? 0, error);
        else if (fold is null)
            _result = reply.HasNode ? reply.Node : _result;
        else if (reply.FailedItem >= 0)
            Fail(fold.First + reply.FailedItem, ToException(reply, fold.First + reply.FailedItem, step.Run));
        else
            TakeFolded(fold, reply, step.Run);
    }

    private void TakeFolded(FoldCall<TInput, TItem, TAccumulator> fold, in ReduceReply<TAccumulator> reply, in RunInfo run)
    {
        _sizer.Add(fold.Count, run.Nanoseconds, fold.WrittenBytes);
        if (IsOrdered)
        {
            long start = Stopwatch.GetTimestamp();
            _nodes.Add(fold.First, fold.Count, reply.Node);
            _sizer.AddNode(fold.ReadBytes, (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }
        else
            _members.Add(_scheduler.Hosts.RankOf(run.Rank));
    }

    // What comes later in the input is given up; what comes earlier may fail, too, and then it is that which counts.
    private void Fail(long item, Exception error)
    {
        _failure.Note(item, error);
        foreach ((StepSink<TAccumulator> step, FoldCall<TInput, TItem, TAccumulator>? fold) in _outstanding)
        {
            if (fold is not null && fold.First < item)
                continue;
            // A member of the tree may wait for the one that failed: its end is waited for, so that it sends nothing later.
            Cancel(step);
            if (fold is not null)
                _outstanding.Remove(step);
        }
    }

    private void Cancel(StepSink<TAccumulator> step)
    {
        step.Stop();
        _scheduler.RequestCancel(step);
    }

    private RemoteTaskException ToException(in ReduceReply<TAccumulator> reply, long item, in RunInfo run)
    {
        RemoteError error = reply.Error!;
        return new RemoteTaskException(
            _scheduler.NameOf(reply.TaskIndex), null, run.Rank, _settings.Workers + 1, _scheduler.Hosts[_scheduler.Hosts.RankOf(run.Rank)],
            error.TypeName, error.Message, error.StackTrace, WellKnownExceptions.TryCreate(error), item);
    }

    private CallTicket Ticket(int rank) => new(WorkerPool.NoOptions, Reducer.Entry, rank);

    private void OnEnd(StepSink<TAccumulator> step)
    {
        _ended.Enqueue(step);
        // Pairs with the barrier in WaitAsync.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiter) is not null)
            Interlocked.Exchange(ref _waiter, null)?.TrySetResult();
    }

    private async Task WaitAsync()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _waiter, waiter);
        // Either OnEnd sees the waiter, or we see what it has added.
        Interlocked.MemoryBarrier();
        if (!_ended.IsEmpty)
            return;
        try
        {
            await waiter.Task.WaitAsync(_settings.Left, _settings.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Said in the map's own words by whoever looks at the settings next.
            _settings.ThrowIfOver();
        }
    }

    private readonly struct EndedCondition(ReduceRun<TInput, TItem, TAccumulator> run) : IWaitCondition
    {
        public bool IsMet => !run._ended.IsEmpty || run._settings.IsOver;
    }
}
