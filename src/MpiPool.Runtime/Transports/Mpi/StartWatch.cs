using System.Globalization;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// Watches this process while it is inside MPI_Init_thread, which comes back when every rank has called it: a rank that ended before, or a
/// launcher that died, would hold it there for ever. A thread of its own, for the caller is inside the library.
/// </summary>
internal sealed class StartWatch : IDisposable
{
    /// <summary>The variable: seconds that the start of MPI may take; 0 for no limit. Read on every rank, for MPI cannot carry it yet.</summary>
    public const string Variable = "MPIPOOL_START_TIMEOUT";

    // Thousands of ranks that load their files from one disk take minutes.
    private const int DefaultSeconds = 600;
    private const int LongestSeconds = 7 * 24 * 3600;
    private const int LookMilliseconds = 250;
    private static readonly TimeSpan s_noticeAfter = TimeSpan.FromSeconds(30);

    private readonly LaunchEnvironment _launch;
    private readonly LauncherWatch _launcher;
    private readonly TimeSpan _limit;
    private readonly ManualResetEventSlim _started = new(false, spinCount: 0);
    private readonly Thread _thread;

    /// <exception cref="ArgumentException">The variable has no valid value.</exception>
    public StartWatch(LaunchEnvironment launch, LauncherWatch launcher)
    {
        _launch = launch;
        _launcher = launcher;
        int seconds = PoolEnvironment.ReadInt32(Variable, 0, LongestSeconds) ?? DefaultSeconds;
        _limit = seconds == 0 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);
        _thread = new Thread(Watch) { IsBackground = true, Name = "mpipool-start" };
        _thread.Start();
    }

    /// <summary>MPI has started, or said why not.</summary>
    public void Dispose()
    {
        _started.Set();
        _thread.Join();
        _started.Dispose();
    }

    private void Watch()
    {
        long start = Environment.TickCount64;
        bool noticed = false;
        while (!_started.Wait(LookMilliseconds))
        {
            TimeSpan waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
            if (_launcher.FindEnd() is { } end)
                EndProcess(end);
            if (waited >= _limit)
            {
                EndProcess(Format($"MPI did not start within {_limit.TotalSeconds:0} s: a rank has not come to MPI_Init. It ended before, or does something else; all ranks must come to the pool. {Variable} sets the limit in seconds."));
            }
            if (!noticed && waited >= s_noticeAfter && _limit > s_noticeAfter)
            {
                noticed = true;
                ProcessEnd.Report(Format($"{Who}: MPI has not started after {s_noticeAfter.TotalSeconds:0} s: a rank has not come to MPI_Init yet."));
            }
        }
    }

    private string Who => Format($"rank {_launch.Rank?.ToString(CultureInfo.InvariantCulture) ?? "?"} of {_launch.Size?.ToString(CultureInfo.InvariantCulture) ?? "?"} on {Environment.MachineName}");

    // MPI cannot abort what it has not started; the launcher ends the others on the code.
    private void EndProcess(string reason)
    {
        ProcessEnd.Report($"{Who}: {reason}");
        Thread.Sleep(ProcessEnd.ReportTime);
        ProcessEnd.Now(1);
    }

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
