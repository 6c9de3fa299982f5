using System.ComponentModel;
using MpiPool.Scheduling;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>
/// A call of a task that returns an <see cref="IAsyncEnumerable{T}"/>: what a generated call factory returns for it and
/// <see cref="WorkerPool.Stream{T}"/> takes. See <see cref="TaskCall"/>.
/// </summary>
/// <typeparam name="T">What the task yields.</typeparam>
public abstract class StreamTaskCall<T> : TaskCall
{
    /// <summary>For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected StreamTaskCall()
    {
    }

    /// <summary>How many items the task may be ahead of the consumer. Set before the call is submitted.</summary>
    internal int BufferSize { get; set; }

    /// <summary>Reads an item that the worker wrote. For generated code.</summary>
    /// <param name="reader">Holds the item's bytes.</param>
    /// <returns>The item.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract T ReadItem(ref PayloadReader reader);

    /// <summary>Writes the arguments in the order of the method's parameters. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void WriteStreamArguments(ref PayloadWriter writer);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override void WriteArguments(ref PayloadWriter writer)
    {
        writer.Memory.WriteUnmanaged(BufferSize);
        WriteStreamArguments(ref writer);
    }

    internal sealed override void OnProgress(object sink, in CallOrigin origin, ref PayloadReader reader)
    {
        T item = ReadItem(ref reader);
        reader.Complete();
        ((StreamRun<T>)sink).Add(item, origin);
    }

    internal sealed override void Complete(object sink, int index, ref PayloadReader reader, in RunInfo run)
    {
        reader.Complete();
        ((StreamRun<T>)sink).End(null);
    }

    internal sealed override void Fail(object sink, int index, Exception error, in RunInfo run) => ((StreamRun<T>)sink).End(error);

    internal sealed override void Cancel(object sink, int index) => ((StreamRun<T>)sink).Cancel();

    internal sealed override bool IsAbandoned(object sink) => ((StreamRun<T>)sink).IsCancellationRequested;
}
