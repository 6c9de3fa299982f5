using System.Runtime.ExceptionServices;

namespace MpiPool.Scheduling;

/// <summary>Where the result goes of a call whose caller blocks: nobody else ever sees it, so that it needs no task.</summary>
internal sealed class BlockedCaller<TResult> : ResultSink<TResult>
{
    private TResult _result = default!;
    private Exception? _error;
    private bool _isDone;

    /// <summary>Whether the call has ended. Any thread.</summary>
    public bool IsDone => Volatile.Read(ref _isDone);

    /// <inheritdoc/>
    public override bool IsStopped => false;

    /// <summary>The result, once the call has ended; throws its error. The caller.</summary>
    public TResult Take()
    {
        if (_error is not null)
            ExceptionDispatchInfo.Throw(_error);
        return _result;
    }

    /// <inheritdoc/>
    public override void SetResult(int index, TResult result, in RunInfo run)
    {
        _result = result;
        Volatile.Write(ref _isDone, true);
    }

    /// <inheritdoc/>
    public override void SetError(int index, Exception error, in RunInfo run)
    {
        // A report that cannot be read fails its call before the result comes: the first end counts.
        if (_isDone)
            return;
        _error = error;
        Volatile.Write(ref _isDone, true);
    }
}

/// <summary>Waits for the call of a blocked caller.</summary>
internal readonly struct BlockedCallerCondition<TResult>(BlockedCaller<TResult> caller) : IWaitCondition
{
    /// <inheritdoc/>
    public bool IsMet => caller.IsDone;
}
