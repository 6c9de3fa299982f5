using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>
/// A run of items on a worker whose arguments and results are columns: each the values of all items, as they stand in memory. Generated
/// stubs take the columns in the order of the parameters and loop over them. Used by one thread.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ChunkColumns
{
    private readonly PayloadBuffer _results;
    private readonly nint _resultsStart;
    private readonly int _items;
    private readonly int _first;
    private ReadOnlySpan<byte> _columns;

    /// <param name="columns">All columns of the chunk.</param>
    /// <param name="items">The items of the chunk.</param>
    /// <param name="first">The first item of the run.</param>
    /// <param name="count">The items of the run.</param>
    /// <param name="results">Receives the results' column.</param>
    /// <param name="resultsStart">Where it begins there.</param>
    internal ChunkColumns(ReadOnlySpan<byte> columns, int items, int first, int count, PayloadBuffer results, nint resultsStart)
    {
        _columns = columns;
        _items = items;
        _first = first;
        _results = results;
        _resultsStart = resultsStart;
        Count = count;
    }

    /// <summary>The items of the run.</summary>
    public int Count { get; }

    /// <summary>
    /// The item that runs, counted from the start of the run. A stub begins with it and sets it when it ends, so that it names the item that
    /// threw.
    /// </summary>
    public int Next { get; set; }

    /// <summary>The next argument of all items of the run.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The values, valid until the stub returns.</returns>
    /// <exception cref="WireFormatException">The chunk ends before its column does.</exception>
    public ReadOnlySpan<T> Argument<T>() where T : unmanaged
    {
        long length = (long)_items * Unsafe.SizeOf<T>();
        if (length > _columns.Length)
            throw new WireFormatException($"A column of {_items} values of {Unsafe.SizeOf<T>()} bytes is expected, and {_columns.Length} bytes are left.");
        ReadOnlySpan<T> column = MemoryMarshal.Cast<byte, T>(_columns[..(int)length]);
        _columns = _columns[(int)length..];
        return column.Slice(_first, Count);
    }

    /// <summary>Where the results of the run go.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <returns>The place, valid until the stub returns.</returns>
    public readonly Span<T> Results<T>() where T : unmanaged
    {
        int length = checked(_items * Unsafe.SizeOf<T>());
        if (_results.Length == _resultsStart)
            _results.Reserve(length);
        return MemoryMarshal.Cast<byte, T>(_results.WritableSpan(_resultsStart, length)).Slice(_first, Count);
    }

    /// <summary>The results of a chunk that stands at the start of its buffer. <typeparamref name="T"/> is what the stub wrote, so unmanaged, which its reader need not know.</summary>
    internal static ReadOnlySpan<T> ResultsOf<T>(PayloadBuffer results, int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || results.Length < (nint)count * Unsafe.SizeOf<T>())
            throw new WireFormatException($"A column of {count} results of type {TypeText.Of(typeof(T))} is expected, and {results.Length} bytes are there.");
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(results.WritableSpan(0, checked(count * Unsafe.SizeOf<T>())))), count);
    }
}
