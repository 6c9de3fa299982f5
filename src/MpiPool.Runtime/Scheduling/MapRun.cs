using System.Collections;

namespace MpiPool.Scheduling;

/// <summary>
/// One ordered map: pulls input as results are consumed, keeps a bounded window of calls in flight or unread, yields results in input order.
/// Input and lambdas run on the consumer's thread; results are stored by the holder of the progress role. Enumerated once, by one thread.
/// </summary>
internal sealed class MapRun<TInput, TResult> : ResultSink<TResult>, IEnumerable<TResult>, IEnumerator<TResult>
{
    private const int ChunkShift = 8;
    private const int ChunkLength = 1 << ChunkShift;

    private readonly Scheduler _scheduler;
    private readonly ProgressLoop _loop;
    private readonly Func<TInput, TaskCall<TResult>> _call;
    private readonly IEnumerator<TInput> _input;
    private readonly int _window;
    private readonly int _workers;
    private readonly long _firstSequence;

    // A ring of items by item number modulo the window; its chunks are made when first touched, for most maps are short.
    private readonly Item[]?[] _chunks;
    // How much of the window is used: little until tasks are known to be short, for inputs may be large.
    private int _limit;
    private TaskCall<TResult>? _latest;
    private long _pulled;
    private long _read;
    private bool _inputEnded;
    // What ends the results after those that were pulled: the input failed, or the pool takes no more calls.
    private Exception? _endError;
    private bool _enumerated;
    private volatile bool _stopped;
    private TResult _current = default!;

    public MapRun(Scheduler scheduler, ProgressLoop loop, Func<TInput, TaskCall<TResult>> call, IEnumerable<TInput> input, int workers)
    {
        _scheduler = scheduler;
        _loop = loop;
        _call = call;
        _workers = workers;
        _firstSequence = scheduler.NextMapSequence();
        _window = MapWindow.Largest(workers);
        _limit = MapWindow.Smallest(workers);
        _chunks = new Item[]?[(_window + ChunkLength - 1) >> ChunkShift];
        _input = input.GetEnumerator();
        Pull();
        // The caller of Map hears at once of a pool that takes no calls, or not this task's.
        if (_pulled == 0 && _endError is { } error and not MapInputException)
            throw error;
    }

    public TResult Current => _current;

    object? IEnumerator.Current => _current;

    public override bool IsStopped => _stopped;

    public IEnumerator<TResult> GetEnumerator()
    {
        if (_enumerated)
            throw new InvalidOperationException("The results of a map can be enumerated once. Keep them with ToArray() or ToList(), or start another map.");
        _enumerated = true;
        return this;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool MoveNext()
    {
        if (_stopped)
            return false;
        if (_read == _pulled)
            Pull();
        if (_read == _pulled)
            return End();
        var ready = new ItemCondition(this, (int)(_read % _window));
        if (!ready.IsMet)
        {
            _limit = MapWindow.For(_workers, _scheduler.Credit(_latest!));
            Pull();
            _loop.DriveUntil(ref ready);
        }
        ref Item item = ref At((int)(_read % _window));
        _current = item.Value;
        Exception? error = item.Error;
        item = default;
        _read++;
        if (error is not null)
        {
            Stop();
            throw error;
        }
        Pull();
        return true;
    }

    public void Reset() => throw new NotSupportedException("The results of a map can be enumerated once.");

    public void Dispose() => Stop();

    public override void SetResult(int index, TResult result, in RunInfo run)
    {
        ref Item item = ref At(index);
        item.Value = result;
        Volatile.Write(ref item.IsDone, true);
    }

    public override void SetError(int index, Exception error, in RunInfo run)
    {
        ref Item item = ref At(index);
        item.Error = error;
        Volatile.Write(ref item.IsDone, true);
    }

    // Fills the window: one call for each result that was read, so that no more than the window is ever in flight or unread.
    private void Pull()
    {
        bool submitted = false;
        while (!_inputEnded && _pulled - _read < _limit)
        {
            int index = (int)(_pulled % _window);
            _chunks[index >> ChunkShift] ??= new Item[ChunkLength];
            if (!TryMakeCall(out TaskCall<TResult>? call) || !TryEnqueue(call, index))
                break;
            _pulled++;
            _latest = call;
            submitted = true;
        }
        if (submitted)
            _loop.Notify();
    }

    private bool TryMakeCall([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskCall<TResult>? call)
    {
        call = null;
        try
        {
            if (_input.MoveNext())
            {
                call = _call(_input.Current) ?? throw new InvalidOperationException("The function of the map returned null in place of a call.");
                return true;
            }
        }
        catch (Exception error)
        {
            // The items before it are computed and yielded; the error comes at its own place.
            _endError = new MapInputException(_pulled, error);
        }
        EndInput();
        return false;
    }

    private bool TryEnqueue(TaskCall<TResult> call, int index)
    {
        try
        {
            _scheduler.Enqueue(call, this, index, _firstSequence + _pulled);
            return true;
        }
        catch (Exception error)
        {
            // The pool was shut down or broke, or the function returned a call that cannot be submitted. Earlier results come first.
            _endError = error;
            EndInput();
            return false;
        }
    }

    private bool End()
    {
        Stop();
        if (_endError is { } error)
            throw error;
        return false;
    }

    private void Stop()
    {
        if (_stopped)
            return;
        _stopped = true;
        if (!_inputEnded)
            EndInput();
        if (_read != _pulled)
            _scheduler.RequestCancel(this);
    }

    private void EndInput()
    {
        _inputEnded = true;
        _input.Dispose();
    }

    private ref Item At(int index) => ref _chunks[index >> ChunkShift]![index & (ChunkLength - 1)];

    private struct Item
    {
        public TResult Value;
        public Exception? Error;
        public bool IsDone;
    }

    private readonly struct ItemCondition(MapRun<TInput, TResult> map, int index) : IWaitCondition
    {
        public bool IsMet => Volatile.Read(ref map.At(index).IsDone);
    }
}
