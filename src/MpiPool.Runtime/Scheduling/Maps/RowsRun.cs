using System.Buffers;
using System.Runtime.ExceptionServices;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>
/// A map whose results are rows of one large memory, of a task that cannot run in chunks: each item is a call of its own, whose result is received into
/// its row. The caller's thread hands items out and drives the traffic; results come under the progress role.
/// </summary>
internal sealed class RowsRun<T, TElement>(Scheduler scheduler, ProgressLoop loop, TaskHandle<T, TElement[]> task, ReadOnlyMemory<T> items, RowPlaces<TElement> places, MapSettings settings)
    : ResultSink<TElement[]>, IReceiveDestination where TElement : unmanaged
{
    private readonly Lock _gate = new();
    private int _handedOut;
    private int _ended;
    private int _failedItem = int.MaxValue;
    private Exception? _error;

    /// <inheritdoc/>
    public override bool IsStopped => places.IsClosed;

    // Twice what the workers may hold: while one half is worked on, the other is refilled.
    private int Window => settings.Window != 0 ? settings.Window : MapWindow.For(settings.Workers, scheduler.Credit(task.Entry));

    private bool HasFailed => Volatile.Read(ref _error) is not null;

    private bool IsDone => Volatile.Read(ref _ended) == _handedOut && (HasFailed || _handedOut == items.Length);

    private bool IsOver => settings.IsOver;

    private bool WantsItems => !HasFailed && _handedOut < items.Length && _handedOut - Volatile.Read(ref _ended) <= Window / 2;

    /// <summary>Runs the map.</summary>
    /// <exception cref="RemoteTaskException">An item failed.</exception>
    /// <exception cref="TimeoutException">The time was over.</exception>
    /// <exception cref="OperationCanceledException">The token has fired.</exception>
    public void Run()
    {
        long sequence = scheduler.NextMapSequence();
        loop.Attend();
        try
        {
            while (!IsDone)
            {
                HandOut(sequence);
                var condition = new RoomCondition(this);
                loop.DriveUntil(ref condition);
                settings.ThrowIfOver();
            }
        }
        finally
        {
            loop.Leave();
            if (!IsDone)
                Stop();
        }
        if (_error is { } error)
            ExceptionDispatchInfo.Throw(error);
    }

    /// <inheritdoc/>
    public bool TryPin(int index, ulong elementType, long length, out MemoryHandle pin) => places.TryPin(index, elementType, length, out pin);

    /// <inheritdoc/>
    public override void Read(int index, TaskCall<TElement[]> call, ref PayloadReader reader, in RunInfo run)
    {
        if (places.IsClosed)
            return;
        InvalidOperationException? misfit = places.Read(ref reader, index, this);
        reader.Complete();
        if (misfit is null)
            End();
        else
            SetError(index, misfit, run);
    }

    /// <inheritdoc/>
    public override void SetResult(int index, TElement[] result, in RunInfo run) => throw new InvalidOperationException("A result that is received into the caller's memory is read there.");

    /// <inheritdoc/>
    public override void SetError(int index, Exception error, in RunInfo run)
    {
        if (settings.Errors != MapErrors.Throw && error is not (PoolBrokenException or ObjectDisposedException or OperationCanceledException))
        {
            places.Replace(index);
            End();
            return;
        }
        // Submitters fail calls, too, where the pool breaks under them.
        lock (_gate)
        {
            if (index < _failedItem)
            {
                _failedItem = index;
                Volatile.Write(ref _error, error);
            }
        }
        End();
    }

    private void HandOut(long sequence)
    {
        int window = Window;
        bool added = false;
        while (!HasFailed && _handedOut < items.Length && _handedOut - Volatile.Read(ref _ended) < window)
        {
            int item = _handedOut;
            // Counted before it can end.
            Volatile.Write(ref _handedOut, item + 1);
            try
            {
                scheduler.Enqueue(task.Bind(items.Span[item]), this, item, sequence + item);
            }
            catch (Exception error)
            {
                // The pool takes no more calls; what it has taken is waited for.
                SetError(item, error, RunInfo.None);
            }
            added = true;
        }
        if (added)
            loop.Poke();
    }

    private void Stop()
    {
        places.IsClosed = true;
        scheduler.RequestCancel(this);
    }

    private void End() => Interlocked.Increment(ref _ended);

    private readonly struct RoomCondition(RowsRun<T, TElement> map) : IWaitCondition
    {
        public bool IsMet => map.IsDone || map.IsOver || map.WantsItems;
    }
}
