namespace MpiPool.Runtime.Tests;

/// <summary>Tasks that several workers run together.</summary>
public sealed class GroupTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunGroup_AllCollectives_GiveEveryMemberItsPart(bool roleMayMove)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(new Transports.InProcess.InProcessHub(6), new PoolOptions { Catalog = TestTasks.Catalog }, roleMayMove);
        for (int size = 1; size <= 5; size++)
        {
            long[] results = await pool.RunGroup(TestTasks.Together.Call(size), size).WaitAsync(s_limit);
            Assert.Equal(Enumerable.Range(0, size).Select(static member => (long)member), results);
        }
    }

    [Fact]
    public async Task RunGroup_SeveralAtOnceAmongOtherTasks_AllEnd()
    {
        await using WorkerPool pool = TestTasks.OpenPool(5);
        var groups = new List<Task<long[]>>();
        var others = new List<Task<long>>();
        for (int i = 0; i < 30; i++)
        {
            int size = 1 + i % 5;
            groups.Add(pool.RunGroup(TestTasks.Together.Call(size), size));
            others.AddRange(Enumerable.Range(0, 20).Select(x => pool.Submit(TestTasks.Square.Call(x))));
        }
        await Task.WhenAll(groups).WaitAsync(s_limit);
        await Task.WhenAll(others).WaitAsync(s_limit);
    }

    [Fact]
    public async Task RunGroup_OneMemberThrows_TheOthersDoNotWaitForIt()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.RunGroup(TestTasks.OneThrows.Call(1), 3).WaitAsync(s_limit));
        // The others may be heard first.
        Assert.True(error.InnerException is FormatException || error.RemoteMessage.Contains("Member 1 of the task group has ended", StringComparison.Ordinal) || error.RemoteMessage.Contains("Member 0 of the task group has ended", StringComparison.Ordinal), error.Message);
        long[] results = await pool.RunGroup(TestTasks.Together.Call(3), 3).WaitAsync(s_limit);
        Assert.Equal([0, 1, 2], results);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RunGroup_OneMemberThrows_TheOthersAreCancelledAndItsErrorIsTheGroups(long thrower)
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.RunGroup(TestTasks.OneThrowsWhileOthersWork.Call(thrower), 3).WaitAsync(s_limit));
        Assert.Equal("this member throws", error.RemoteMessage);
    }

    [Fact]
    public async Task RunGroup_EndOfThePoolCancelsAMemberThatWaits_TheOthersDoNotWaitForIt()
    {
        WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number), first = Gates.New(out long begun);
        Task<long> busy = pool.Submit(TestTasks.Gate.Call(number), new CallOptions { TargetRank = 2 });
        await gate.Begun.Task.WaitAsync(s_limit);
        Task<long[]> group = pool.RunGroup(TestTasks.BeginAndMeet.Call(begun), 2);
        await first.Begun.Task.WaitAsync(s_limit);
        // The second member has not begun: its worker is busy.
        Task shutdown = pool.ShutdownAsync(cancelPending: true);
        gate.Opened.SetResult();
        Assert.Equal(number, await busy.WaitAsync(s_limit));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => group.WaitAsync(s_limit));
        await shutdown.WaitAsync(s_limit);
    }

    [Fact]
    public async Task RunGroup_RootsDiffer_IsAnError()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.RunGroup(TestTasks.RootsDiffer.Call(0), 3).WaitAsync(s_limit));
        Assert.Contains("All members must do the same, in the same order, with the same root.", error.RemoteMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunGroup_SmallGroups_TakeTheWorkersInTurn()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        var ranks = new List<long>();
        for (int i = 0; i < 3; i++)
            ranks.AddRange(await pool.RunGroup(TestTasks.Rank.Call(0), 1).WaitAsync(s_limit));
        Assert.Equal([1, 2, 3], ranks);
    }

    [Fact]
    public async Task RunGroup_MembersDoDifferentThings_IsAnErrorThatNamesBoth()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.RunGroup(TestTasks.OneReduces.Call(0), 2).WaitAsync(s_limit));
        Assert.Equal(typeof(InvalidOperationException).FullName, error.RemoteTypeName);
        Assert.Contains("task group", error.RemoteMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunGroup_Cancelled_MembersThatWaitEnd()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        // The second worker is busy, so that the first member waits for the second one.
        Task<long> blocker = pool.Submit(TestTasks.Gate.Call(number), new CallOptions { TargetRank = 2 });
        await gate.Begun.Task.WaitAsync(s_limit);
        using var source = new CancellationTokenSource();
        Task<long[]> group = pool.RunGroup(TestTasks.Together.Call(2), 2, source.Token);
        await Waits.Until(() => pool.Status.Workers[0].Running == 1);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => group.WaitAsync(s_limit));
        gate.Opened.SetResult();
        await blocker.WaitAsync(s_limit);
    }

    [Fact]
    public async Task Shutdown_CancelsAMemberThatHasNotBegun_TheOthersDoNotWaitForIt()
    {
        WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        Task<long> blocker = pool.Submit(TestTasks.Gate.Call(number), new CallOptions { TargetRank = 2 });
        await gate.Begun.Task.WaitAsync(s_limit);
        Task<long[]> group = pool.RunGroup(TestTasks.Together.Call(2), 2);
        await Waits.Until(() => pool.Status.Workers[0].Running == 1);
        Task shutdown = pool.ShutdownAsync(cancelPending: true);
        gate.Opened.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => group.WaitAsync(s_limit));
        await shutdown.WaitAsync(s_limit);
        await blocker.WaitAsync(s_limit);
    }

    [Fact]
    public async Task RunGroup_BadInput_ThrowsAtTheCall()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Assert.Throws<ArgumentNullException>(() => { _ = pool.RunGroup<long>(null!, 1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = pool.RunGroup(TestTasks.Together.Call(1), 3); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = pool.RunGroup(TestTasks.Together.Call(1), 0); });
        Assert.Throws<ArgumentException>(() => { _ = pool.RunGroup(TestTasks.Square.Call(1), 1); });
    }
}
