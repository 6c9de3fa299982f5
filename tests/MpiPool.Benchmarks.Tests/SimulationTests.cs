using MpiPool.Model;

namespace MpiPool.Benchmarks.Tests;

/// <summary>The simulation agrees with what queueing theory knows exactly, and with bounds that nothing can exceed.</summary>
public sealed class SimulationTests
{
    private const int Seed = 7;
    private static readonly Costs s_costs = new(Message: 600e-9, Call: 400e-9, Item: 10e-9, Latency: 1e-6);

    // One worker with one message ahead: hand out, way, task, way, and again.
    [Fact]
    public void Run_OneWorkerOneMessage_TakesTheSumOfAllTimes()
    {
        var work = new Work(Task: 50e-6, PerMessage: 1, Depth: 1, PerTask: s_costs.Call);
        double cycle = s_costs.Message + s_costs.Call + 2 * s_costs.Latency + work.Task;
        Assert.Equal(1 / cycle, Simulation.Run(s_costs, work, Fleet.Single(1)).Throughput, 1 / cycle * 1e-9);
    }

    // With a second message ahead the round trip is hidden.
    [Fact]
    public void Run_OneWorkerTwoMessages_WorkerNeverWaits()
    {
        var work = new Work(Task: 50e-6, PerMessage: 1, Depth: 2, PerTask: s_costs.Call);
        Assert.Equal(1, Simulation.Run(s_costs, work, Fleet.Single(1)).Efficiency, 1e-6);
    }

    // Far more workers than the main rank can feed: it alone sets the pace.
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Run_MainRankSaturated_PaceIsItsOwn(int perMessage)
    {
        var work = new Work(Task: 10e-6, perMessage, Depth: 2, s_costs.Item);
        Outcome outcome = Simulation.Run(s_costs, work, Fleet.Single(5000), Seed);
        double pace = perMessage / (s_costs.Message + perMessage * s_costs.Item);
        Assert.Equal(pace, outcome.Throughput, pace * 1e-3);
        Assert.Equal(1, outcome.MainLoad, 1e-3);
    }

    // The machine-repairman bounds: a server with fixed times does better than one with exponential times, whose throughput is known
    // exactly by mean value analysis, and never better than the asymptotes.
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(60)]
    [InlineData(200)]
    public void Run_OneMessageEach_LiesBetweenExponentialServerAndAsymptotes(int workers)
    {
        var work = new Work(Task: 50e-6, PerMessage: 1, Depth: 1, PerTask: s_costs.Call);
        double service = s_costs.Message + s_costs.Call, think = work.Task + 2 * s_costs.Latency;
        double throughput = Simulation.Run(s_costs, work, Fleet.Single(workers), Seed).Throughput;
        Assert.InRange(throughput, MeanValueAnalysis(workers, service, think) * 0.98, Math.Min(workers / think, 1 / service) * 1.02);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_Anywhere_NothingIsFasterThanItsParts(bool tree)
    {
        foreach (double task in Sweep.Tasks)
        {
            foreach (int workers in (int[])[1, 7, 100, 1000])
            {
                Work work = Work.Mapped(task, s_costs);
                Outcome outcome = Simulation.Run(s_costs, work, tree ? Fleet.Tree(workers) : Fleet.Single(workers));
                Assert.InRange(outcome.Efficiency, 0, 1 + 1e-3);
                Assert.InRange(outcome.Throughput, 0, (1 + 1e-9) / s_costs.Item);
                // Whole rounds of every message of every worker: none is lost and none is made up.
                Assert.Equal(0, outcome.Completed % (workers * work.Depth * work.PerMessage));
                Assert.True(outcome.Completed >= 4L * workers * work.Depth * work.PerMessage);
            }
        }
    }

    // Where tasks are long, all is well with or without a tree; where a single main rank is the limit, a tree is not.
    [Fact]
    public void Run_Tree_LiftsTheLimitOfMessages()
    {
        var work = new Work(Task: 1e-3, PerMessage: 1, Depth: 2, PerTask: s_costs.Item);
        Assert.InRange(Simulation.Run(s_costs, work, Fleet.Single(10_000)).Efficiency, 0.1, 0.2);
        Assert.InRange(Simulation.Run(s_costs, work, Fleet.Tree(10_000)).Efficiency, 0.95, 1 + 1e-6);
    }

    [Fact]
    public void LargestSingle_IsWhereEfficiencyFalls()
    {
        int largest = Sweep.LargestSingle(Sweep.Submitted, 1e-3, s_costs, Seed);
        Work work = Sweep.WorkOf(Sweep.Submitted, 1e-3, s_costs);
        Assert.True(Simulation.Run(s_costs, work, Fleet.Single(largest), Seed).Efficiency >= Sweep.GoodEfficiency);
        Assert.True(Simulation.Run(s_costs, work, Fleet.Single(largest * 5 / 4), Seed).Efficiency < Sweep.GoodEfficiency);
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Run_CostIsNoTime_Throws(double message) =>
        Assert.Throws<ArgumentException>(() => Simulation.Run(s_costs with { Message = message }, Work.Mapped(1, s_costs), Fleet.Single(1)));

    // The throughput of a closed system of one exponential server and a delay.
    private static double MeanValueAnalysis(int customers, double service, double think)
    {
        double queue = 0, throughput = 0;
        for (int n = 1; n <= customers; n++)
        {
            double response = service * (1 + queue);
            throughput = n / (think + response);
            queue = throughput * response;
        }
        return throughput;
    }
}
