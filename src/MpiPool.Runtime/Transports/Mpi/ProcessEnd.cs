using System.Diagnostics;
using System.Text;
using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>Ends this process when nothing can be relied on any more.</summary>
internal static class ProcessEnd
{
    /// <summary>How long MPI_Abort, or the thread that is to call it, may take.</summary>
    public static readonly TimeSpan AbortTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Between the report of a failure and MPI_Abort: Hydra drops what its ranks wrote last when one of them aborts. On a busy machine a
    /// C program that writes and aborts at once lost its line in 8 of 800 runs, and with this pause in none of 500.
    /// </summary>
    public static readonly TimeSpan ReportTime = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The code as the launcher will see it, or 1 where it would see 0: under MPICH a rank that ends with 0 outside MPI_Finalize ends the
    /// job silently and successfully.
    /// </summary>
    public static int NonZero(int exitCode) => (exitCode & 0xff) == 0 ? 1 : exitCode & 0xff;

    /// <summary>
    /// Ends the process without exit handlers, which may wait for what has failed. Under Hydra by a signal: of a rank that ends with a code outside
    /// MPI it tells the other hosts nothing, and theirs wait for ever.
    /// </summary>
    public static void Now(int exitCode)
    {
        if (OperatingSystem.IsWindows() || LaunchEnvironment.Current.Launcher is MpiLauncher.Mpich or MpiLauncher.Intel)
            Process.GetCurrentProcess().Kill();
        else
            LibC.ExitNow(NonZero(exitCode));
    }

    /// <summary>Ends the process after <see cref="AbortTime"/>, whatever the calling thread is doing then.</summary>
    public static void StartWatchdog(int exitCode)
    {
        var thread = new Thread(() =>
        {
            Thread.Sleep(AbortTime);
            Now(exitCode);
        })
        { IsBackground = true, Name = "mpipool-watchdog" };
        thread.Start();
    }

    /// <summary>Writes one line to the standard error stream, past <see cref="Console"/>, which may be gone or redirected.</summary>
    public static void Report(string line)
    {
        try
        {
            using Stream stream = Console.OpenStandardError();
            stream.Write(Encoding.UTF8.GetBytes($"MpiPool: {line}\n"));
        }
        catch (IOException)
        {
            // Nobody reads; the exit code remains.
        }
    }
}
