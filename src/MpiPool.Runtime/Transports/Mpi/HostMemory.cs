using System.Collections;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// The ranks of a host share its memory, but each one's garbage collector plans with all of it. This gives each its share as a hard limit,
/// so that they collect before the host swaps or kills.
/// </summary>
internal static class HostMemory
{
    /// <summary>Less would hinder even a small program.</summary>
    private const long SmallestLimit = 256L << 20;

    // As documented for runtimeconfig.json and for the environment; all of them set a limit or a part of one.
    private const string Setting = "GCHeapHardLimit";
    private static readonly string[] s_runtimeSettings =
    [
        "System.GC.HeapHardLimit", "System.GC.HeapHardLimitPercent", "System.GC.HeapHardLimitSOH", "System.GC.HeapHardLimitSOHPercent",
        Setting, Setting + "Percent",
    ];

    /// <summary>Limits the managed heap of this process to its share of the host, unless the user has set a limit. Never fails.</summary>
    /// <param name="ranksOnHost">The ranks of this host, this one included.</param>
    /// <returns>The limit in bytes; null where it was left alone.</returns>
    public static long? LimitToShare(int ranksOnHost)
    {
        if (ranksOnHost < 2 || IsSetByUser())
            return null;
        long limit = Math.Max(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ranksOnHost, SmallestLimit);
        AppContext.SetData(Setting, (ulong)limit);
        try
        {
            GC.RefreshMemoryLimit();
            return limit;
        }
        catch (InvalidOperationException)
        {
            // More is in use already: the program goes on as it would have without this.
            return null;
        }
    }

    private static bool IsSetByUser()
    {
        foreach (string name in s_runtimeSettings)
        {
            if (AppContext.GetData(name) != null)
                return true;
        }
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry.Key is string name && (name.StartsWith("DOTNET_" + Setting, StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("COMPlus_" + Setting, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }
        return false;
    }
}
