namespace MpiPool.Mpi.PeerProgram;

/// <summary>What is done with a future when it completes; in .NET that is what stands after an await, in its try and in its catch.</summary>
internal static class ContinuationCases
{
    public static void AddTo(Dictionary<string, Func<WorkerPool, Task>> cases)
    {
        cases.Add("ThenTest.test_cancel_base", CancelOfTheBase);
        cases.Add("ThenTest.test_cancel_new", CancelOfTheContinuation);
        cases.Add("ThenTest.test_then_multiple", Several);
        cases.Add("ThenTest.test_no_callbacks_and_success", PassesResult);
        cases.Add("ThenTest.test_no_callbacks_and_failure", PassesError);
        cases.Add("ThenTest.test_success_callback_and_success", ChangesResult);
        cases.Add("ThenTest.test_err_callback_and_failure_repackage", ChangesError);
        cases.Add("ThenTest.test_err_callback_and_failure_raised", ThrowsFromHandler);
        cases.Add("ThenTest.test_err_callback_convert_to_success", MakesResultOfError);
        cases.Add("ThenTest.test_err_catch_ignore", IgnoresError);
        cases.Add("ThenTest.test_success_callback_and_failure_raised", ThrowsAfterResult);
        cases.Add("ThenTest.test_chained_success_callback_and_success", ChainsCalls);
        cases.Add("ThenTest.test_chained_failure_callback_and_success", ChainsAfterError);
        cases.Add("ThenTest.test_detect_cycle_chain", AwaitsEachOther);
        cases.Add("ThenTest.test_detect_self_chain", AwaitsItself);
        cases.Add("ComposeTest.test_result", PassesResult);
        cases.Add("ComposeTest.test_except", PassesError);
        cases.Add("ComposeTest.test_cancel_new", CancelOfTheBase);
        cases.Add("ComposeTest.test_cancel_old", CancelReachesTheBase);
        cases.Add("ComposeTest.test_result_hook", ChangesResult);
        cases.Add("ComposeTest.test_result_hook_failure", ThrowsAfterResult);
        cases.Add("ComposeTest.test_except_hook", MakesResultOfError);
        cases.Add("ComposeTest.test_except_hook_except", ChangesError);
        cases.Add("ComposeTest.test_except_hook_failure", ThrowsFromHandler);
    }

    private static async Task CancelOfTheBase(WorkerPool pool)
    {
        using var source = new CancellationTokenSource();
        Held[] held = await Held.OnAllWorkersAsync(pool, $"cancel-base-{Guid.NewGuid():N}");
        Task<int> future = pool.Submit(PeerTasks.Tasks.Double(1), source.Token);
        Task<int> next = Then(future, static result => result);
        Expect.True(!future.IsCompleted && !next.IsCompleted, "no worker is free");
        await source.CancelAsync();
        await Expect.Fails<TaskCanceledException>(next, "what follows a cancelled future");
        Expect.True(future.IsCanceled && next.IsCanceled, "both are cancelled");
        Release(held);
    }

    private static async Task CancelOfTheContinuation(WorkerPool pool)
    {
        using var source = new CancellationTokenSource();
        Held[] held = await Held.OnAllWorkersAsync(pool, "cancel-new");
        Task<int> future = pool.Submit(PeerTasks.Tasks.Double(1));
        Task<int> next = future.WaitAsync(source.Token);
        await source.CancelAsync();
        await Expect.Fails<TaskCanceledException>(next, "a wait that is cancelled");
        Expect.True(!future.IsCompleted, "the future itself goes on");
        Release(held);
        Expect.Equal(2, await future.WaitAsync(Expect.Limit), "its result");
    }

    private static async Task CancelReachesTheBase(WorkerPool pool)
    {
        using var source = new CancellationTokenSource();
        Held[] held = await Held.OnAllWorkersAsync(pool, "cancel-old");
        Task<int> future = pool.Submit(PeerTasks.Tasks.Double(1), source.Token);
        // One token for both.
        Task<int> next = future.WaitAsync(source.Token);
        await source.CancelAsync();
        await Expect.Fails<TaskCanceledException>(next, "the wait");
        await Expect.Fails<TaskCanceledException>(future, "the future under it");
        Release(held);
    }

    private static async Task Several(WorkerPool pool)
    {
        Task<int> future = pool.Submit(PeerTasks.Tasks.Double(21));
        Task<int>[] next = [.. Enumerable.Range(0, 3).Select(_ => Then(future, static result => result))];
        foreach (Task<int> one in next)
            Expect.Equal(42, await one.WaitAsync(Expect.Limit), "each continuation gets the result");
    }

    private static async Task PassesResult(WorkerPool pool) =>
        Expect.Equal(42, await Then(pool.Submit(PeerTasks.Tasks.Double(21)), static result => result).WaitAsync(Expect.Limit), "the result");

    private static async Task PassesError(WorkerPool pool)
    {
        var error = await Expect.Fails<RemoteTaskException>(Then(pool.Submit(PeerTasks.Tasks.Raise("sad")), static result => result), "what follows a failed future");
        Expect.Equal("sad", error.RemoteMessage, "the message");
    }

    private static async Task ChangesResult(WorkerPool pool) =>
        Expect.Equal("42 changed", await Then(pool.Submit(PeerTasks.Tasks.Double(21)), static result => $"{result} changed").WaitAsync(Expect.Limit), "the result");

    private static async Task ThrowsAfterResult(WorkerPool pool) =>
        await Expect.Fails<DivideByZeroException>(Then(pool.Submit(PeerTasks.Tasks.Double(0)), static result => 1 / result), "what throws after the result");

    private static async Task ChangesError(WorkerPool pool)
    {
        var error = await Expect.Fails<InvalidDataException>(
            Catch(pool.Submit(PeerTasks.Tasks.Raise("sad")), static error => throw new InvalidDataException($"{error.RemoteMessage} and changed", error)), "an error in another form");
        Expect.Equal("sad and changed", error.Message, "the message");
        Expect.True(error.InnerException is RemoteTaskException, "the first error is kept");
    }

    private static async Task ThrowsFromHandler(WorkerPool pool) =>
        await Expect.Fails<DivideByZeroException>(Catch(pool.Submit(PeerTasks.Tasks.Raise("sad")), static error => 1 / (error.Rank - error.Rank)), "a handler that throws");

    private static async Task MakesResultOfError(WorkerPool pool) =>
        Expect.Equal(3, await Catch(pool.Submit(PeerTasks.Tasks.Raise("sad")), static error => error.RemoteMessage.Length).WaitAsync(Expect.Limit), "the result made of the error");

    private static async Task IgnoresError(WorkerPool pool)
    {
        Task<int> future = pool.Submit(PeerTasks.Tasks.Raise("sad"));
        await ((Task)future).WaitAsync(Expect.Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Expect.True(future.IsFaulted, "it failed, and nobody minds");
    }

    /// <summary>Each result is the next call's argument.</summary>
    private static async Task ChainsCalls(WorkerPool pool)
    {
        Expect.Equal(64, await Grow(1).WaitAsync(Expect.Limit), "the end of the chain");

        async Task<int> Grow(int value) => value >= 50 ? value : await Grow(await pool.Submit(PeerTasks.Tasks.Double(value)));
    }

    private static async Task ChainsAfterError(WorkerPool pool)
    {
        Task<int> future = pool.Submit(PeerTasks.Tasks.Raise("sad"));
        Task<int> next = await Catch(Then(future, static _ => Task.FromResult(0)), _ => pool.Submit(PeerTasks.Tasks.Double(21)));
        Expect.Equal(42, await next.WaitAsync(Expect.Limit), "the call after the error");
    }

    private static async Task AwaitsEachOther(WorkerPool pool)
    {
        Task<int>? last = null;
        Task<int> call = pool.Submit(PeerTasks.Tasks.Double(21));
        var isMade = new TaskCompletionSource();
        Task<int> first = AwaitLast();
        last = Then(first, static result => result);
        isMade.SetResult();
        await EndsByTime(pool, call, first);
        Expect.True(!last.IsCompleted, "neither of the two ends");

        async Task<int> AwaitLast()
        {
            await isMade.Task;
            return await call + await last!;
        }
    }

    private static async Task AwaitsItself(WorkerPool pool)
    {
        Task<int>? self = null;
        Task<int> call = pool.Submit(PeerTasks.Tasks.Double(21));
        var isMade = new TaskCompletionSource();
        self = AwaitSelf();
        isMade.SetResult();
        await EndsByTime(pool, call, self);

        async Task<int> AwaitSelf()
        {
            await isMade.Task;
            return await call + await self!;
        }
    }

    // The pool has no part in a circle of awaits: its own call completes, and so does the next one.
    private static async Task EndsByTime(WorkerPool pool, Task<int> call, Task<int> circle)
    {
        Expect.Equal(42, await call.WaitAsync(Expect.Limit), "the call at the begin of the circle");
        await Expect.Fails<TimeoutException>(circle.WaitAsync(TimeSpan.FromMilliseconds(50)), "a wait for the circle");
        Expect.Equal(42, await pool.Submit(PeerTasks.Tasks.Double(21)).WaitAsync(Expect.Limit), "a call after it");
    }

    private static async Task<TNext> Then<TNext>(Task<int> future, Func<int, TNext> next) => next(await future);

    private static async Task<TResult> Catch<TResult>(Task<TResult> future, Func<RemoteTaskException, TResult> handler)
    {
        try
        {
            return await future;
        }
        catch (RemoteTaskException error)
        {
            return handler(error);
        }
    }

    private static void Release(Held[] held)
    {
        foreach (Held each in held)
            each.Dispose();
    }
}
