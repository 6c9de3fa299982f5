using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MpiPool.Scheduling.Maps;

/// <summary>The results of a map as an asynchronous sequence: the progress thread drives the traffic, nobody blocks.</summary>
internal static class AsyncMap
{
    /// <summary>Yields the results of a map that reads its own input.</summary>
    public static async IAsyncEnumerable<TResult> Results<TItem, TResult>(MapRun<TItem, TResult> run, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            while (await run.AdvanceAsync(token).ConfigureAwait(false))
            {
                if (run.Status == ItemStatus.Skipped)
                    continue;
                ThrowIfFailed(run);
                for (int i = run.Start, end = i + run.Count; i < end; i++)
                    yield return run.Block!.Results[i];
            }
        }
        finally
        {
            run.Stop();
        }
    }

    /// <summary>Yields the outcomes of a map that reads its own input.</summary>
    public static async IAsyncEnumerable<MapOutcome<T, TResult>> Outcomes<T, TItem, TResult>(MapRun<TItem, TResult> run, Func<TItem, T> inputOf, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            while (await run.AdvanceAsync(token).ConfigureAwait(false))
            {
                for (int i = run.Start, end = i + run.Count; i < end; i++)
                    yield return MapOutcomes<T, TItem, TResult>.Make(run, i, inputOf);
            }
        }
        finally
        {
            run.Stop();
        }
    }

    /// <summary>Yields the results of a map whose items come from an asynchronous sequence, which is read while results are waited for.</summary>
    public static async IAsyncEnumerable<TResult> Results<T, TItem, TResult>(MapRun<TItem, TResult> run, IAsyncEnumerable<T> items, Func<T, TItem> itemOf, [EnumeratorCancellation] CancellationToken token = default)
    {
        var input = new AsyncInput<T, TItem, TResult>(run, items.GetAsyncEnumerator(token), itemOf);
        try
        {
            while (true)
            {
                input.Read();
                if (run.TryTake())
                {
                    if (run.Status == ItemStatus.Skipped)
                        continue;
                    ThrowIfFailed(run);
                    for (int i = run.Start, end = i + run.Count; i < end; i++)
                        yield return run.Block!.Results[i];
                    continue;
                }
                if (run.IsOver())
                    break;
                await run.WaitAsync(input.Pending, token).ConfigureAwait(false);
            }
        }
        finally
        {
            run.Stop();
            await input.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void ThrowIfFailed<TItem, TResult>(MapRun<TItem, TResult> run)
    {
        if (run.Status != ItemStatus.Failed)
            return;
        Exception error = run.Block!.ErrorOf(run.Start);
        run.Stop();
        ExceptionDispatchInfo.Throw(error);
    }
}
