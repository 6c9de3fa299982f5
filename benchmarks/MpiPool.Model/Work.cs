namespace MpiPool.Model;

/// <summary>How the pool hands out tasks of one length.</summary>
/// <param name="Task">The time of a task on its worker, on average, in seconds.</param>
/// <param name="PerMessage">Tasks in a message.</param>
/// <param name="Depth">Messages that a worker has or that are on their way to it.</param>
/// <param name="PerTask">The cost of a task on the rank that hands it out, in seconds.</param>
internal sealed record Work(double Task, int PerMessage, int Depth, double PerTask)
{
    // The rules of the pool's scheduler: half a millisecond of work ahead of a worker or less, and nothing ahead where tasks are long, for
    // another worker could be free sooner.
    private const double CreditTime = 200e-6, ChunkTime = 400e-6, LongTask = 10e-3;
    private const int MaximumCredit = 1024, MaximumChunk = 8192;

    /// <summary>Tasks submitted one by one; those that wait for the same worker share its messages.</summary>
    public static Work Submitted(double task, Costs costs) =>
        new(task, Math.Max(1, (int)Math.Clamp(CreditTime / task, 2, MaximumCredit) / 2), DepthOf(task), costs.Call);

    /// <summary>Items of a map, in chunks.</summary>
    public static Work Mapped(double task, Costs costs) => new(task, (int)Math.Clamp(ChunkTime / task, 1, MaximumChunk), DepthOf(task), costs.Item);

    private static int DepthOf(double task) => task >= LongTask ? 1 : 2;
}
