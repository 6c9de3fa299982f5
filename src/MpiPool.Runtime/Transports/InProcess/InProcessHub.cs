namespace MpiPool.Transports.InProcess;

/// <summary>What the ranks of one process share: their mailboxes, the barrier and gather areas, and the reason if the pool broke.</summary>
internal sealed class InProcessHub
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Collective> _collectives = [];
    private volatile string? _failure;

    /// <param name="size">The number of ranks.</param>
    /// <param name="seed">Null: messages are taken in the order of arrival. A seed: in a random but repeatable order between ranks, in order within one.</param>
    public InProcessHub(int size, int? seed = null)
    {
        Mailboxes = new Mailbox[size];
        for (int i = 0; i < size; i++)
            Mailboxes[i] = new Mailbox(size, seed + i);
    }

    /// <summary>The number users know the main rank by.</summary>
    public int MainNumber { get; init; }

    /// <summary>One mailbox a rank.</summary>
    public Mailbox[] Mailboxes { get; }

    /// <summary>Why the pool broke, or null.</summary>
    public string? Failure => _failure;

    /// <summary>Breaks the pool for every rank.</summary>
    public void Break(string reason)
    {
        _failure ??= reason;
        foreach (Mailbox mailbox in Mailboxes)
            mailbox.Wake();
    }

    /// <summary>Enters rank <paramref name="rank"/> into its collective number <paramref name="number"/> with its contribution.</summary>
    public Collective Join(long number, int rank, byte[] contribution)
    {
        Collective? collective;
        lock (_gate)
        {
            if (!_collectives.TryGetValue(number, out collective))
                _collectives.Add(number, collective = new Collective(Mailboxes.Length));
            if (collective.Add(rank, contribution))
                _collectives.Remove(number);
        }
        return collective;
    }

    /// <summary>A collective operation: complete when every rank has contributed.</summary>
    internal sealed class Collective(int size)
    {
        private readonly byte[][] _contributions = new byte[size][];
        private int _missing = size;

        /// <summary>Whether all ranks have joined.</summary>
        public bool IsComplete => Volatile.Read(ref _missing) == 0;

        /// <summary>What each rank contributed.</summary>
        public ReadOnlySpan<byte[]> Contributions => _contributions;

        /// <summary>Adds a contribution. Returns whether it was the last one. Under the hub's lock.</summary>
        public bool Add(int rank, byte[] contribution)
        {
            _contributions[rank] = contribution;
            Volatile.Write(ref _missing, _missing - 1);
            return _missing == 0;
        }
    }
}
