using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MemoryPack;

namespace MpiPool.Wire;

/// <content>Values that MemoryPack's own reader reads: by custom formatters, and in callbacks. Checked before it sees them; see <see cref="ValueCheck"/>.</content>
public ref partial struct PayloadReader
{
    /// <summary>Reads a value by a formatter of MemoryPack's kind.</summary>
    /// <typeparam name="TFormatter">The formatter's type.</typeparam>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="formatter">The formatter; used by several threads at a time.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WireFormatException">The bytes are not those that were written, or the formatter left some of them.</exception>
    public T? ReadByMemoryPack<TFormatter, T>(TFormatter formatter) where TFormatter : IMemoryPackFormatter<T>
    {
        MemoryPackReader reader = BeginMemoryPack();
        T? value = default;
        formatter.Deserialize(ref reader, ref value);
        EndMemoryPack(ref reader);
        return value;
    }

    /// <summary>Begins what MemoryPack's reader reads. For generated code.</summary>
    /// <returns>A reader of exactly the bytes that were written here.</returns>
    /// <exception cref="WireFormatException">The bytes are not those that were written.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public MemoryPackReader BeginMemoryPack()
    {
        if (_checksSize == 0)
            FindChecks();
        if (_checks.IsEmpty)
            throw new WireFormatException("A value by a formatter or callback of MemoryPack's has no check at the payload's end.");
        ValueCheck expected = Unsafe.ReadUnaligned<ValueCheck>(ref MemoryMarshal.GetReference(_checks));
        _checks = _checks[ValueCheck.Size..];
        if (expected.Length < 0 || expected.Length > Memory.Remaining)
            throw new WireFormatException($"A value by a formatter or callback of MemoryPack's claims {expected.Length} bytes, and {Memory.Remaining} are left.");
        ReadOnlySpan<byte> value = TakeBytes(expected.Length);
        if (ValueCheck.Of(value) != expected)
            throw new WireFormatException($"A value of {value.Length} bytes by a formatter or callback of MemoryPack's is not what was written: its checksum is another.");
        return new MemoryPackReader(value, _references ??= MemoryPackReaderOptionalStatePool.Rent(null));
    }

    /// <summary>Ends what MemoryPack's reader reads. For generated code.</summary>
    /// <param name="reader">What <see cref="BeginMemoryPack"/> returned.</param>
    /// <exception cref="WireFormatException">Bytes are left.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void EndMemoryPack(scoped ref MemoryPackReader reader)
    {
        long left = reader.Remaining;
        reader.Dispose();
        if (left != 0)
            throw new WireFormatException($"A formatter or callback of MemoryPack's left {left} of the bytes that its counterpart wrote: both must read and write the same.");
    }

    /// <summary>Leaves out what MemoryPack's writer wrote where nothing reads it. For generated code.</summary>
    /// <exception cref="WireFormatException">There is something: a callback writes it, and the type has none that reads it.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SkipMemoryPack()
    {
        MemoryPackReader reader = BeginMemoryPack();
        EndMemoryPack(ref reader);
    }

    /// <summary>Whether all that is left of the payload are the checks, and each was used.</summary>
    private readonly bool IsAtChecks => _checksSize != 0 && Memory.Remaining == _checksSize && _checks.IsEmpty;

    private void FindChecks()
    {
        ReadOnlySpan<byte> tail = _checks.IsEmpty ? BytesAhead() : _checks;
        int count = tail.Length < ValueCheck.CountSize ? 0 : MemoryMarshal.Read<int>(tail[^ValueCheck.CountSize..]);
        if (count <= 0 || count > (tail.Length - ValueCheck.CountSize) / ValueCheck.Size)
            throw new WireFormatException($"A value by a formatter or callback of MemoryPack's is expected, and the payload's end has no check of one: {count} in {tail.Length} bytes.");
        _checksSize = (count * ValueCheck.Size) + ValueCheck.CountSize;
        _checks = tail[^_checksSize..^ValueCheck.CountSize];
    }
}
