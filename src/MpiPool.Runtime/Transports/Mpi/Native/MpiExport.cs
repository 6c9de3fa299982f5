using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi.Native;

/// <summary>Looks functions up in a loaded MPI library.</summary>
internal static class MpiExport
{
    /// <summary>The address of a function that every supported library has.</summary>
    /// <exception cref="MpiException">This one has not.</exception>
    public static nint Of(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint address)
        ? address
        : throw new MpiException($"The MPI library has no function {name}. MpiPool needs an implementation of MPI 3.0 or later; set "
            + $"{MpiLibrarySearch.Variable} to the path of one.");

    /// <summary>The address of a function that some library lacks; 0 there.</summary>
    public static nint IfAny(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint address) ? address : 0;
}
