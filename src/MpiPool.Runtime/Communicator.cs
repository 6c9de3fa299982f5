using MpiPool.Transports.Mpi;

namespace MpiPool;

/// <summary>All ranks of the job, outside any pool: for what every rank does before and after <see cref="WorkerPool.RunAsync(string[], Func{WorkerPool, Task})"/>. Thread-safe.</summary>
public sealed class Communicator
{
    private readonly MpiSession? _session;

    internal Communicator(MpiSession? session)
    {
        _session = session;
        Rank = session?.Rank ?? 0;
        Size = session?.Size ?? 1;
        HostName = session?.HostName ?? Environment.MachineName;
    }

    /// <summary>This process's rank, from 0.</summary>
    public int Rank { get; }

    /// <summary>The number of processes; 1 where no MPI launcher started the program.</summary>
    public int Size { get; }

    /// <summary>The name of this host.</summary>
    public string HostName { get; }

    /// <summary>Waits until all ranks have called it (MPI_Ibarrier, MPI 4.0 §6.12.1, tested with sleeps). With one process it returns at once.</summary>
    /// <exception cref="InvalidOperationException">A pool is open in this process: its workers serve and cannot come to a barrier.</exception>
    public void Barrier() => _session?.Barrier();
}
