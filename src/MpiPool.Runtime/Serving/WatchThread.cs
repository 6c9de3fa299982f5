using System.Diagnostics.CodeAnalysis;
using MpiPool.Transports;

namespace MpiPool.Serving;

/// <summary>
/// The one thread of a process that watches its workers (one over MPI, many in-process) while they run tasks. It rests while all are idle
/// and ends with the last of them.
/// </summary>
internal static class WatchThread
{
    private const int LookMicroseconds = 100;

    // While tasks are short the workers drive the transport themselves: looks then only cost them their processor, some 40 us each where it is the only one.
    private const int LongestLookMicroseconds = 500;
    private const int LongestLookAtVeryShortMicroseconds = 2000;

    // Threads of one process share its processors, and messages wake them.
    private const int InProcessFactor = 10;

    private const int LongestSleepMicroseconds = 1000;
    private const int LooksBeforeRest = 40;

    private static readonly Lock s_gate = new();
    private static readonly ManualResetEventSlim s_wake = new(false, spinCount: 0);
    private static readonly List<Watcher> s_watchers = [];
    private static bool s_runs;
    private static bool s_rests;

    /// <summary>Begins to watch. Any thread.</summary>
    public static void Add(Watcher watcher)
    {
        lock (s_gate)
        {
            s_watchers.Add(watcher);
            if (s_runs)
                return;
            s_runs = true;
            new Thread(Run) { IsBackground = true, Name = "mpipool-watch" }.Start();
        }
    }

    /// <summary>Ends a watch; a step that is under way ends first. Any thread but this one.</summary>
    public static void Remove(Watcher watcher)
    {
        lock (s_gate)
            s_watchers.Remove(watcher);
        s_wake.Set();
    }

    /// <summary>A task begins. Any thread.</summary>
    public static void WakeIfResting()
    {
        if (Volatile.Read(ref s_rests))
            s_wake.Set();
    }

    private static void Run()
    {
        int sleep = 0, quiet = 0;
        WatchedActivity before = WatchedActivity.None;
        while (TryLook(out WatchedActivity seen, out bool moved, out bool isBusy, out Transport? transport))
        {
            int look = transport.IsInProcess ? LookMicroseconds * InProcessFactor : LookMicroseconds;
            quiet = seen == WatchedActivity.None ? quiet + 1 : 0;
            if (quiet >= LooksBeforeRest)
            {
                if (!TryRest())
                    return;
                sleep = look;
                continue;
            }
            if (isBusy)
            {
                Thread.Yield();
                continue;
            }
            // A task has begun after a pause, or something moved: the next look comes soon.
            bool isSoon = moved || (before == WatchedActivity.None && seen != WatchedActivity.None);
            int longest = seen switch
            {
                WatchedActivity.RunsVeryShortTasks => LongestLookAtVeryShortMicroseconds,
                WatchedActivity.RunsTasks => LongestLookMicroseconds,
                _ => LongestSleepMicroseconds,
            };
            sleep = isSoon ? look : Math.Clamp(sleep * 2, look, Math.Max(longest, look * 4));
            before = seen;
            transport.Sleep(sleep);
        }
    }

    // Looks at every worker and takes a step for those that run a long task. False, and the end of the thread, where there are none.
    private static bool TryLook(out WatchedActivity seen, out bool moved, out bool isBusy, [NotNullWhen(true)] out Transport? transport)
    {
        seen = WatchedActivity.None;
        moved = isBusy = false;
        transport = null;
        lock (s_gate)
        {
            foreach (Watcher watcher in s_watchers)
            {
                if (transport is null or { IsInProcess: true })
                    transport = watcher.Transport;
                WatchedActivity activity = watcher.Look();
                if (activity > seen)
                    seen = activity;
                if (activity != WatchedActivity.RunsLongTask)
                    continue;
                moved |= watcher.Step();
                isBusy |= watcher.IsLinkBusy;
            }
            if (transport is not null)
                return true;
            // Under the lock: from here on a next thread may be started, which alone says whether it rests.
            Volatile.Write(ref s_rests, false);
            s_runs = false;
            return false;
        }
    }

    // False, and the end of the thread, where there are no workers any more.
    private static bool TryRest()
    {
        s_wake.Reset();
        Volatile.Write(ref s_rests, true);
        // Whoever armed before this has its store seen by the look; whoever arms after it sees that this thread rests.
        Interlocked.MemoryBarrierProcessWide();
        if (!TryLook(out WatchedActivity seen, out _, out _, out _))
            return false;
        if (seen == WatchedActivity.None)
            s_wake.Wait();
        Volatile.Write(ref s_rests, false);
        return true;
    }
}
