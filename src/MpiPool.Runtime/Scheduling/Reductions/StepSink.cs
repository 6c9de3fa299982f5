using MpiPool.Tasks;

namespace MpiPool.Scheduling.Reductions;

/// <summary>Takes what one step of a reduction came to, and tells the reduction that it is there. Set under the progress role, read once it has ended.</summary>
internal sealed class StepSink<TAccumulator>(Action<StepSink<TAccumulator>> onEnd) : ResultSink<ReduceReply<TAccumulator>>
{
    private volatile bool _isStopped;

    public override bool IsStopped => _isStopped;

    /// <summary>The answer; meaningless where there is an error.</summary>
    public ReduceReply<TAccumulator> Reply { get; private set; }

    /// <summary>Why there is no answer.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Where and how long it ran.</summary>
    public RunInfo Run { get; private set; }

    /// <summary>Nobody wants the answer any more.</summary>
    public void Stop() => _isStopped = true;

    public override void SetResult(int index, ReduceReply<TAccumulator> result, in RunInfo run)
    {
        (Reply, Run) = (result, run);
        onEnd(this);
    }

    public override void SetError(int index, Exception error, in RunInfo run)
    {
        (Error, Run) = (error, run);
        onEnd(this);
    }
}
