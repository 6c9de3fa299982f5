using System.Diagnostics;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>
/// What a call with options, or one whose outcome is asked for, has beside the call; calls without have none. Made by the submitter; from
/// then on used under the progress role, but for what is immutable.
/// </summary>
internal sealed class CallTicket(CallOptions options, TaskEntry entry, int target)
{
    /// <summary>What those see who listen to activities; null where nobody does.</summary>
    public Activity? Activity { get; init; }

    /// <summary>How the call is to be run.</summary>
    public CallOptions Options { get; } = options;

    /// <summary>The only worker that may run the call, by its place among the pool's ranks; 0 for any.</summary>
    public int Target { get; } = target;

    /// <summary>When the call was submitted, in <see cref="Stopwatch"/> ticks.</summary>
    public long Submitted { get; } = Stopwatch.GetTimestamp();

    /// <summary>When it was last sent to a worker; 0 before.</summary>
    public long Sent { get; set; }

    /// <summary>Which run of the task comes next or is under way, from 1.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The order among calls that do not simply queue up: the higher priority first, then the order of submission.</summary>
    public int Priority => Options.Priority;

    /// <summary>Whether the worker must be told more than the arguments.</summary>
    public bool IsDescribed => (entry.Traits & TaskTraits.Context) != 0 && (Options.Label is not null || Attempt > 1 || Group is not null);

    /// <summary>The group whose member runs the call; null for most.</summary>
    public GroupMember? Group { get; init; }

    /// <summary>What the worker is told; null where there is nothing to tell.</summary>
    public CallDescription? Describe() => IsDescribed ? new CallDescription(Attempt, Options.Label, Group) : null;

    /// <summary>Whether the task is run again after this failure.</summary>
    public bool HasRetry => Attempt <= Options.Retries;

    /// <summary>From the submission until the last sending, or until now.</summary>
    public TimeSpan Queued => Stopwatch.GetElapsedTime(Submitted, Sent != 0 ? Sent : Stopwatch.GetTimestamp());
}
