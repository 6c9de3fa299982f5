using System.Runtime.ExceptionServices;
using MpiPool.Scheduling;

namespace MpiPool;

/// <summary>
/// How a task ended, and where: what <see cref="WorkerPool.SubmitOutcome{TResult}"/> gives in place of the bare result. Immutable and thread-safe.
/// </summary>
/// <typeparam name="TResult">What the task returns.</typeparam>
public class TaskOutcome<TResult>
{
    private readonly TResult _value;

    internal TaskOutcome(TResult value, in RunInfo run, string hostName, TimeSpan queued) : this(run, hostName, queued) => _value = value;

    internal TaskOutcome(Exception error, in RunInfo run, string hostName, TimeSpan queued) : this(run, hostName, queued) => Error = error;

    private TaskOutcome(in RunInfo run, string hostName, TimeSpan queued)
    {
        _value = default!;
        Rank = run.Rank;
        HostName = hostName;
        Attempts = run.Attempt;
        Queued = queued;
        Duration = run.Duration;
    }

    /// <summary>Whether the task returned a result.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>Whether the task was cancelled, before it began or by its token.</summary>
    public bool IsCancelled => Error is OperationCanceledException;

    /// <summary>What the future of the task would have failed with; null where it succeeded.</summary>
    public Exception? Error { get; }

    /// <summary>The result. Where there is none, this throws the <see cref="Error"/>.</summary>
    /// <exception cref="RemoteTaskException">The task threw.</exception>
    /// <exception cref="OperationCanceledException">The task was cancelled.</exception>
    /// <exception cref="TimeoutException">The call's time was over.</exception>
    public TResult Value
    {
        get
        {
            if (Error is not null)
                ExceptionDispatchInfo.Throw(Error);
            return _value;
        }
    }

    /// <summary>The rank that ran the task last; -1 where none did.</summary>
    public int Rank { get; }

    /// <summary>The host of that rank; empty where no rank ran the task.</summary>
    public string HostName { get; }

    /// <summary>How often the task was run, from 1; 0 where no rank ran it, or none has reported before the call was given up.</summary>
    public int Attempts { get; }

    /// <summary>The time from the submission, or from the reading of a map's item, until the call was last sent to a worker; the whole time where it never was.</summary>
    public TimeSpan Queued { get; }

    /// <summary>How long the task ran on its worker, in the last attempt; zero where it did not, or had not ended.</summary>
    public TimeSpan Duration { get; }

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        string end = Error switch
        {
            null => "succeeded",
            OperationCanceledException => "was cancelled",
            _ => $"failed ({Error.Message})",
        };
        return Rank < 0 ? $"{end} on no rank" : $"{end} on rank {Rank} ({HostName}), attempt {Attempts}, after {Duration.TotalMilliseconds:0.###} ms";
    }
}
