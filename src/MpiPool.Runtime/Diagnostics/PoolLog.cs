using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MpiPool.Diagnostics;

/// <summary>
/// The log of one rank; every line names the rank. Silent, and free, without a factory. Loggers are the user's code: what is logged while
/// the traffic is driven is handed to the thread pool, and one that throws, for its target is gone, costs the pool nothing but its lines.
/// </summary>
internal sealed partial class PoolLog
{
    private const string Category = "MpiPool";

    private readonly ILogger _logger;
    private readonly int _rank;
    private readonly int _size;
    private readonly ListenerFailure _failure;

    /// <param name="factory">Makes the logger; null for none.</param>
    /// <param name="rank">This rank, by the number users know it by.</param>
    /// <param name="size">The number of ranks.</param>
    public PoolLog(ILoggerFactory? factory, int rank, int size)
    {
        _logger = factory?.CreateLogger(Category) ?? NullLogger.Instance;
        _rank = rank;
        _size = size;
        _failure = new ListenerFailure($"rank {rank} of {size}: the logger");
    }

    /// <summary>The ranks have met.</summary>
    public void Opened(string hostName, string transport, int tasks) =>
        Write((HostName: hostName, Transport: transport, Tasks: tasks), static (log, s) => Opened(log._logger, log._rank, log._size, s.HostName, s.Transport, s.Tasks));

    /// <summary>The pool has ended.</summary>
    public void Closed(int exitCode) => Write(exitCode, static (log, code) => Closed(log._logger, log._rank, log._size, code));

    /// <summary>The pool broke, or did not open.</summary>
    public void Broken(Exception cause) => Write(cause, static (log, error) => Broken(log._logger, log._rank, log._size, error));

    /// <summary>A call that nobody waits for has failed.</summary>
    public void PostFailed(Exception error) => Write(error, static (log, failure) => PostFailed(log._logger, log._rank, log._size, failure));

    /// <summary>A call has failed; its future tells. Any thread.</summary>
    public void CallFailed(string task, Exception error)
    {
        if (!ReferenceEquals(_logger, NullLogger.Instance))
            WriteLater((Task: task, Error: error), static (log, s) => CallFailed(log._logger, log._rank, log._size, s.Task, s.Error));
    }

    /// <summary>A task has thrown and is run again. Any thread.</summary>
    public void Retrying(string task, int attempt, TimeSpan delay)
    {
        if (!ReferenceEquals(_logger, NullLogger.Instance))
            WriteLater((Task: task, Attempt: attempt, Milliseconds: delay.TotalMilliseconds), static (log, s) => Retrying(log._logger, log._rank, log._size, s.Task, s.Attempt, s.Milliseconds));
    }

    private void Write<TState>(TState state, Action<PoolLog, TState> write)
    {
        try
        {
            write(this, state);
        }
        catch (Exception error)
        {
            _failure.Tell(error);
        }
    }

    private void WriteLater<TState>(TState state, Action<PoolLog, TState> write) =>
        ThreadPool.UnsafeQueueUserWorkItem(static s => s.Log.Write(s.State, s.Write), (Log: this, State: state, Write: write), preferLocal: false);

    [LoggerMessage(1, LogLevel.Information, "rank {Rank} of {Size}: the pool is open on {HostName}: {Transport}, {Tasks} tasks")]
    private static partial void Opened(ILogger logger, int rank, int size, string hostName, string transport, int tasks);

    [LoggerMessage(2, LogLevel.Information, "rank {Rank} of {Size}: the pool has ended, exit code {ExitCode}")]
    private static partial void Closed(ILogger logger, int rank, int size, int exitCode);

    [LoggerMessage(3, LogLevel.Error, "rank {Rank} of {Size}: the pool broke")]
    private static partial void Broken(ILogger logger, int rank, int size, Exception cause);

    [LoggerMessage(4, LogLevel.Warning, "rank {Rank} of {Size}: a posted call failed")]
    private static partial void PostFailed(ILogger logger, int rank, int size, Exception error);

    [LoggerMessage(5, LogLevel.Debug, "rank {Rank} of {Size}: a call of task {Task} failed")]
    private static partial void CallFailed(ILogger logger, int rank, int size, string task, Exception error);

    [LoggerMessage(6, LogLevel.Information, "rank {Rank} of {Size}: task {Task} threw; attempt {Attempt} follows in {Milliseconds} ms")]
    private static partial void Retrying(ILogger logger, int rank, int size, string task, int attempt, double milliseconds);
}
