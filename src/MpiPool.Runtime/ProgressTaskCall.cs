using System.ComponentModel;
using MpiPool.Scheduling;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>A call of a task that reports progress: <c>pool.Submit(Kernels.Tasks.Simulate(scenario).ReportTo(progress))</c>. See <see cref="TaskCall"/>.</summary>
/// <typeparam name="TResult">What the task returns.</typeparam>
/// <typeparam name="TProgress">What the task reports through its <see cref="IProgress{T}"/> parameter.</typeparam>
public abstract class ProgressTaskCall<TResult, TProgress> : TaskCall<TResult>
{
    private ProgressDispatcher<TProgress>? _dispatcher;

    /// <summary>For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ProgressTaskCall()
    {
    }

    /// <summary>
    /// Names the receiver of the task's reports; without one they are dropped. Reports arrive in the order they were made, one at a time, on
    /// the thread pool; the last ones may arrive after the result. The receiver must not throw.
    /// </summary>
    /// <param name="progress">The receiver.</param>
    /// <returns>This call.</returns>
    /// <exception cref="ArgumentNullException">The receiver is null.</exception>
    /// <exception cref="InvalidOperationException">The call has a receiver already.</exception>
    public TaskCall<TResult> ReportTo(IProgress<TProgress> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (_dispatcher is not null)
            throw new InvalidOperationException($"This call of task '{Entry.Name}' has a receiver of reports already.");
        _dispatcher = new ProgressDispatcher<TProgress>(progress);
        return this;
    }

    /// <summary>Reads a report that the worker wrote. For generated code.</summary>
    /// <param name="reader">Holds the report's bytes.</param>
    /// <returns>The report.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TProgress ReadProgress(ref PayloadReader reader);

    internal sealed override void OnProgress(object sink, in CallOrigin origin, ref PayloadReader reader)
    {
        if (_dispatcher is null)
            return;
        TProgress report = ReadProgress(ref reader);
        reader.Complete();
        _dispatcher.Post(report);
    }
}
