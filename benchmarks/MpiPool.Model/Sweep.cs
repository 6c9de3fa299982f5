namespace MpiPool.Model;

/// <summary>One simulated point.</summary>
/// <param name="Form">How tasks are handed over: submitted or mapped.</param>
/// <param name="Tree">Whether there are sub-mains.</param>
/// <param name="Task">The time of a task in seconds.</param>
/// <param name="Workers">The number of workers.</param>
/// <param name="Outcome">What was found.</param>
internal sealed record Point(string Form, bool Tree, double Task, int Workers, Outcome Outcome);

/// <summary>Simulates all combinations.</summary>
internal static class Sweep
{
    public const string Submitted = "submitted", Mapped = "mapped";

    /// <summary>What counts as well used: below it, the ranks that hand out work are the limit.</summary>
    public const double GoodEfficiency = 0.9;

    public static readonly double[] Tasks = [10e-6, 100e-6, 1e-3, 10e-3, 100e-3, 1, 10];
    public static readonly int[] Workers = [100, 1000, 10_000, 100_000];

    /// <summary>Every form, with and without a tree, for every task time and number of workers; times are exponentially distributed.</summary>
    public static IReadOnlyList<Point> Run(Costs costs, int seed)
    {
        var points =
            from form in (string[])[Submitted, Mapped]
            from tree in (bool[])[false, true]
            from task in Tasks
            from workers in Workers
            select (form, tree, task, workers);
        return [.. points.AsParallel().AsOrdered().Select(p =>
            new Point(p.form, p.tree, p.task, p.workers, Simulation.Run(costs, WorkOf(p.form, p.task, costs), p.tree ? Fleet.Tree(p.workers) : Fleet.Single(p.workers), seed)))];
    }

    /// <summary>How the pool hands out such tasks.</summary>
    public static Work WorkOf(string form, double task, Costs costs) => form == Submitted ? Work.Submitted(task, costs) : Work.Mapped(task, costs);

    /// <summary>The most workers, up to the largest of <see cref="Workers"/>, that a single main rank keeps at <see cref="GoodEfficiency"/>, to two digits.</summary>
    public static int LargestSingle(string form, double task, Costs costs, int seed)
    {
        Work work = WorkOf(form, task, costs);
        // What the main rank can serve at all bounds it, without a simulation.
        double bound = work.PerMessage * task / (costs.Message + work.PerMessage * work.PerTask) / GoodEfficiency;
        int low = 0, high = (int)Math.Min(bound, Workers[^1]) + 1;
        while (high - low > Math.Max(1, low / 50))
        {
            int middle = low + (high - low + 1) / 2;
            bool isGood = Simulation.Run(costs, work, Fleet.Single(middle), seed).Efficiency >= GoodEfficiency;
            (low, high) = isGood ? (middle, high) : (low, middle);
        }
        return low;
    }
}
