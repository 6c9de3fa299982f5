namespace MpiPool.Scheduling;

/// <summary>Where the calls end that nobody waits for: a result is dropped, a failure is reported. One a pool.</summary>
/// <param name="report">Takes a failure; on the progress thread, so that it must not run user code.</param>
internal sealed class PostSink(Action<Exception> report) : ResultSink<NoResult>
{
    public override bool IsStopped => false;

    public override void SetResult(int index, NoResult result, in RunInfo run)
    {
    }

    public override void SetError(int index, Exception error, in RunInfo run)
    {
        // A shutdown that cancels what has not begun was asked for.
        if (error is not OperationCanceledException)
            report(error);
    }
}
