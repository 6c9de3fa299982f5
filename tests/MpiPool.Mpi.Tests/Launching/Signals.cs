using System.Diagnostics;
using System.Globalization;

namespace MpiPool.Mpi.Tests.Launching;

/// <summary>Signals to processes of a run, which .NET itself cannot send.</summary>
internal static class Signals
{
    /// <summary>Sends a signal by its name without SIG.</summary>
    public static async Task SendAsync(string name, int processId)
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {processId.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
