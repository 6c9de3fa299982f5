using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Endings;

/// <summary>What becomes of a job.</summary>
public enum Fate
{
    /// <summary>All ranks end early, with a code that is not 0.</summary>
    Aborts,

    /// <summary>The call's future fails; worker and pool go on, and the job ends in order.</summary>
    Survives,

    /// <summary>Nothing fails.</summary>
    Completes,
}

/// <summary>
/// One way for a job of three ranks to end. The tests check it on every MPI, and the page docs/endings.md is written from it.
/// </summary>
/// <param name="Group">The page's section.</param>
/// <param name="Cause">What happens, for people; unique.</param>
/// <param name="Fate">What becomes of the job.</param>
/// <param name="Message">What somebody must find on stderr (on stdout where the job goes on), named in the page.</param>
internal sealed record Ending(string Group, string Cause, Fate Fate, Report Message)
{
    /// <summary>The scenario of the program and its arguments.</summary>
    public required string[] Scenario { get; init; }

    /// <summary>The exit codes of Open MPI's mpirun, one of which it must be.</summary>
    public required int[] OpenMpiCodes { get; init; }

    /// <summary>Those of MPICH's.</summary>
    public required int[] MpichCodes { get; init; }

    /// <summary>The signal that the test sends, without SIG; null where the program itself is the cause.</summary>
    public string? Signal { get; init; }

    /// <summary>Who gets the signal.</summary>
    public SignalTarget Target { get; init; }

    /// <summary>The ranks of the first program where the scenario names a second one; else all.</summary>
    public int RanksOfFirst { get; init; } = 3;

    /// <summary>Variables of the job.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The exit codes that are right.</summary>
    public int[] Codes(MpiKind kind, int hosts) => kind == MpiKind.OpenMpi ? OpenMpiCodes : hosts > 1 ? [.. MpichCodes, HydraOfSeveralHosts] : MpichCodes;

    // Of several hosts Hydra says that its daemon on one of them failed, where a rank there was ended by a signal.
    private const int HydraOfSeveralHosts = 255;

    /// <summary>What must be reported.</summary>
    public Report MessageOf(MpiKind kind) => kind == MpiKind.Mpich && MpichMessage is { } own ? own : Message;

    /// <summary>The report under MPICH where it differs.</summary>
    public Report? MpichMessage { get; init; }
}

/// <summary>Who gets a signal.</summary>
internal enum SignalTarget
{
    /// <summary>Rank 0.</summary>
    Main,

    /// <summary>Rank 1.</summary>
    Worker,

    /// <summary>The mpirun.</summary>
    Launcher,
}

/// <summary>A line that must be there.</summary>
/// <param name="Pattern">A regular expression.</param>
/// <param name="Shown">How the page shows it.</param>
internal sealed record Report(string Pattern, string Shown)
{
    /// <summary>The pool's own line, which names rank and host.</summary>
    /// <param name="ranks">The ranks that may write it, as a regular expression: <c>0</c>, <c>[12]</c>.</param>
    /// <param name="text">The rest of the line, or its start.</param>
    public static Report OfPool(string ranks, string text) =>
        new($"^MpiPool: rank {ranks} of 3 on [^ ]+: .*{System.Text.RegularExpressions.Regex.Escape(text)}", $"`MpiPool: rank {Shorten(ranks)} of 3 on <host>: … {text}`");

    /// <summary>A line of somebody else: .NET, the launcher, the program.</summary>
    public static Report Of(string text) => new(System.Text.RegularExpressions.Regex.Escape(text), $"`{text}`");

    /// <summary>This line or another one.</summary>
    public Report Or(Report other) => new($"(?:{Pattern})|(?:{other.Pattern})", $"{Shown} or {other.Shown}");

    private static string Shorten(string ranks) => ranks.Length == 1 ? ranks : "<n>";
}
