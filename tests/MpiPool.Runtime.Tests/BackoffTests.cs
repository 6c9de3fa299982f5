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
        AssertDecides(backoff, (0, 0), (19, 0), (20, Backoff.Yield), (199, Backoff.Yield), (200, 50), (400, 50), (800, 100), (8_000, 800), (9_000_000, 800));
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

    [Fact]
    public void Decide_MessageEndsTheSleep_SleepsLongFromTheStart()
    {
        var backoff = new Backoff(isShared: false, maximumSleep: 9_000, wakesOnArrival: true);
        AssertDecides(backoff, (0, 0), (200, 50), (8_000, 1_000), (100_000, 9_000), (9_000_000, 9_000), (10_000_000, 36_000));
    }

    [Fact]
    public void ResetToSleep_LongIdle_SleepsShortAgain()
    {
        var backoff = new Backoff(isShared: true, maximumSleep: 1_000_000, wakesOnArrival: true);
        backoff.Decide(Stopwatch.GetTimestamp() - 20 * Stopwatch.Frequency);
        Assert.InRange(backoff.Decide(Stopwatch.GetTimestamp()), 2_500_000, int.MaxValue);
        backoff.ResetToSleep();
        // An eighth of the time since; on a busy machine that is more than the least.
        Assert.InRange(backoff.Decide(Stopwatch.GetTimestamp()), 50, 2_400_000);
    }

    [Fact]
    public void Decide_PartnerIsLate_IsLateByLessItself()
    {
        // Two ranks that answer each other, each as late as its sleep made it: from 100 ms on they find back to where nobody sleeps.
        int late = 100_000;
        for (int i = 0; late >= 200; i++)
        {
            Assert.InRange(i, 0, 10);
            var backoff = new Backoff(isShared: false, maximumSleep: 10_000);
            int now = 0, wake = 0;
            while (wake <= late)
            {
                now = wake;
                wake += Math.Max(backoff.Decide(At(now)), 1);
            }
            late = wake - late;
        }
    }

    private static void AssertDecides(Backoff backoff, params (int Microseconds, int Decision)[] expected)
    {
        foreach ((int microseconds, int decision) in expected)
            Assert.Equal((microseconds, decision), (microseconds, backoff.Decide(At(microseconds))));
    }

    private static long At(int microseconds) => s_start + microseconds * (Stopwatch.Frequency / 1_000_000);
}
