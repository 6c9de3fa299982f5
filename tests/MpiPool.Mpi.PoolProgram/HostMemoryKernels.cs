using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiPool.Mpi.PoolProgram;

/// <summary>The tasks of <see cref="HostMemoryScenario"/>.</summary>
internal static class HostMemoryKernels
{
    [MpiTask] public static double Sum(Shared<ReadOnlyMemory<double>> data)
    {
        double sum = 0;
        foreach (double value in data.Value.Span)
            sum += value;
        return sum;
    }

    /// <summary>The mapping that the values stand in; after all of them were read, so that all pages are there.</summary>
    [MpiTask] public static Mapping? Place(Shared<ReadOnlyMemory<double>> data)
    {
        // Where the first value stands, as a number.
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetReference(data.Value.Span));
        return Mappings().FirstOrDefault(mapping => address >= mapping.Start && address < mapping.End);
    }

    /// <summary>How many mappings of shared memory this process has.</summary>
    [MpiTask] public static int CountMappings() => Mappings().Count;

    /// <summary>Ends its process as a kill from outside does, with the memory mapped.</summary>
    [MpiTask] public static void Die(Shared<ReadOnlyMemory<double>> data)
    {
        GC.KeepAlive(data.Value);
        Process.GetCurrentProcess().Kill();
    }

    // proc_pid_smaps(5).
    private static List<Mapping> Mappings()
    {
        List<Mapping> found = [];
        bool isOurs = false;
        foreach (string line in File.ReadAllLines("/proc/self/smaps"))
        {
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length >= 5 && parts[0].Contains('-', StringComparison.Ordinal))
            {
                isOurs = line.Contains("memfd:mpipool-shared", StringComparison.Ordinal);
                if (isOurs)
                {
                    nint[] ends = [.. parts[0].Split('-').Select(static end => nint.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
                    found.Add(new Mapping(Environment.MachineName, ends[0], ends[1], parts[4], 0));
                }
            }
            else if (isOurs && parts[0] == "Pss:")
            {
                found[^1] = found[^1] with { ShareKibibytes = long.Parse(parts[1], CultureInfo.InvariantCulture) };
            }
        }
        return found;
    }
}

/// <summary>A mapping of shared memory.</summary>
/// <param name="Host">The host it is on.</param>
/// <param name="Start">Its first address.</param>
/// <param name="End">The address behind it.</param>
/// <param name="FileNumber">What it maps.</param>
/// <param name="ShareKibibytes">This process's share of the memory behind it: each page divided by the number of those that have it.</param>
internal sealed record Mapping(string Host, nint Start, nint End, string FileNumber, long ShareKibibytes);
