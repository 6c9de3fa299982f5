namespace MpiPool.Mpi.PoolProgram;

/// <summary>One use of every member of a pool that is for the main rank, in every form of arguments.</summary>
internal static class MainOnlyMembers
{
    private static readonly double[] s_xs = [1.0];

    // The mistakes that the analyzer warns of, made on purpose: they must also fail when the program runs.
#pragma warning disable MPIPOOL031, MPIPOOL033
    /// <summary>The uses, by the member's name.</summary>
    public static IEnumerable<(string Member, Action<WorkerPool> Use)> Uses =>
    [
        (nameof(WorkerPool.Status), static pool => _ = pool.Status),
        (nameof(WorkerPool.ExitCode), static pool => pool.ExitCode = 1),
        (nameof(WorkerPool.Submit), static pool => pool.Submit(Kernels.Tasks.Square(1))),
        (nameof(WorkerPool.Submit), static pool => pool.Submit(Kernels.Tasks.Square(1), CancellationToken.None)),
        (nameof(WorkerPool.Submit), static pool => pool.Submit(Kernels.Tasks.Square(1), new CallOptions())),
        (nameof(WorkerPool.Apply), static pool => pool.Apply(Kernels.Tasks.Square(1))),
        (nameof(WorkerPool.Apply), static pool => pool.Apply(Kernels.Tasks.Square(1), CancellationToken.None)),
        (nameof(WorkerPool.Apply), static pool => pool.Apply(Kernels.Tasks.Square(1), new CallOptions())),
        (nameof(WorkerPool.SubmitOutcome), static pool => pool.SubmitOutcome(Kernels.Tasks.Square(1))),
        (nameof(WorkerPool.SubmitBatch), static pool => pool.SubmitBatch(s_xs.Select(static x => Kernels.Tasks.Square(x)))),
        (nameof(WorkerPool.SubmitInto), static pool => pool.SubmitInto(DataKernels.Tasks.Double(s_xs), new double[1])),
        (nameof(WorkerPool.SubmitInto), static pool => pool.SubmitInto(DataKernels.Tasks.Double(s_xs), new double[1], CancellationToken.None)),
        (nameof(WorkerPool.ApplyInto), static pool => pool.ApplyInto(DataKernels.Tasks.Double(s_xs), new double[1])),
        (nameof(WorkerPool.ApplyInto), static pool => pool.ApplyInto(DataKernels.Tasks.Double(s_xs), new double[1], CancellationToken.None)),
        (nameof(WorkerPool.Post), static pool => pool.Post(Kernels.Tasks.Ignore(1))),
        (nameof(WorkerPool.RunOnEveryWorker), static pool => pool.RunOnEveryWorker(Kernels.Tasks.Square(1))),
        (nameof(WorkerPool.RunGroup), static pool => pool.RunGroup(Kernels.Tasks.Where(1), 1)),
        (nameof(WorkerPool.Share), static pool => pool.Share(s_xs)),
        (nameof(WorkerPool.Stream), static pool => pool.Stream(DataKernels.Tasks.Count(1))),
        (nameof(WorkerPool.MapInto), static pool => pool.MapInto<double, double>(Kernels.Tasks.Handles.Square, s_xs, new double[1])),
        (nameof(WorkerPool.Map), static pool => pool.Map(Kernels.Tasks.Handles.Square, s_xs)),
        (nameof(WorkerPool.Map), static pool => pool.Map(static x => Kernels.Tasks.Square(x), s_xs)),
        (nameof(WorkerPool.MapUnordered), static pool => pool.MapUnordered(Kernels.Tasks.Handles.Square, s_xs)),
        (nameof(WorkerPool.MapUnordered), static pool => pool.MapUnordered(static x => Kernels.Tasks.Square(x), s_xs)),
        (nameof(WorkerPool.MapOutcomes), static pool => pool.MapOutcomes(Kernels.Tasks.Handles.Square, s_xs)),
        (nameof(WorkerPool.MapOutcomes), static pool => pool.MapOutcomes(static x => Kernels.Tasks.Square(x), s_xs)),
        (nameof(WorkerPool.MapOutcomesAsync), static pool => pool.MapOutcomesAsync(Kernels.Tasks.Handles.Square, s_xs)),
        (nameof(WorkerPool.MapOutcomesAsync), static pool => pool.MapOutcomesAsync(static x => Kernels.Tasks.Square(x), s_xs)),
        (nameof(WorkerPool.MapAsync), static pool => pool.MapAsync(Kernels.Tasks.Handles.Square, s_xs)),
        (nameof(WorkerPool.MapAsync), static pool => pool.MapAsync(static x => Kernels.Tasks.Square(x), s_xs)),
        (nameof(WorkerPool.MapAsync), static pool => pool.MapAsync(Kernels.Tasks.Handles.Square, s_xs.ToAsyncEnumerable())),
        (nameof(WorkerPool.MapUnorderedAsync), static pool => pool.MapUnorderedAsync(Kernels.Tasks.Handles.Square, s_xs)),
        (nameof(WorkerPool.MapUnorderedAsync), static pool => pool.MapUnorderedAsync(static x => Kernels.Tasks.Square(x), s_xs.ToAsyncEnumerable())),
        (nameof(WorkerPool.MapReduce), static pool => pool.MapReduce(Kernels.Tasks.Handles.Square, s_xs, Sum.Reducer)),
        (nameof(WorkerPool.MapReduce), static pool => pool.MapReduce(static x => Kernels.Tasks.Square(x), s_xs, Sum.Reducer)),
        (nameof(WorkerPool.MapReduceAsync), static pool => pool.MapReduceAsync(Kernels.Tasks.Handles.Square, s_xs, Sum.Reducer)),
        (nameof(WorkerPool.MapReduceAsync), static pool => pool.MapReduceAsync(static x => Kernels.Tasks.Square(x), s_xs, Sum.Reducer)),
        (nameof(WorkerPool.ForEach), static pool => pool.ForEach(Kernels.Tasks.Handles.Square, s_xs)),
        (nameof(WorkerPool.ForEach), static pool => pool.ForEach(static x => Kernels.Tasks.Square(x), s_xs)),
        (nameof(WorkerPool.ForEachAsync), static pool => pool.ForEachAsync(Kernels.Tasks.Handles.Square, s_xs)),
        (nameof(WorkerPool.ForEachAsync), static pool => pool.ForEachAsync(static x => Kernels.Tasks.Square(x), s_xs)),
    ];
#pragma warning restore MPIPOOL031, MPIPOOL033
}
