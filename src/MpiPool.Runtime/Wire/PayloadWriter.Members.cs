using System.Runtime.CompilerServices;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>
/// Objects whose members carry their lengths, as MemoryPack writes version-tolerant types and circular references: a header with the number
/// of members, the length of each, the object's number where it can be referred to, and the members.
/// </summary>
public ref partial struct PayloadWriter
{
    // A reader that skips a member it does not know would not know its segments either.
    private readonly bool IsInPlace => _membersDepth > 0;

    /// <summary>Where the next byte goes, in the buffer.</summary>
    private readonly nint Position => Payload.Length + Memory.WrittenCount;

    /// <summary>Begins an object whose members carry their lengths.</summary>
    /// <param name="ends">Where the members will end: one place more than there are members, the first for where the first begins.</param>
    /// <returns>What <see cref="EndMember"/> and <see cref="EndMembers"/> need.</returns>
    public nint BeginMembers(scoped Span<int> ends)
    {
        ReserveLengths(ends.Length - 1);
        return BeginAt(ends, ends.Length - 1);
    }

    /// <summary>The same for an object that can be referred to.</summary>
    /// <param name="ends">Where the members will end.</param>
    /// <param name="id">The object's number.</param>
    /// <returns>What <see cref="EndMember"/> and <see cref="EndMembers"/> need.</returns>
    public nint BeginMembers(scoped Span<int> ends, uint id)
    {
        ReserveLengths(ends.Length - 1);
        int before = Memory.WrittenCount;
        Memory.WriteVarInt(id);
        return BeginAt(ends, ends.Length - 1 + Memory.WrittenCount - before);
    }

    /// <summary>Tells where a member ends.</summary>
    /// <param name="start">What <see cref="BeginMembers(Span{int})"/> returned.</param>
    /// <returns>The place, to be kept.</returns>
    /// <exception cref="InvalidOperationException">The object takes 2 GiB or more.</exception>
    public readonly int EndMember(nint start)
    {
        nint end = Position - start;
        return end <= int.MaxValue ? (int)end : throw TooLarge(end);
    }

    /// <summary>Ends the object: puts the lengths before the members.</summary>
    /// <param name="start">What <see cref="BeginMembers(Span{int})"/> returned.</param>
    /// <param name="ends">Where the members end.</param>
    public void EndMembers(nint start, scoped ReadOnlySpan<int> ends)
    {
        Memory.Flush();
        _membersDepth--;
        int size = 0;
        for (int i = 1; i < ends.Length; i++)
            size += LengthSize(ends[i] - ends[i - 1]);
        int more = size - (ends.Length - 1);
        // One byte was kept for each length, which is all that most need.
        if (more > 0)
            Payload.Insert(start + ends.Length - 1, more);
        for (int i = 1; i < ends.Length; i++)
            start += WriteLength(start, ends[i] - ends[i - 1]);
    }

    /// <summary>Writes a reference where the object was written before.</summary>
    /// <param name="value">The object.</param>
    /// <param name="id">Its number where it is new, for <see cref="BeginMembers(Span{int}, uint)"/>.</param>
    /// <returns>Whether a reference was written, so that the object itself must not be.</returns>
    public bool WriteReference(object value, out uint id)
    {
        // MemoryPack's own table, which its writer uses too where a formatter or a callback has it.
        (bool exists, id) = (_references ??= MemoryPackWriterOptionalStatePool.Rent(null)).GetOrAddReference(value);
        if (exists)
            Memory.WriteObjectReferenceId(id);
        return exists;
    }

    private void ReserveLengths(int memberCount)
    {
        Memory.WriteObjectHeader((byte)memberCount);
        Memory.GetSpanReference(memberCount);
        Memory.Advance(memberCount);
    }

    private nint BeginAt(scoped Span<int> ends, int written)
    {
        _membersDepth++;
        ends[0] = written;
        return Position - written;
    }

    private void WriteInPlace<T>(ReadOnlySpan<T> value, long bytes) where T : unmanaged
    {
        if (bytes > int.MaxValue)
            throw TooLarge(bytes);
        WriteSpan(value);
    }

    private static int LengthSize(int length) => length <= sbyte.MaxValue ? 1 : length <= short.MaxValue ? 3 : 5;

    private readonly int WriteLength(nint offset, int length)
    {
        int size = LengthSize(length);
        switch (size)
        {
            case 1:
                Payload.At<byte>(offset) = (byte)length;
                break;
            case 3:
                Payload.At<sbyte>(offset) = VarIntCode.Int16;
                Unsafe.WriteUnaligned(ref Payload.At<byte>(offset + 1), (short)length);
                break;
            default:
                Payload.At<sbyte>(offset) = VarIntCode.Int32;
                Unsafe.WriteUnaligned(ref Payload.At<byte>(offset + 1), length);
                break;
        }
        return size;
    }

    private static InvalidOperationException TooLarge(long bytes) => new(
        $"A value of {bytes} bytes is part of a version-tolerant object, an object with references or a compressed value, which hold at most {int.MaxValue} bytes. Send it as a member of a plain type, or as an argument of its own.");
}
