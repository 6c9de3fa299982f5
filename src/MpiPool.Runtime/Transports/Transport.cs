namespace MpiPool.Transports;

/// <summary>
/// The seam between the pool and what carries its bytes: ranks, nonblocking sends and receives, a probe, a few collectives, abort. One
/// instance a pool and rank. It knows nothing of frames or tasks.
/// </summary>
/// <remarks>
/// Threading: members under "progress role" are called by one thread at a time, the holder of the pool's progress role; which thread
/// that is may change between calls where <see cref="RoleMayMove"/> is true, else it is always the thread that runs
/// <see cref="RunOnProgressThread"/>. Memory handed to a start stays valid and in place until its request has completed.
/// </remarks>
internal abstract class Transport
{
    /// <summary>The longest single message; what is longer is sent in pieces by the caller (MPI counts are 32-bit, MPI 4.0 §3.2.2).</summary>
    public const int MaximumMessageLength = 1 << 30;

    /// <summary>This process's (or thread's) place among the ranks, from 0, which is the main rank.</summary>
    public abstract int Rank { get; }

    /// <summary>The number users know the main rank by; see <see cref="RankNumbers"/>.</summary>
    public virtual int MainNumber => 0;

    /// <summary>The number users know this rank by.</summary>
    public int Number => RankNumbers.ToUser(Rank, MainNumber);

    /// <summary>The number of ranks.</summary>
    public abstract int Size { get; }

    /// <summary>The name of this host.</summary>
    public abstract string HostName { get; }

    /// <summary>What carries the bytes, for people: library, version, ABI, thread level.</summary>
    public abstract string Description { get; }

    /// <summary>Whether ranks are threads of one process.</summary>
    public abstract bool IsInProcess { get; }

    /// <summary>What the ranks of a pool in one process have in common; null over MPI.</summary>
    public virtual object? SharedState => null;

    /// <summary>The number of ranks of this pool on this host, this one included.</summary>
    public abstract int RanksOnHost { get; }

    /// <summary>Whether threads other than the progress thread may hold the progress role.</summary>
    public abstract bool RoleMayMove { get; }

    /// <summary>
    /// Runs <paramref name="loop"/> on the rank's progress thread: the one that initialized the transport and will finalize it. Returns at
    /// once; a second call runs after the first has ended.
    /// </summary>
    public abstract void RunOnProgressThread(Action loop);

    /// <summary>Makes the process ready for tasks, where it is this rank's alone: gives it its share of the host's memory. Once, on any thread, when the transport is there.</summary>
    /// <param name="endOnSignals">Whether SIGINT and SIGTERM end the job.</param>
    public virtual void PrepareProcess(bool endOnSignals)
    {
    }

    // ---- progress role ----

    /// <summary>
    /// Begins to make what sends, receives and probes need and collectives do not, so that the ranks' first exchange goes on beside it. Collective:
    /// no other collective may be started from here on until <see cref="Connect"/> has returned. Once.
    /// </summary>
    public virtual void StartConnecting()
    {
    }

    /// <summary>Waits until it is made. After <see cref="StartConnecting"/>; a second call returns at once.</summary>
    /// <exception cref="PoolBrokenException">The job failed meanwhile.</exception>
    public virtual void Connect()
    {
    }

    /// <summary>Takes the next message with <paramref name="tag"/> from any rank out of the matching queue, if one has arrived (MPI_Improbe).</summary>
    public abstract bool TryProbe(int tag, out ProbedMessage message);

    /// <summary>Starts the receive of a probed message into exactly <see cref="ProbedMessage.Length"/> bytes (MPI_Imrecv). May complete at once.</summary>
    public abstract TransportRequest StartReceive(in ProbedMessage message, nint address);

    /// <summary>Starts the receive of the next message with <paramref name="tag"/> from <paramref name="source"/> (MPI_Irecv). Messages of one source and tag match in the order of the starts.</summary>
    public abstract TransportRequest StartReceive(int source, int tag, nint address, int length);

    /// <summary>Starts a send (MPI_Isend). May complete at once.</summary>
    public abstract TransportRequest StartSend(int destination, int tag, nint address, int length);

    /// <summary>Enters a barrier of all ranks (MPI_Ibarrier).</summary>
    public abstract TransportRequest StartBarrier();

    /// <summary>Gathers <paramref name="length"/> bytes of every rank at every rank, in rank order (MPI_Iallgather).</summary>
    public abstract TransportRequest StartAllGather(nint send, nint receive, int length);

    /// <summary>Sends <paramref name="length"/> bytes of <paramref name="root"/> to every rank (MPI_Ibcast).</summary>
    public abstract TransportRequest StartBroadcast(int root, nint address, int length);

    /// <summary>Whether the request has completed (MPI_Test). A completed request must not be tested again.</summary>
    public abstract bool Test(ref TransportRequest request);

    /// <summary>Ends all ranks with a non-zero code (MPI_Abort). Does not return over MPI; in-process it breaks the pool of every rank.</summary>
    public abstract void Abort(int exitCode, string reason);

    // ---- any thread ----

    /// <summary>
    /// Whether a message ends a <see cref="WaitForActivity"/>, so that it may be long. Elsewhere the caller chooses short times. Settled when the
    /// ranks have met for the first time.
    /// </summary>
    public abstract bool WakesOnArrival { get; }

    /// <summary>
    /// Waits until a message may have arrived, or <see cref="Wake"/> was called, or the time is over. May return at once, so that the caller
    /// looks once more. The progress role is not held.
    /// </summary>
    /// <param name="microseconds">The longest wait; at least 1.</param>
    /// <returns>Whether a message was announced. It may come a little later: the caller does well to look for it for a while.</returns>
    public abstract bool WaitForActivity(int microseconds);

    /// <summary>Ends a <see cref="WaitForActivity"/> of this rank early, on all threads. The next one returns at once if nobody waits.</summary>
    public abstract void Wake();

    /// <summary>Sleeps, as exactly as the system allows. Wakes of this rank do not end it and are not used up.</summary>
    /// <param name="microseconds">The time; at least 1.</param>
    public abstract void Sleep(int microseconds);

    /// <summary>
    /// Whether something outside has ended this pool: null while all is well, else what happened (the launcher is gone, a peer broke the
    /// pool). Cheap; called from the idle loop.
    /// </summary>
    public abstract string? FindFailure();

    /// <summary>Leaves the pool; the last act on the progress thread. Collective: all ranks have met in a barrier before.</summary>
    public abstract void Close();
}
