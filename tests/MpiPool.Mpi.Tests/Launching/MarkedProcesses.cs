using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MpiPool.Mpi.Tests.Launching;

/// <summary>The processes of one run, found by the variable in their environment, whoever their parent is by now.</summary>
internal static class MarkedProcesses
{
    /// <summary>Waits until none is left; those that are when <paramref name="limit"/> fires are described.</summary>
    public static async Task<string[]> WaitForEndAsync(string marker, CancellationToken limit)
    {
        while (Find(marker).Count > 0)
        {
            try
            {
                await Task.Delay(20, limit);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        return Describe(marker);
    }

    /// <summary>Process IDs and command lines.</summary>
    public static string[] Describe(string marker) => [.. Find(marker).Select(id => $"{id}: {Read(id, "cmdline").Replace('\0', ' ')}")];

    /// <summary>Kills them.</summary>
    public static void Kill(string marker)
    {
        foreach (int id in Find(marker))
        {
            try
            {
                using Process process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception error) when (error is ArgumentException or Win32Exception or InvalidOperationException)
            {
                // It ended by itself.
            }
        }
    }

    private static List<int> Find(string marker)
    {
        string entry = $"{MpiRun.Marker}={marker}";
        var found = new List<int>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && id != Environment.ProcessId && Read(id, "environ").Contains(entry, StringComparison.Ordinal))
            {
                found.Add(id);
            }
        }
        return found;
    }

    /// <summary>Empty for a process that is gone, is a zombie or belongs to someone else.</summary>
    private static string Read(int id, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/{file}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
