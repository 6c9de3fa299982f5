using System.Diagnostics;
using MpiPool.Transports;

namespace MpiPool.Runtime.Tests;

public sealed class BackoffTests
{
    private static readonly long s_start = Stopwatch.Frequency;

    [Fact]
    public void Decide_SharedProcessor_YieldsAfterOneMicrosecond()
    {
        var backoff = new Backoff(isShared: true, maximumSleep: 10_000);
        Assert.Equal(0, backoff.Decide(At(0)));
        Assert.Equal(Backoff.Yield, backoff.Decide(At(1)));
    }

    [Fact]
    public void Decide_OwnProcessor_SpinsThenYieldsThenSleeps()
    {
        var backoff = new Backoff(isShared: false, maximumSleep: 10_000);
        Assert.Equal(0, backoff.Decide(At(0)));
        Assert.Equal(0, backoff.Decide(At(19)));
        Assert.Equal(Backoff.Yield, backoff.Decide(At(20)));
        Assert.Equal(Backoff.Yield, backoff.Decide(At(199)));
        Assert.Equal([50, 100, 200, 400, 800, 1000, 1000], Enumerable.Range(200, 7).Select(time => backoff.Decide(At(time))));
    }

    [Fact]
    public void Decide_LongIdle_SleepsUpToTheMaximum()
    {
        var backoff = new Backoff(isShared: true, maximumSleep: 7_000);
        backoff.Decide(At(0));
        int longest = Enumerable.Range(0, 30).Max(i => backoff.Decide(At(10_000_000 + i)));
        Assert.Equal(7_000, longest);
        backoff.Reset();
        Assert.Equal(0, backoff.Decide(At(20_000_000)));
    }

    private static long At(int microseconds) => s_start + microseconds * (Stopwatch.Frequency / 1_000_000);
}
