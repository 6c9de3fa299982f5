namespace MpiPool.Mpi.Tests.Endings;

/// <summary>SIGINT, SIGTERM and SIGKILL, to the main rank, a worker and the launcher, in each state of the pool.</summary>
internal static class SignalEndings
{
    private const int Interrupted = 128 + 2;
    private const int Terminated = 128 + 15;
    private const int Killed = 128 + 9;

    private static readonly (string Name, string Text)[] s_states =
    [
        ("idle", "while the pool is idle"),
        ("tasks", "while every worker runs a task"),
        ("large", "while large messages are in flight"),
    ];

    private static readonly (string Name, string Text)[] s_reductions =
    [
        ("reduce-any", "while workers reduce in any order"),
        ("reduce-fixed", "while workers reduce in fixed order"),
        ("reduce-tree", "while accumulators go from worker to worker"),
    ];

    /// <summary>All 27, and the loss of a rank in each state of a reduction.</summary>
    public static IEnumerable<Ending> All =>
    [
        .. from state in s_states
           from signal in (string[])["INT", "TERM", "KILL"]
           from target in Enum.GetValues<SignalTarget>()
           select Of(state, signal, target),
        .. from state in s_reductions
           from target in (SignalTarget[])[SignalTarget.Main, SignalTarget.Worker]
           select Of(state, "KILL", target),
    ];

    private static Ending Of((string Name, string Text) state, string signal, SignalTarget target)
    {
        string who = target switch { SignalTarget.Main => "the main rank", SignalTarget.Worker => "a worker", _ => "mpirun" };
        (int[] openMpi, int[] mpich) = Codes(signal, target, state.Name == "large");
        return new Ending("Signals", $"SIG{signal} to {who} {state.Text}", Fate.Aborts, Message(signal, target, isMpich: false))
        {
            MpichMessage = Message(signal, target, isMpich: true),
            Scenario = ["signal", state.Name],
            Signal = signal,
            Target = target,
            OpenMpiCodes = openMpi,
            MpichCodes = mpich,
        };
    }

    private static (int[] OpenMpi, int[] Mpich) Codes(string signal, SignalTarget target, bool isLarge) => (signal, target) switch
    {
        // Nobody is left to give another code: it is what the shell makes of the kill.
        ("KILL", SignalTarget.Launcher) => ([Killed], [Killed]),
        // Hydra joins the bits of all ranks' ends: 9 of those that were killed, 15 where it ended one by SIGTERM.
        // And 6 where UCX, in the middle of copying from the memory of the one that was killed, aborts another.
        ("KILL", _) => ([Killed], isLarge ? [6, 9, 15] : [9, 15]),
        // Open MPI's mpirun ends its ranks by SIGTERM and says 1, whatever signal it got.
        (_, SignalTarget.Launcher) => ([1], [signal == "INT" ? Interrupted : Terminated]),
        _ => signal == "INT" ? ([Interrupted], [Interrupted]) : ([Terminated], [Terminated]),
    };

    private static Report Message(string signal, SignalTarget target, bool isMpich) => (signal, target) switch
    {
        ("KILL", SignalTarget.Launcher) => new Report("", "none: who would pass it on is gone; the shell says `Killed`"),
        ("KILL", _) when isMpich => Report.Of("EXIT CODE: "),
        ("KILL", _) => Report.Of($"process rank {(target == SignalTarget.Main ? 0 : 1)} with PID "),
        (_, SignalTarget.Launcher) => Report.OfPool("[012]", isMpich && signal == "INT" ? "it was interrupted (SIGINT) while the pool was open" : "it was terminated (SIGTERM) while the pool was open"),
        ("INT", _) => Report.OfPool(target == SignalTarget.Main ? "0" : "1", "it was interrupted (SIGINT) while the pool was open"),
        _ => Report.OfPool(target == SignalTarget.Main ? "0" : "1", "it was terminated (SIGTERM) while the pool was open"),
    };
}
