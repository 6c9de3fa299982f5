using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// Notices that the launcher died: the kernel then gives this process another parent. Without it a rank whose launcher was killed would
/// wait for messages for ever.
/// </summary>
internal sealed class LauncherWatch(int parentProcessId)
{
    private const int Interval = 250;

    private readonly int _parent = parentProcessId;
    private long _next = Environment.TickCount64 + Interval;

    /// <summary>What happened, or null. Asks the kernel a few times a second at most; any thread.</summary>
    public string? FindEnd()
    {
        long now = Environment.TickCount64;
        if (now < Volatile.Read(ref _next))
            return null;
        Volatile.Write(ref _next, now + Interval);
        if (OperatingSystem.IsWindows() || LibC.ParentProcessId() == _parent)
            return null;
        Volatile.Write(ref _next, 0);
        return $"the MPI launcher (process {_parent}) is gone; this rank ends.";
    }
}
