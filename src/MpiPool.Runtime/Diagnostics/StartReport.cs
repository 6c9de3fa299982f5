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

    /// <summary>
    /// Of the main rank: where the ranks are, and the tasks with their IDs. Line by line, each to be written by itself: of a longer text the launcher
    /// gets pieces, and puts lines of other ranks between them.
    /// </summary>
    public static IEnumerable<string> OfPool(Transport transport, TaskCatalog catalog, HostNames hosts)
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
        yield return text.AppendJoin(';', byHost.Values).ToString();
        for (int task = 0; task < catalog.Count; task++)
        {
            TaskEntry entry = catalog.Entries[task];
            yield return string.Create(CultureInfo.InvariantCulture, $"mpipool: task {entry.Id:x16} {entry.Name} {entry.Shape}");
        }
    }
}
