using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Tasks;

/// <summary>
/// The first exchange of a pool: every rank tells all others its protocol, its task table's hash, its build and its host. Ranks of different
/// builds are found before the first task. Runs on the progress thread of every rank.
/// </summary>
internal static class TableHandshake
{
    private const int HostNameBytes = 64;
    private const int TaskNameBytes = 112;

    /// <summary>Exchanges and compares, and begins to connect the ranks beside it. Returns the host of every rank.</summary>
    /// <param name="transport">Connects the ranks.</param>
    /// <param name="catalog">This rank's tasks.</param>
    /// <param name="warn">Takes a warning: same tasks, but another build. Called on the main rank only.</param>
    /// <exception cref="TaskTableMismatchException">The tables of two ranks differ. Thrown on every rank, with the same text.</exception>
    public static string[] Run(Transport transport, TaskCatalog catalog, Action<string> warn)
    {
        var own = new RankRecord
        {
            ProtocolVersion = FrameFormat.ProtocolVersion,
            TaskCount = catalog.Count,
            TableHash = catalog.Hash,
            BuildId = catalog.BuildId,
        };
        Encode(transport.HostName, own.HostName);
        // Nothing else is to be gathered before the end of it.
        RankRecord[] ranks = Gather(transport, [own], transport.StartConnecting);
        string[] hosts = Array.ConvertAll(ranks, static r => Decode(r.HostName));
        for (int rank = 1; rank < ranks.Length; rank++)
        {
            if (ranks[rank].ProtocolVersion != ranks[0].ProtocolVersion)
                throw new TaskTableMismatchException($"{Place(transport, rank, hosts)} speaks version {ranks[rank].ProtocolVersion} of the protocol, {Place(transport, 0, hosts)} version {ranks[0].ProtocolVersion}: they use different versions of MpiPool. Start the same build everywhere.");
            if (ranks[rank].TableHash != ranks[0].TableHash)
                throw new TaskTableMismatchException(Describe(transport, catalog, ranks, hosts, rank));
            if (ranks[rank].BuildId != ranks[0].BuildId && transport.Rank == 0)
                warn($"{Place(transport, rank, hosts)} runs another build of the program than {Place(transport, 0, hosts)} (their task tables agree).");
        }
        return hosts;
    }

    private static string Describe(Transport transport, TaskCatalog catalog, RankRecord[] ranks, string[] hosts, int other)
    {
        var tasks = new TaskRecord[Math.Max(1, ranks.Max(static r => r.TaskCount))];
        for (int i = 0; i < catalog.Count; i++)
        {
            TaskEntry entry = catalog.Entries[i];
            tasks[i] = new TaskRecord { Id = entry.Id, ShapeHash = Fnv1a.Add(Fnv1a.OffsetBasis, entry.Shape) };
            Encode(entry.Name, tasks[i].Name);
        }
        transport.Connect();
        TaskRecord[] all = Gather(transport, tasks);
        Dictionary<ulong, TaskRecord> main = Table(0);
        Dictionary<ulong, TaskRecord> others = Table(other);
        string difference = Compare(main, others);
        return $"{Place(transport, other, hosts)} was started from another build than {Place(transport, 0, hosts)}: {difference}. Start the same build on all ranks.";

        Dictionary<ulong, TaskRecord> Table(int rank) => all.Skip(rank * tasks.Length).Take(ranks[rank].TaskCount).ToDictionary(static t => t.Id);
    }

    private static string Compare(Dictionary<ulong, TaskRecord> main, Dictionary<ulong, TaskRecord> others)
    {
        foreach (TaskRecord task in main.Values)
        {
            if (!others.ContainsKey(task.Id))
                return $"task '{Decode(task.Name)}' is missing there";
        }
        foreach (TaskRecord task in others.Values)
        {
            if (!main.ContainsKey(task.Id))
                return $"task '{Decode(task.Name)}' exists only there";
        }
        foreach (TaskRecord task in main.Values)
        {
            if (others[task.Id].ShapeHash != task.ShapeHash)
                return $"task '{Decode(task.Name)}' has parameters or a result of another shape there";
        }
        return "the tables differ";
    }

    private static string Place(Transport transport, int rank, string[] hosts) => $"Rank {RankNumbers.ToUser(rank, transport.MainNumber)} of {hosts.Length} ({hosts[rank]})";

    private static TRecord[] Gather<TRecord>(Transport transport, TRecord[] own, Action? meanwhile = null) where TRecord : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(own.AsSpan());
        var block = new NativeBlock((nint)bytes.Length * (transport.Size + 1));
        try
        {
            bytes.CopyTo(block.WritableSpan(0, bytes.Length));
            TransportRequest request = transport.StartAllGather(block.Address, block.Address + bytes.Length, bytes.Length);
            meanwhile?.Invoke();
            RequestWaiter.Wait(transport, request, areNear: !transport.IsInProcess);
            return MemoryMarshal.Cast<byte, TRecord>(block.Span(bytes.Length, bytes.Length * transport.Size)).ToArray();
        }
        finally
        {
            block.Free();
        }
    }

    private static void Encode(string text, Span<byte> destination)
    {
        Encoding.UTF8.GetEncoder().Convert(text, destination, flush: true, out _, out int used, out _);
        destination[used..].Clear();
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    [InlineArray(HostNameBytes)]
    private struct HostNameText
    {
        private byte _first;
    }

    [InlineArray(TaskNameBytes)]
    private struct TaskNameText
    {
        private byte _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct RankRecord
    {
        public int ProtocolVersion;
        public int TaskCount;
        public ulong TableHash;
        public Guid BuildId;
        public HostNameText HostName;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TaskRecord
    {
        public ulong Id;
        public ulong ShapeHash;
        public TaskNameText Name;
    }
}
