using System.ComponentModel;

namespace MpiPool.Tasks;

/// <summary>
/// What a task's <see cref="IProgress{T}"/> parameter is on the worker: each report travels to the main rank. Generated code derives one
/// sealed class a task. Thread-safe; reports made after the task has ended are dropped.
/// </summary>
/// <typeparam name="T">What is reported.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ProgressReporter<T> : ItemSender<T>, IProgress<T>
{
    private readonly TaskContext _context;

    /// <summary>For generated code.</summary>
    /// <param name="context">The task's context.</param>
    protected ProgressReporter(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    /// <summary>Sends a report to the main rank. What the value's own members throw while it is written comes out here.</summary>
    /// <param name="value">The report.</param>
    public void Report(T value)
    {
        if (_context.Channel is { } channel)
            Send(channel, value);
    }
}
