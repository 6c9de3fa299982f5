using System.ComponentModel;
using MpiPool.Scheduling;
using MpiPool.Scheduling.Continuations;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>
/// A task together with its arguments, not yet run: what a generated call factory such as <c>Kernels.Tasks.Power(3, 2.0)</c> returns and
/// <c>pool.Submit</c> takes. A call is submitted once. Its arguments must not change until its task has completed.
/// </summary>
public abstract class TaskCall
{
    // 0 = made, 1 = submitted. Small on purpose: a call with two arguments stays within 32 bytes.
    private int _submitted;

    private protected TaskCall()
    {
    }

    /// <summary>The task this call runs. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TaskEntry Entry { get; }

    /// <summary>Writes the arguments in the order of the method's parameters. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteArguments(ref PayloadWriter writer);

    /// <summary>Writes the arguments where they are a few values of fixed size, and there is room for them: then no <see cref="PayloadWriter"/> is made. For generated code.</summary>
    /// <param name="room">Receives the bytes.</param>
    /// <returns>Their number, or -1, and nothing is written, where it is otherwise.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual int TryWriteArguments(Span<byte> room) => FixedValues.NotWritten;

    /// <summary>The name of the task this call runs, for messages and logs.</summary>
    public override string ToString() => Entry.Name;

    /// <summary>Claims the call for one submission.</summary>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    internal void MarkSubmitted()
    {
        if (Interlocked.Exchange(ref _submitted, 1) != 0)
            throw new InvalidOperationException($"This call of task '{Entry.Name}' was submitted before. A call is submitted once: make a new one for each submission.");
    }

    /// <summary>Reads the result and hands it to <paramref name="sink"/>: a <see cref="TaskCompletionSource{TResult}"/> or a <see cref="ResultSink{TResult}"/>.</summary>
    internal abstract void Complete(object sink, int index, ref PayloadReader reader, in RunInfo run);

    /// <summary>The same for a result of fixed size that goes to a future. False, and nothing has happened, where it is not.</summary>
    internal virtual bool TryComplete(object sink, ReadOnlySpan<byte> payload) => false;

    /// <summary>Takes a report of the running task; most tasks make none.</summary>
    internal virtual void OnProgress(object sink, in CallOrigin origin, ref PayloadReader reader)
    {
    }

    /// <summary>Hands an error to the sink.</summary>
    internal abstract void Fail(object sink, int index, Exception error, in RunInfo run);

    /// <summary>Tells the sink that the call was cancelled.</summary>
    internal abstract void Cancel(object sink, int index);

    /// <summary>Whether nobody wants the result any more, so that the call need not run.</summary>
    internal abstract bool IsAbandoned(object sink);
}

/// <summary>A call of a task that returns a <typeparamref name="TResult"/>. See <see cref="TaskCall"/>.</summary>
/// <typeparam name="TResult">What the task's method returns, awaited; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskCall<TResult> : TaskCall
{
    /// <summary>For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TaskCall()
    {
    }

    /// <summary>Reads the result that a worker wrote. For generated code.</summary>
    /// <param name="reader">Holds the result's bytes.</param>
    /// <returns>The result.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TResult ReadResult(ref PayloadReader reader);

    /// <summary>Reads a result that is a value of fixed size, and the whole payload: then no <see cref="PayloadReader"/> is made. For generated code.</summary>
    /// <param name="payload">The result's bytes.</param>
    /// <param name="result">The result.</param>
    /// <returns>False, and nothing is read, where it is otherwise.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual bool TryReadResult(ReadOnlySpan<byte> payload, out TResult result)
    {
        result = default!;
        return false;
    }

    internal sealed override void Complete(object sink, int index, ref PayloadReader reader, in RunInfo run)
    {
        if (sink is not TaskCompletionSource<TResult> source)
        {
            ((ResultSink<TResult>)sink).Read(index, this, ref reader, run);
            return;
        }
        TResult result = ReadResult(ref reader);
        reader.Complete();
        SetResult(source, result);
    }

    internal sealed override bool TryComplete(object sink, ReadOnlySpan<byte> payload)
    {
        if (sink is not TaskCompletionSource<TResult> source || !TryReadResult(payload, out TResult result))
            return false;
        SetResult(source, result);
        return true;
    }

    internal sealed override void Fail(object sink, int index, Exception error, in RunInfo run)
    {
        if (sink is LoneFuture<TResult> future)
            future.Fail(error);
        else if (sink is TaskCompletionSource<TResult> source)
            source.TrySetException(error);
        else
            ((ResultSink<TResult>)sink).SetError(index, error, run);
    }

    internal sealed override void Cancel(object sink, int index)
    {
        if (sink is ICancellableSink cancellable)
            cancellable.Cancel();
        else if (sink is LoneFuture<TResult> future)
            future.Cancel();
        else if (sink is TaskCompletionSource<TResult> source)
            source.TrySetCanceled();
        else
            ((ResultSink<TResult>)sink).SetError(index, new OperationCanceledException($"A call of task '{Entry.Name}' was cancelled."), RunInfo.None);
    }

    internal sealed override bool IsAbandoned(object sink) =>
        sink is TaskCompletionSource<TResult> source ? source.Task.IsCompleted : ((ResultSink<TResult>)sink).IsStopped;

    private static void SetResult(TaskCompletionSource<TResult> source, TResult result)
    {
        if (source is LoneFuture<TResult> future)
            future.Complete(result);
        else
            source.TrySetResult(result);
    }
}
