using System.Runtime.InteropServices;
using MpiPool.Transports.Mpi.Abi;
using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>Finds and loads an MPI library: the one the user names, else one of the family that launched the process, else any.</summary>
internal static class MpiLibrarySearch
{
    /// <summary>The variable that names the library to load.</summary>
    public const string Variable = "MPIPOOL_MPI_LIBRARY";

    private static readonly string[] s_openMpi = ["libmpi.so.40", "libmpi.40.dylib"];
    private static readonly string[] s_standard = ["libmpi_abi.so.0", "libmpi_abi.0.dylib", "libmpi_abi.so"];
    private static readonly string[] s_mpich = ["libmpich.so.12", "libmpi.so.12", "libmpi.12.dylib", "libmpich.so"];
    // Whose it is differs from machine to machine.
    private static readonly string[] s_unversioned = ["libmpi.so", "libmpi.dylib"];
    private static readonly string[] s_windows = ["msmpi.dll", "impi.dll"];

    /// <summary>Loads a library for a process that <paramref name="launcher"/> started.</summary>
    /// <exception cref="MpiException">None can be loaded, or the one named cannot.</exception>
    public static MpiLibrary Load(MpiLauncher launcher)
    {
        TameUcx();
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return TryLoad(named) ?? throw new MpiException(
                $"The MPI library '{named}' that {Variable} names cannot be loaded{ReasonOf(named)}. Correct the variable, or unset it to have "
                + "the installed MPI found.");
        }
        return LoadFirst(NamesFor(launcher));
    }

    /// <summary>Loads the first of <paramref name="names"/> that is there.</summary>
    /// <exception cref="MpiException">None is.</exception>
    internal static MpiLibrary LoadFirst(string[] names)
    {
        foreach (string name in names)
        {
            if (TryLoad(name) is { } library)
                return library;
        }
        throw new MpiException(
            $"An MPI launcher started this program, but no MPI library was found. Looked for: {string.Join(", ", names)}. Install an MPI "
            + "(Debian, Ubuntu: 'apt-get install openmpi-bin' or 'apt-get install mpich'; a cluster: 'module load' its MPI), or set "
            + $"{Variable} to the path of the library.");
    }

    /// <summary>The names to try, in order.</summary>
    internal static string[] NamesFor(MpiLauncher launcher)
    {
        if (OperatingSystem.IsWindows())
            return launcher == MpiLauncher.Intel ? [.. s_windows.Reverse()] : s_windows;
        string[] all = launcher is MpiLauncher.Mpich or MpiLauncher.Intel
            ? [.. s_mpich, .. s_standard, .. s_unversioned, .. s_openMpi]
            : [.. s_openMpi, .. s_standard, .. s_unversioned, .. s_mpich];
        bool mac = OperatingSystem.IsMacOS();
        return [.. all.Where(name => name.EndsWith(".dylib", StringComparison.Ordinal) == mac)];
    }

    private static MpiLibrary? TryLoad(string name)
    {
        if (!NativeLibrary.TryLoad(name, out nint handle))
            return null;
        if (!NativeLibrary.TryGetExport(handle, "MPI_Init_thread", out _))
            throw new MpiException($"The library '{name}' is no MPI library: it has no MPI_Init_thread. Set {Variable} to the path of one.");
        var library = new MpiLibrary(handle, name);
        // Open MPI's plug-ins are not linked to the library and expect its symbols in the global scope. Release 4.1 sees to that itself;
        // others may not. A second open of a loaded library only widens its scope.
        if (library.Abi.Name == OpenMpiAbi.FamilyName && !OperatingSystem.IsWindows())
            LibC.OpenLibrary(name, LibC.BindNow | LibC.GlobalSymbols);
        return library;
    }

    /// <summary>
    /// UCX, under MPICH and Open MPI, would replace .NET's SIGSEGV handler, and a null reference would end the process instead of throwing.
    /// And it would overwrite the code of mmap and its like in libc while .NET's threads are in it: one that comes back from the kernel then
    /// crashes the process, as seen at a start of 64 ranks. Without these hooks UCX keeps no cache of registered memory, which networks with
    /// RDMA would use; a value that the user has set stays.
    /// </summary>
    private static void TameUcx()
    {
        if (OperatingSystem.IsWindows())
            return;
        LibC.SetEnvironment("UCX_ERROR_SIGNALS", "", overwrite: 0);
        LibC.SetEnvironment("UCX_MEM_MMAP_HOOK_MODE", "none", overwrite: 0);
    }

    private static string ReasonOf(string name)
    {
        try
        {
            NativeLibrary.Load(name);
            return "";
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            return ": " + error.Message.Trim().Split('\n')[0];
        }
    }
}
