using System.Buffers;
using System.Runtime.CompilerServices;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>A future whose result, an array, is received into memory of the caller.</summary>
/// <typeparam name="TResult">What the task returns: an array or memory of <typeparamref name="T"/>.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class PlacedSubmission<TResult, T> : ResultSink<TResult>, IReceiveDestination, ICancellableSink, IDisposable where T : unmanaged
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Memory<T> _destination;
    private readonly CallWatch _watch;

    public PlacedSubmission(Scheduler scheduler, Memory<T> destination, CancellationToken token)
    {
        _destination = destination;
        _watch = new CallWatch(scheduler, this, Timeout.InfiniteTimeSpan, token);
    }

    /// <summary>The future.</summary>
    public Task Task => _source.Task;

    /// <inheritdoc/>
    public bool IsCancellationRequested => _watch.HasFired;

    /// <inheritdoc/>
    public override bool IsStopped => _source.Task.IsCompleted;

    /// <summary>Begins to watch the token. Called once, after the call was enqueued.</summary>
    public void Watch()
    {
        _watch.Begin();
        Task.ContinueWith(
            static (_, state) => ((PlacedSubmission<TResult, T>)state!).Dispose(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public bool TryPin(int index, ulong elementType, long length, out MemoryHandle pin)
    {
        // Once the future has ended, the memory is the caller's alone.
        bool fits = !IsStopped && elementType == ElementType<T>.Number && length == (long)_destination.Length * Unsafe.SizeOf<T>();
        pin = fits ? _destination.Pin() : default;
        return fits;
    }

    /// <inheritdoc/>
    public override void Read(int index, TaskCall<TResult> call, ref PayloadReader reader, in RunInfo run)
    {
        if (IsStopped)
            return;
        int length = reader.ReadInto(this, _destination.Span);
        reader.Complete();
        if (length == _destination.Length)
            _source.TrySetResult();
        else
            _source.TrySetException(WrongLength(call, length));
    }

    /// <inheritdoc/>
    public override void SetResult(int index, TResult result, in RunInfo run) => throw new InvalidOperationException("A result that is received into the caller's memory is read there.");

    /// <inheritdoc/>
    public override void SetError(int index, Exception error, in RunInfo run) => _source.TrySetException(error);

    /// <inheritdoc/>
    public void Cancel() => _source.TrySetCanceled(_watch.Token);

    /// <summary>Ends the watch. Called when the future has ended.</summary>
    public void Dispose() => _watch.Dispose();

    private InvalidOperationException WrongLength(TaskCall call, int length) => new(
        $"The result of task '{call.Entry.Name}' {(length < 0 ? "is null" : $"has {length} elements")}, and the memory given for it has {_destination.Length}. Nothing was written to it. Give memory of exactly the result's length.");
}
