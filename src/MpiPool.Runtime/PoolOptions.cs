using MpiPool.Tasks;

namespace MpiPool;

/// <summary>Settings of a pool. Those of the main rank hold for all ranks. Set before the pool opens; not thread-safe.</summary>
public sealed class PoolOptions
{
    private int _workers;

    /// <summary>
    /// The number of worker threads where the program was not started by an MPI launcher (or with one rank). 0, the default, means one
    /// for each processor the process may use.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Workers
    {
        get => _workers;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _workers = value;
        }
    }

    /// <summary>The task table, for test hosts and plug-ins; null, the default, takes that of the executable.</summary>
    public TaskCatalog? Catalog { get; set; }
}
