using MpiPool.Transports.Mpi;

namespace MpiPool.Runtime.Tests;

/// <summary>The words that end the sleep of ranks of one host: here two holders in one process, each with a mapping of its own.</summary>
public sealed class DoorbellsTests : IDisposable
{
    private const int Main = 0;
    private const int Worker = 1;

    // Longer than the limit: only a ring ends it in time.
    private const int SleepMicroseconds = 600_000_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly Doorbells _main = Doorbells.TryCreate(2)!;
    private readonly Doorbells _worker;

    public DoorbellsTests() => _worker = Doorbells.TryOpen(_main.Reference, 2)!;

    public void Dispose()
    {
        _worker.Dispose();
        _main.Dispose();
    }

    [Fact]
    public void Attached_CountsTheRanksThatHaveThem() => Assert.Equal((2, 2), (_main.Attached, _worker.Attached));

    [Fact]
    public async Task Ring_BetweenArmingAndSleep_IsNotLost()
    {
        Assert.False(_worker.Wait(Worker, SleepMicroseconds));
        _main.Ring(Worker);
        // The rank is to look again before it sleeps.
        Assert.True(await Task.Run(() => _worker.Wait(Worker, SleepMicroseconds)).WaitAsync(s_limit));
        Assert.False(await Task.Run(() => _worker.Wait(Worker, 1)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Wait_TimeIsOver_StaysArmed()
    {
        Assert.False(_worker.Wait(Worker, 1));
        Assert.False(_worker.Wait(Worker, 1));
        _main.Ring(Worker);
        Assert.True(await Task.Run(() => _worker.Wait(Worker, SleepMicroseconds)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Ring_SeveralThreadsSleep_AllWake()
    {
        _main.Wait(Main, SleepMicroseconds);
        Task[] sleeps = [.. Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() => _main.Wait(Main, SleepMicroseconds), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        await Waits.Until(() =>
        {
            // The first ends the sleep of all who sleep by then, or never; the others are for who comes late and arms it again.
            _worker.Ring(Main);
            return Array.TrueForAll(sleeps, static sleep => sleep.IsCompleted);
        });
    }

    [Fact]
    public void TryOpen_OfAnotherNumberOfRanks_FindsNone() => Assert.Null(Doorbells.TryOpen(_main.Reference, 3));

    [Fact]
    public void TryOpen_WhereNoneWereMade_FindsNone() => Assert.Null(Doorbells.TryOpen(default, 2));
}
