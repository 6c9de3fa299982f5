namespace MpiPool;

/// <summary>
/// How one call is to be run. Immutable and thread-safe: one object serves any number of calls. A call without options is the fastest; each
/// property that is left alone costs nothing.
/// </summary>
public sealed class CallOptions
{
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>A name of this call for errors, logs and <see cref="TaskContext.Label"/>; null, the default, for none.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Calls of higher priority are handed out first; 0 by default, may be negative. Within one priority the order of submission holds. What
    /// a worker was sent already is not overtaken.
    /// </summary>
    public int Priority { get; init; }

    /// <summary>
    /// How long the call may take, counted from its submission; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> by default. When it is over, the
    /// future fails with <see cref="TimeoutException"/> at once and the task's token fires. A task that has not begun never runs; one that
    /// ignores its token keeps its worker busy until it returns, and its result is dropped. Until then the worker is given nothing else to run.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative, or longer than about 49 days.</exception>
    public TimeSpan Timeout
    {
        get;
        init
        {
            if (value != System.Threading.Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, s_longestTimeout);
            }
            field = value;
        }
    } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How many times the task is run again after it has thrown; 0 by default. Only for tasks marked <see cref="MpiTaskAttribute.Idempotent"/>. A
    /// task that was cancelled is not run again.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Retries
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The pause before the first retry; each further one takes twice the pause before, at most <see cref="MaximumRetryDelay"/>. 100 ms by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than about 49 days.</exception>
    public TimeSpan RetryDelay
    {
        get;
        init => field = Delay(value);
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between two runs; 30 s by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than about 49 days.</exception>
    public TimeSpan MaximumRetryDelay
    {
        get;
        init => field = Delay(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>The worker that is to run the call; null, the default, for whichever is free. The call waits for that worker, others go past it.</summary>
    public int? TargetRank { get; init; }

    /// <summary>The pause before a run.</summary>
    /// <param name="attempt">Which run it is, from 2.</param>
    internal TimeSpan DelayBefore(int attempt)
    {
        // 2^40 times any pause that is one is past every maximum.
        double factor = Math.Pow(2, Math.Min(attempt - 2, 40));
        return TimeSpan.FromTicks((long)Math.Min(RetryDelay.Ticks * factor, MaximumRetryDelay.Ticks));
    }

    private static TimeSpan Delay(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, s_longestTimeout);
        return value;
    }
}
