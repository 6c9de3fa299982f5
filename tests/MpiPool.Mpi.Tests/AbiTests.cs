using System.Diagnostics;
using System.Globalization;
using MpiPool.Mpi.Tests.Launching;
using MpiPool.Transports.Mpi;
using MpiPool.Transports.Mpi.Abi;

namespace MpiPool.Mpi.Tests;

/// <summary>The ABI tables against what a C compiler makes of each installation's mpi.h.</summary>
public sealed class AbiTests
{
    // Every value of the table, and the size of the handles, which the table's carrier type relies on.
    private const string Program = """
        #include <mpi.h>
        #include <stddef.h>
        #include <stdio.h>
        #define SHOW(name, value) printf("%s=%lld\n", name, (long long)(value))
        #ifdef OPEN_MPI
        /* The declarations in mpi.h name the objects; the linker proves that they are exported. */
        #define HANDLE(name, value, object) SHOW(name, (void*)(value) == (void*)&object)
        #else
        #define HANDLE(name, value, object) SHOW(name, (unsigned)(value))
        #endif
        int main(void) {
            HANDLE("CommWorld", MPI_COMM_WORLD, ompi_mpi_comm_world);
            HANDLE("CommSelf", MPI_COMM_SELF, ompi_mpi_comm_self);
            HANDLE("Byte", MPI_BYTE, ompi_mpi_byte);
            HANDLE("ErrorsReturn", MPI_ERRORS_RETURN, ompi_mpi_errors_return);
            SHOW("HandleSize", sizeof(MPI_Comm));
            SHOW("RequestSize", sizeof(MPI_Request));
            SHOW("MessageSize", sizeof(MPI_Message));
            SHOW("StatusIgnore", (size_t)MPI_STATUS_IGNORE);
            SHOW("Success", MPI_SUCCESS);
            SHOW("AnySource", MPI_ANY_SOURCE);
            SHOW("ThreadFunneled", MPI_THREAD_FUNNELED);
            SHOW("ThreadSerialized", MPI_THREAD_SERIALIZED);
            SHOW("MaxErrorString", MPI_MAX_ERROR_STRING);
            SHOW("MaxProcessorName", MPI_MAX_PROCESSOR_NAME);
            SHOW("StatusSize", sizeof(MPI_Status));
            SHOW("StatusSourceOffset", offsetof(MPI_Status, MPI_SOURCE));
            return 0;
        }
        """;

    [Fact]
    public async Task MPICH_table_agrees_with_the_header()
    {
        Dictionary<string, long> header = await ReadHeaderAsync(MpiKind.Mpich);
        MpiAbi abi = MpichAbi.Table;

        Assert.Equal(header["CommWorld"], (long)abi.CommWorld);
        Assert.Equal(header["CommSelf"], (long)abi.CommSelf);
        Assert.Equal(header["Byte"], (long)abi.Byte);
        Assert.Equal(header["ErrorsReturn"], (long)abi.ErrorsReturn);
        AssertHandleSize(header, sizeof(int));
        AssertConstants(header, abi);
    }

    [Fact]
    public async Task Open_MPI_table_agrees_with_the_header()
    {
        Dictionary<string, long> header = await ReadHeaderAsync(MpiKind.OpenMpi);
        MpiAbi abi = MpiLibrarySearch.LoadFirst([MpiInstallation.Library(MpiKind.OpenMpi)]).Abi;

        foreach (string handle in new[] { "CommWorld", "CommSelf", "Byte", "ErrorsReturn" })
            Assert.True(header[handle] == 1, $"{handle} is the address of another object.");
        AssertHandleSize(header, IntPtr.Size);
        AssertConstants(header, abi);
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, "Open MPI", "Open MPI")]
    [InlineData(MpiKind.Mpich, "MPICH ABI", "MPICH")]
    public void Family_of_a_library_is_identified(MpiKind kind, string abi, string version)
    {
        MpiLibrary library = MpiLibrarySearch.LoadFirst([MpiInstallation.Library(kind)]);

        Assert.Equal(abi, library.Abi.Name);
        Assert.Contains(version, library.ShortVersion, StringComparison.Ordinal);
    }

    private static void AssertHandleSize(Dictionary<string, long> header, int size) =>
        Assert.Equal((size, size, size), (header["HandleSize"], header["RequestSize"], header["MessageSize"]));

    private static void AssertConstants(Dictionary<string, long> header, MpiAbi abi)
    {
        Assert.Equal(0, header["Success"]);
        Assert.Equal(header["StatusIgnore"], (long)abi.StatusIgnore);
        Assert.Equal(header["AnySource"], abi.AnySource);
        Assert.Equal(header["ThreadFunneled"], abi.ThreadFunneled);
        Assert.Equal(header["ThreadSerialized"], abi.ThreadSerialized);
        Assert.Equal(header["MaxErrorString"], abi.MaxErrorString);
        Assert.Equal(header["MaxProcessorName"], abi.MaxProcessorName);
        Assert.Equal(header["StatusSize"], abi.StatusSize);
        Assert.Equal(header["StatusSourceOffset"], abi.StatusSourceOffset);
    }

    private static async Task<Dictionary<string, long>> ReadHeaderAsync(MpiKind kind)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mpipool-abi-");
        try
        {
            string source = Path.Combine(folder.FullName, "abi.c"), program = Path.Combine(folder.FullName, "abi");
            await File.WriteAllTextAsync(source, Program, TestContext.Current.CancellationToken);
            await RunAsync(MpiInstallation.Compiler(kind), source, "-o", program);
            string output = await RunAsync(program);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('='))
                .ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"'{program}' failed with {process.ExitCode}: {await error}");
        return output;
    }
}
