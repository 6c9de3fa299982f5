using MpiPool.BenchmarkRunner.Contestants;
using MpiPool.BenchmarkRunner.Launching;
using MpiPool.BenchmarkRunner.Measuring;

namespace MpiPool.Benchmarks.Tests;

/// <summary>How the harness reads, compares and judges.</summary>
public sealed class StatisticsTests
{
    private static readonly Place s_place = new(null, Binding.None, 2);

    [Theory]
    [InlineData(3, new double[] { 5, 3, 1 })]
    [InlineData(2.5, new double[] { 4, 1, 2, 3 })]
    [InlineData(7, new double[] { 7 })]
    public void Median_IsTheMiddle(double expected, double[] values) => Assert.Equal(expected, Statistics.Median(values));

    [Fact]
    public void Median_OfNothing_Throws() => Assert.Throws<ArgumentException>(() => Statistics.Median([]));

    [Fact]
    public void Find_TakesTheValueOfTheWholeKey()
    {
        var outcome = new Printed(Output: "noise\nsubmit ranks=2 p5_us=0.1 median_us=1.25 list=1,2.5\n").Outcome;
        Assert.Equal(1.25, outcome.FindNumber("median_us"));
        Assert.Equal([1, 2.5], outcome.FindNumbers("list"));
        Assert.Null(outcome.FindNumber("us"));
        Assert.Throws<FormatException>(() => outcome.FindNumbers("missing"));
    }

    [Theory]
    [InlineData(nameof(Limit.AtMost), 2, 2, null, true)]
    [InlineData(nameof(Limit.AtMost), 2, 2.1, null, false)]
    [InlineData(nameof(Limit.AtLeast), 2, 1.9, null, false)]
    [InlineData(nameof(Limit.AtMostTimes), 2, 3.9, 2.0, true)]
    [InlineData(nameof(Limit.AtMostTimes), 2, 4.1, 2.0, false)]
    [InlineData(nameof(Limit.AtLeastTimes), 0.5, 0.9, 2.0, false)]
    [InlineData(nameof(Limit.AtMostMore), 30, 131, 100.0, false)]
    [InlineData(nameof(Limit.AtMostMore), 30, 129, 100.0, true)]
    [InlineData(nameof(Limit.AtMostTimes), 2, 1, null, null)]
    public void Target_IsMet(string limit, double number, double value, double? reference, bool? expected) =>
        Assert.Equal(expected, new Target(Enum.Parse<Limit>(limit), number).IsMet(value, reference));

    // The reference of the same place counts; a contestant without an MPI is held against one that has as many ranks.
    [Fact]
    public void Results_RatioRefersToTheSamePlace()
    {
        var group = new Group("time", "us", "C", new Target(Limit.AtMostTimes, 2));
        Place mpi = new(new Mpi("mpich", "mpirun"), Binding.Core, 2);
        Row c = RowOf(group, "C", mpi, 1, 2, 3), other = RowOf(group, "C", mpi with { Binding = Binding.None }, 10), pool = RowOf(group, "pool", mpi, 6), alone = RowOf(group, "pool", s_place, 20);
        var results = new Results([other, c, pool, alone]);
        Assert.Equal(3, results.RatioOf(pool));
        Assert.Equal(2, results.RatioOf(alone));
        Assert.Null(results.RatioOf(c));
        Assert.False(results.IsMet(pool));
        Assert.Equal([pool], results.Missed);
    }

    [Fact]
    public void Row_FailedRun_IsNotedAndTheOthersCount()
    {
        var group = new Group("time", "us");
        Row row = RowOf(group, "pool", s_place, 4);
        row.Add(new Printed(Failure: "exit code 134", Error: "Unhandled exception. System.Exception: no\n").Outcome);
        Assert.Equal(4, row.Median);
        Assert.Equal("exit code 134: Unhandled exception. System.Exception: no", row.Failure);
        Assert.True(new Results([row]).HasFailure);
        Assert.Null(new Results([RowOf(group, "pool", s_place)]).Rows[0].Median);
    }

    private static Row RowOf(Group group, string name, Place place, params double[] values)
    {
        Reading reading = Reading.Of(group, "value");
        var row = new Row(new Contestant(name, new Launch(place, "program"), reading) { IsJudged = name == "pool" && place.Mpi is not null }, reading);
        foreach (double value in values)
            row.Add(new Printed(Output: FormattableString.Invariant($"x value={value}")).Outcome);
        return row;
    }

    private sealed record Printed(string Output = "", string Error = "", string? Failure = null)
    {
        public Outcome Outcome => new(0, Output, Error, Failure);
    }
}
