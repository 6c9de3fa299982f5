using System.ComponentModel;
using MpiPool.Wire;

namespace MpiPool.Tasks;

/// <summary>
/// What a task's <see cref="IProgress{T}"/> parameter is on the worker: each report travels to the main rank. Generated code derives one
/// sealed class a task. Thread-safe; reports made after the task has ended are dropped.
/// </summary>
/// <typeparam name="T">What is reported.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ProgressReporter<T> : IProgress<T>
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
        if (_context.Channel is not { } channel)
            return;
        PayloadBuffer frame = channel.Open();
        try
        {
            var writer = new PayloadWriter(frame);
            Write(ref writer, value);
            writer.Flush();
        }
        catch
        {
            channel.Drop(frame);
            throw;
        }
        channel.Send(frame);
    }

    /// <summary>Writes a report. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="value">The report.</param>
    protected abstract void Write(ref PayloadWriter writer, T value);
}
