using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>Sleeps of less than a millisecond, which the platform's own classes round up.</summary>
internal static class PreciseSleep
{
    /// <summary>Sleeps at least so long; on Windows in whole milliseconds, below one as a yield.</summary>
    public static void For(int microseconds)
    {
        if (!OperatingSystem.IsWindows())
            LibC.Sleep(microseconds);
        else if (microseconds < 1000)
            Thread.Yield();
        else
            Thread.Sleep(microseconds / 1000);
    }
}
