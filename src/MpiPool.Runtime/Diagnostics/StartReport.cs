using System.Globalization;
using System.Text;
using MpiPool.Scheduling;
using MpiPool.Tasks;
using MpiPool.Transports;

namespace MpiPool.Diagnostics;

/// <summary>What <c>MPIPOOL_INFO=1</c> prints on stderr when a pool opens.</summary>
internal static class StartReport
{
    /// <summary>Of every rank: itself, and what carries its messages (library, version, ABI, thread level).</summary>
    public static string OfRank(Transport transport, TaskCatalog catalog, in PoolSettings settings) =>
        $"mpipool: rank {transport.Number} of {transport.Size} ({transport.HostName}): {transport.Description}, {catalog.Count} tasks, idle sleep {settings.MaximumIdleMicroseconds / 1000} ms";

    /// <summary>Of the main rank: where the ranks are, and the tasks with their IDs.</summary>
    public static string OfPool(Transport transport, TaskCatalog catalog, HostNames hosts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"mpipool: main rank {transport.Number}; ranks by host:");
        // Without LINQ, whose generic methods over numbers are not found in a program without names of types.
        var byHost = new SortedDictionary<int, StringBuilder>();
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int number = 0; number < transport.Size; number++)
        {
            string host = hosts[hosts.RankOf(number)];
            if (first.TryAdd(host, number))
                byHost.Add(number, new StringBuilder($" {host} {number}"));
            else
                byHost[first[host]].Append(CultureInfo.InvariantCulture, $",{number}");
        }
        text.AppendJoin(';', byHost.Values);
        foreach (TaskEntry entry in catalog.Entries)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"mpipool: task {entry.Id:x16} {entry.Name} {entry.Shape}");
        return text.ToString();
    }
}
