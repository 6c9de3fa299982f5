using System.Buffers;
using System.Runtime.CompilerServices;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>The rows of one large memory, each the place of one result. Used under the progress role, but for <see cref="IsClosed"/>.</summary>
/// <param name="rows">All rows, side by side.</param>
/// <param name="length">The elements of a row.</param>
/// <param name="replacement">What the rows of items that fail get: a row, or an element for all of it; null where they stay as they are.</param>
/// <param name="task">The task's name, for messages.</param>
internal sealed class RowPlaces<TElement>(Memory<TElement> rows, int length, RowReplacement<TElement>? replacement, string task) : IReceiveDestination
    where TElement : unmanaged
{
    private volatile bool _isClosed;

    /// <summary>Whether nothing is to be received into the rows any more. Any thread.</summary>
    public bool IsClosed
    {
        get => _isClosed;
        set => _isClosed = value;
    }

    /// <inheritdoc/>
    public bool TryPin(int index, ulong elementType, long bytes, out MemoryHandle pin)
    {
        bool fits = !_isClosed && elementType == ElementType<TElement>.Number && bytes == (long)length * Unsafe.SizeOf<TElement>();
        pin = fits ? Row(index).Pin() : default;
        return fits;
    }

    /// <summary>Reads a result into its row, where it was not received there.</summary>
    /// <returns>Null; else the error, and the row is untouched: the result has another length, or is null.</returns>
    public InvalidOperationException? Read(ref PayloadReader reader, int index, IReceiveDestination receiver)
    {
        int read = reader.ReadInto(receiver, Row(index).Span);
        return read == length ? null : new InvalidOperationException(
            $"The result of task '{task}' for item {index} {(read < 0 ? "is null" : $"has {read} elements")}, and a row has {length}. Nothing was written to the row.");
    }

    /// <summary>Gives the row of an item that has failed what the caller wants there.</summary>
    public void Replace(int index) => replacement?.CopyTo(Row(index).Span);

    private Memory<TElement> Row(int index) => rows.Slice(index * length, length);
}
