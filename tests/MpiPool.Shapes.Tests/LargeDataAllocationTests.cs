namespace MpiPool.Shapes.Tests;

/// <summary>What large values allocate in the whole process; nothing else runs meanwhile, for it would be counted too.</summary>
[CollectionDefinition(nameof(LargeDataAllocationTests), DisableParallelization = true)]
[Collection(nameof(LargeDataAllocationTests))]
public class LargeDataAllocationTests
{
    private const int Length = 100_000;

    [Fact]
    public async Task Destination_CostsNoArrayOnTheMainRank()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        double[] values = [.. Enumerable.Range(0, Length).Select(static i => i * 0.5)];
        double[] destination = new double[Length];
        pool.ApplyInto(LargeTasks.Tasks.Lent(values), destination);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        pool.ApplyInto(LargeTasks.Tasks.Lent(values), destination);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        // The argument is lent and the result is placed: no array on either rank.
        Assert.InRange(allocated, 0, Length * sizeof(double) / 2);
    }

    [Fact]
    public async Task Rows_CostNoArrayOnTheMainRank()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        ReadOnlyMemory<double>[] items = [.. Enumerable.Repeat<ReadOnlyMemory<double>>(new double[Length], 10)];
        double[] rows = new double[10 * Length];
        pool.MapInto(RowTasks.Tasks.Handles.Copy, items, rows);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        pool.MapInto(RowTasks.Tasks.Handles.Copy, items, rows);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        // The worker makes ten arrays of its own; the main rank none.
        Assert.InRange(allocated, 10L * Length * sizeof(double), 14L * Length * sizeof(double));
    }
}
