using System.Text;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// MPI in this process: initialized once, by <see cref="Start"/>, on a thread of its own; finalized on the same thread when the process
/// ends normally with all pools closed.
/// </summary>
/// <remarks>
/// The end of the process while a pool is open (Environment.Exit, a signal, a return from Main) must end all ranks. The exit handler sets
/// <see cref="Failure"/> and wakes every open transport; the holder of the progress role finds the failure by
/// <see cref="Transport.FindFailure"/>, which it calls at least every few milliseconds, and calls <see cref="Transport.Abort"/>. The exit
/// handler itself never calls MPI; it waits, and after <see cref="ProcessEnd.AbortTime"/> ends the process with a non-zero code, on which
/// the launcher ends the others.
/// </remarks>
internal sealed unsafe class MpiSession
{
    private static readonly Lock s_lock = new();
    private static MpiSession? s_current;

    private readonly MpiThread _thread;
    private readonly List<MpiTransport> _open = [];
    private readonly List<MpiGroup> _groups = [];
    private readonly LauncherWatch _launcher;
    private SignalWatch? _signals;
    // Counts from the start of opening, which the list does not: other ranks may have opened the pool already.
    private int _pools;
    private int _failureCode;
    private volatile string? _failure;
    private int _failed;
    private int _reported;

    private MpiSession(LaunchEnvironment launch, MpiLibrary library, MpiThread thread)
    {
        Launch = launch;
        Library = library;
        _thread = thread;
        _launcher = new LauncherWatch(launch.ParentProcessId);
        thread.Invoke(() =>
        {
            Initialize();
            return true;
        });
    }

    /// <summary>What the launcher said.</summary>
    public LaunchEnvironment Launch { get; }

    /// <summary>The loaded library.</summary>
    public MpiLibrary Library { get; }

    /// <summary>This process's rank in MPI_COMM_WORLD.</summary>
    public int Rank { get; private set; }

    /// <summary>The number of ranks of MPI_COMM_WORLD.</summary>
    public int Size { get; private set; }

    /// <summary>The name of this host, as MPI gives it.</summary>
    public string HostName { get; private set; } = "";

    /// <summary>Whether threads other than the one that initialized MPI may call it (MPI_THREAD_SERIALIZED).</summary>
    public bool RoleMayMove { get; private set; }

    /// <summary>What ended the job from outside; null while all is well. Looks for the launcher now and then.</summary>
    public string? Failure => _failure ?? _launcher.FindEnd();

    /// <summary>Initializes MPI, or returns what the first call made. Collective over all processes of the launch.</summary>
    /// <exception cref="MpiException">There is no MPI library, it is not the launcher's, or it cannot be initialized.</exception>
    private static MpiSession Start()
    {
        lock (s_lock)
        {
            if (s_current != null)
                return s_current;
            LaunchEnvironment launch = LaunchEnvironment.Current;
            if (launch.Launcher == MpiLauncher.SlurmWithoutPmi)
            {
                throw new MpiException(
                    $"srun started {launch.Size} tasks of this program without a process manager interface, so that they cannot find each other. "
                    + $"Start it with {SrunAdvice.Options}.");
            }
            MpiLibrary library = MpiLibrarySearch.Load(launch.Launcher);
            return s_current = new MpiSession(launch, library, new MpiThread());
        }
    }

    /// <summary>MPI in this process where a launcher started it as one of several ranks; null elsewhere.</summary>
    /// <exception cref="MpiException">See <see cref="Start"/>.</exception>
    public static MpiSession? TryStart()
    {
        LaunchEnvironment launch = LaunchEnvironment.Current;
        return launch.IsLaunched && launch.Size != 1 ? Start() : null;
    }

    /// <summary>All processes of the launch.</summary>
    public MpiGroup World { get; private set; } = null!;

    /// <summary>Whether a pool is open in this process: then its MPI thread serves it and does nothing else.</summary>
    public bool IsPoolOpen
    {
        get
        {
            lock (_open)
                return _open.Count != 0;
        }
    }

    /// <summary>Runs an operation on the MPI thread and waits for it.</summary>
    public T Invoke<T>(Func<T> operation) => _thread.Invoke(operation);

    /// <summary>This process belongs to one more communicator. On the MPI thread.</summary>
    public void Joined(MpiGroup group) => _groups.Add(group);

    /// <summary>Opens the ranks of a communicator. Collective; sleeps while other ranks are on their way.</summary>
    /// <param name="group">The communicator.</param>
    /// <param name="mainRank">The main rank as far as this process was told.</param>
    /// <param name="begin">Makes what uses the transport, on the MPI thread.</param>
    /// <exception cref="InvalidOperationException">A pool is open: its workers serve, and this process's MPI thread with it, so that the wait would never end.</exception>
    public void OpenTransport(MpiGroup group, int? mainRank, Action<Transport> begin)
    {
        if (IsPoolOpen)
            throw group.PoolIsOpen(CollectiveKind.Open);
        Interlocked.Increment(ref _pools);
        _thread.Invoke(() =>
        {
            MpiTransport transport = Create(group, mainRank);
            lock (_open)
                _open.Add(transport);
            begin(transport);
            return true;
        });
    }

    private MpiTransport Create(MpiGroup group, int? mainRank)
    {
        try
        {
            return MpiTransport.Create(this, group, mainRank);
        }
        catch
        {
            // No pool was opened, and none is cut short when the program ends.
            Interlocked.Decrement(ref _pools);
            throw;
        }
    }

    /// <summary>
    /// From now on SIGINT and SIGTERM while a pool is open end the job with a message; else they end this process alone, and the launcher
    /// the others. For programs that have no host (generic host, test runner) to handle signals. A handler that was registered later and
    /// cancels the signal goes first.
    /// </summary>
    public void EndOnSignals() => _signals ??= new SignalWatch(TryEndEarly);

    /// <summary>See <see cref="Transport.RunOnProgressThread"/>.</summary>
    public void RunOnProgressThread(Action loop) => _thread.Post(loop);

    /// <summary>Called by a transport that was closed.</summary>
    public void Closed(MpiTransport transport)
    {
        lock (_open)
            _open.Remove(transport);
        Interlocked.Decrement(ref _pools);
    }

    /// <summary>See <see cref="Transport.Abort"/>. MPI itself may hang in it, so that a watchdog ends the process if it does.</summary>
    public void Abort(int exitCode, string reason)
    {
        Volatile.Write(ref _failed, 1);
        int code = ProcessEnd.NonZero(_failure is null ? exitCode : _failureCode);
        Report(reason);
        ProcessEnd.StartWatchdog(code);
        Thread.Sleep(ProcessEnd.ReportTime);
        Library.Environment.Abort(Library.Abi.CommWorld, code);
        ProcessEnd.Now(code);
    }

    /// <summary>Tests a request until it completes, with sleeps.</summary>
    public void Await(nint request)
    {
        var backoff = new StartupBackoff(longestMicroseconds: 5000);
        int flag = 0;
        while (true)
        {
            // The request and the flag live on this frame; the library keeps no address of them.
            Check(Library.PointToPoint.Test(&request, &flag, (void*)Library.Abi.StatusIgnore), "MPI_Test");
            if (flag != 0)
                return;
            int microseconds = backoff.Next();
            if (microseconds == 0)
                continue;
            if (Failure is { } failure)
                Abort(1, failure);
            PreciseSleep.For(microseconds);
        }
    }

    /// <summary>Ends the job because ranks do not do the same. All of them know it; one reports.</summary>
    public void EndForMismatch(string reason, bool reports)
    {
        if (!reports)
            Thread.Sleep(ProcessEnd.AbortTime);
        Abort(1, reason);
    }

    /// <summary>Throws unless <paramref name="code"/> is MPI_SUCCESS, which is 0 in every ABI.</summary>
    public void Check(int code, string call)
    {
        if (code != 0)
            Library.Throw(code, call);
    }

    private void Initialize()
    {
        int flag = 0, provided = 0, rank = 0, size = 0, length = 0;
        // All out-arguments live on this frame for the duration of each call.
        Check(Library.Environment.Initialized(&flag), "MPI_Initialized");
        if (flag != 0)
            throw new MpiException("Other code of this process has initialized MPI. MpiPool initializes it itself, on a thread of its own: open the pool first.");
        if (SrunAdvice.BeforeStart(Launch, Library.FileName, Library.Abi.Name) is { } advice)
            ProcessEnd.Report($"rank {Launch.Rank} of {Launch.Size} on {Environment.MachineName}: {advice}");
        using (new StartWatch(Launch, _launcher))
            Check(Library.Environment.InitThread(null, null, Library.Abi.ThreadSerialized, &provided), "MPI_Init_thread");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => OnProcessExit();
        Check(Library.Communicators.SetErrorHandler(Library.Abi.CommWorld, Library.Abi.ErrorsReturn), "MPI_Comm_set_errhandler");
        Check(Library.Communicators.SetErrorHandler(Library.Abi.CommSelf, Library.Abi.ErrorsReturn), "MPI_Comm_set_errhandler");
        Check(Library.Communicators.Rank(Library.Abi.CommWorld, &rank), "MPI_Comm_rank");
        Check(Library.Communicators.Size(Library.Abi.CommWorld, &size), "MPI_Comm_size");
        byte* name = stackalloc byte[Library.Abi.MaxProcessorName];
        Check(Library.Environment.GetProcessorName(name, &length), "MPI_Get_processor_name");
        (Rank, Size, HostName) = (rank, size, Encoding.UTF8.GetString(name, length).TrimEnd('\0'));
        RoleMayMove = provided >= Library.Abi.ThreadSerialized;
        World = new MpiGroup(this, Library.Abi.CommWorld);
        _groups.Add(World);
        LaunchEnvironment.HideFromChildProcesses();
        if (Launch.Size is { } expected && expected != size)
            Fail($"The launcher started {expected} ranks, but the MPI library {Library.FileName} ({Library.ShortVersion}) sees {size}: it is not the launcher's. "
                + SrunAdvice.ForOtherLibrary(Launch));
        if (provided < Library.Abi.ThreadFunneled)
            Fail($"The MPI library {Library.FileName} ({Library.ShortVersion}) supports no threads (MPI_THREAD_SINGLE). MpiPool needs at least MPI_THREAD_FUNNELED.");
    }

    private void Fail(string message)
    {
        Volatile.Write(ref _failed, 1);
        throw new MpiException(message);
    }

    private void OnProcessExit()
    {
        if (Volatile.Read(ref _failed) != 0)
        {
            // MPI is in an unknown state: no Finalize, and no success.
            Environment.ExitCode = ProcessEnd.NonZero(Environment.ExitCode);
            return;
        }
        ClosingPools.WaitAll();
        if (!TryEndEarly(Environment.ExitCode, $"the process ended with exit code {Environment.ExitCode}"))
            _thread.Invoke(FinalizeMpi);
    }

    private bool FinalizeMpi()
    {
        // Ranks end at different times, and some implementations burn a core inside MPI_Finalize until all are there. All communicators
        // meet at once: whoever waits in one of them for this rank, to do something else, sees that it ends.
        (MpiGroup Group, EndOfGroup End)[] ends = [.. _groups.Select(static group => (group, group.BeginEnd()))];
        foreach ((MpiGroup group, EndOfGroup end) in ends)
            group.Compare(end.Wait());
        Check(Library.Environment.FinalizeMpi(), "MPI_Finalize");
        return true;
    }

    /// <summary>Ends the job if a pool is open; does not return then.</summary>
    private bool TryEndEarly(int exitCode, string cause)
    {
        if (Volatile.Read(ref _pools) == 0)
            return false;
        MpiTransport[] open;
        lock (_open)
            open = [.. _open];
        string reason = $"{cause} while the pool was open; all ranks are ended.";
        Report(reason);
        _failureCode = exitCode;
        _failure = reason;
        foreach (MpiTransport transport in open)
            transport.Wake();
        Thread.Sleep(ProcessEnd.AbortTime);
        ProcessEnd.Now(exitCode);
        return true;
    }

    private void Report(string reason)
    {
        if (Interlocked.Exchange(ref _reported, 1) == 0)
            ProcessEnd.Report($"rank {Rank} of {Size} on {HostName}: {reason}");
    }
}
