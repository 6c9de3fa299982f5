namespace MpiPool.Mpi.PeerProgram;

/// <summary>A task that runs until this is disposed: where the peers' cases have one sleep, and hope that it sleeps long enough.</summary>
internal sealed class Held : IDisposable
{
    private readonly string _name;

    public Held(WorkerPool pool, string name)
    {
        _name = name;
        Future = pool.Submit(Gate.Tasks.Pass(name));
    }

    /// <summary>Its future.</summary>
    public Task<int> Future { get; }

    /// <summary>One for each worker, so that whatever is submitted then waits. All of them run when the task ends.</summary>
    public static async Task<Held[]> OnAllWorkersAsync(WorkerPool pool, string name)
    {
        Held[] all = [.. Enumerable.Range(0, pool.WorkerCount).Select(i => new Held(pool, $"{name}{i}"))];
        foreach (Held held in all)
            await held.BegunAsync();
        return all;
    }

    /// <summary>Ends when a worker runs it.</summary>
    public Task BegunAsync() => Task.Run(() => Gate.Wait(_name, "begun"));

    public void Dispose()
    {
        Gate.Mark(_name, "open");
        // The next case wants its worker.
        Future.Wait(Expect.Limit);
    }
}
