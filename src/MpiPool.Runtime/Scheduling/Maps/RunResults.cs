using System.Runtime.ExceptionServices;

namespace MpiPool.Scheduling.Maps;

/// <summary>The results of a map that reads its own input.</summary>
internal sealed class RunResults<TItem, TResult>(MapRun<TItem, TResult> run) : MapResults<TResult>
{
    private protected override int ExpectedCount => run.ExpectedCount;

    private protected override bool TryTakeRun(out TResult[] results, out int start, out int length)
    {
        (results, start, length) = ([], 0, 0);
        do
        {
            if (!run.Advance())
                return false;
            if (run.Status == ItemStatus.Failed)
            {
                Exception error = run.Block!.ErrorOf(run.Start);
                run.Stop();
                ExceptionDispatchInfo.Throw(error);
            }
        }
        while (run.Status == ItemStatus.Skipped);
        (results, start, length) = (run.Block!.Results, run.Start, run.Count);
        return true;
    }

    private protected override void Stop() => run.Stop();
}
