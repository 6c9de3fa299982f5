using System.Diagnostics;
using System.Globalization;

namespace MpiPool.Mpi.Tests.Launching;

/// <summary>
/// Several hosts on one machine: the launcher starts one daemon for each by start-on-host.sh, which gives it a host name of its own. To both MPIs the
/// ranks of two daemons are on two hosts: they share no memory and talk over sockets.
/// </summary>
internal static class MpiHosts
{
    /// <summary>The number of hosts of every run that does not say otherwise: MPIPOOL_TEST_HOSTS, or 1, which is the machine as it is.</summary>
    public static int Default { get; } =
        System.Environment.GetEnvironmentVariable("MPIPOOL_TEST_HOSTS") is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : 1;

    private static string Agent => Path.Combine(AppContext.BaseDirectory, "start-on-host.sh");

    /// <summary>The name of a host, from 0.</summary>
    public static string Name(int host) => $"mpipool-host-{(char)('a' + host)}";

    /// <summary>How many ranks are on a rank's host, itself included: the first ranks are on the first host, and so on.</summary>
    public static int RanksBeside(int rank, int ranks, int hosts)
    {
        int slots = Slots(ranks, hosts);
        return Math.Min(slots, ranks - rank / slots * slots);
    }

    /// <summary>The launcher's options for a run on so many hosts; none for one.</summary>
    public static string[] Options(MpiKind kind, int ranks, int hosts)
    {
        if (hosts <= 1)
            return [];
        string slots = string.Join(',', Enumerable.Range(0, hosts).Select(host => $"{Name(host)}:{Slots(ranks, hosts).ToString(CultureInfo.InvariantCulture)}"));
        return kind == MpiKind.OpenMpi
            ? ["--mca", "plm_rsh_agent", Agent, "--host", slots]
            : ["-launcher", "ssh", "-launcher-exec", Agent, "-hosts", slots];
    }

    /// <summary>Skips the test on a machine that gives no process a host name of its own, which takes root or user namespaces.</summary>
    public static void SkipWhereImpossible()
    {
        using Process process = Process.Start(new ProcessStartInfo(Agent) { ArgumentList = { Name(0), "true" }, RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(process.ExitCode != 0, $"This machine gives no process a host name of its own: {error.Trim()}");
    }

    private static int Slots(int ranks, int hosts) => (ranks + hosts - 1) / hosts;
}
