using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// Turns SIGINT and SIGTERM into the end of the job, with the message of the rank that got the signal. .NET itself lets them kill the
/// process. The handlers run on threads of .NET, not inside the signal.
/// </summary>
internal sealed class SignalWatch : IDisposable
{
    private const int Interrupted = 128 + 2;
    private const int Terminated = 128 + 15;

    // SIGCONT and SIGTERM of one sender may be handled in either order, by different threads.
    private const int TogetherMilliseconds = 50;

    private readonly Func<int, string, bool> _tryEndJob;
    private readonly PosixSignalRegistration[] _registrations;
    // TickCount64 starts at 0 with the machine.
    private long _continued = -TogetherMilliseconds * 2;

    /// <param name="tryEndJob">Gets exit code and cause. Does not return if a pool is open; else the signal takes its usual course.</param>
    public SignalWatch(Func<int, string, bool> tryEndJob)
    {
        _tryEndJob = tryEndJob;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate),
            .. OperatingSystem.IsWindows() ? Array.Empty<PosixSignalRegistration>() : [PosixSignalRegistration.Create(PosixSignal.SIGCONT, OnContinue)],
        ];
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        if (!context.Cancel)
            _tryEndJob(Interrupted, "it was interrupted (SIGINT)");
    }

    private void OnTerminate(PosixSignalContext context)
    {
        if (context.Cancel)
            return;
        Thread.Sleep(TogetherMilliseconds);
        // Open MPI's launcher ends the ranks of a failed job so. The rank that failed has said why; the others need not add a line each.
        if (Environment.TickCount64 - Volatile.Read(ref _continued) < 2 * TogetherMilliseconds)
            ProcessEnd.Now(Terminated);
        _tryEndJob(Terminated, "it was terminated (SIGTERM)");
    }

    private void OnContinue(PosixSignalContext context) => Volatile.Write(ref _continued, Environment.TickCount64);
}
