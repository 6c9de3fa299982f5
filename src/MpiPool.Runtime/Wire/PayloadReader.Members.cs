using MemoryPack;

namespace MpiPool.Wire;

/// <summary>Reads objects whose members carry their lengths. A member that is not there keeps its default, one that is not known is skipped.</summary>
public ref partial struct PayloadReader
{
    // What MemoryPack reserves for other things than a number of members begins here.
    private const byte FirstReserved = MemoryPackCode.Reserved1;

    /// <summary>Reads the header of a version-tolerant object.</summary>
    /// <param name="memberCount">The number of members the writer knew.</param>
    /// <returns>False for null.</returns>
    /// <exception cref="WireFormatException">The byte is no number of members.</exception>
    public bool ReadMembersHeader(out int memberCount)
    {
        memberCount = Memory.ReadUnmanaged<byte>();
        if (memberCount < FirstReserved)
            return true;
        if (memberCount != MemoryPackCode.NullObject)
            throw new WireFormatException($"A version-tolerant object begins with {memberCount}, which is no number of members.");
        return false;
    }

    /// <summary>Reads the header of an object that can be referred to, or a reference to one.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="memberCount">The number of members the writer knew.</param>
    /// <param name="known">The object that a reference means; else null.</param>
    /// <returns>Whether members follow: false for null and for a reference.</returns>
    /// <exception cref="WireFormatException">The reference means no object that was read before, or one of another type.</exception>
    public bool ReadMembersHeader<T>(out int memberCount, out T? known) where T : class
    {
        known = null;
        memberCount = Memory.ReadUnmanaged<byte>();
        if (memberCount < FirstReserved)
            return true;
        if (memberCount == MemoryPackCode.ReferenceId)
            known = FindReference<T>(Memory.ReadVarIntUInt32());
        else if (memberCount != MemoryPackCode.NullObject)
            throw new WireFormatException($"An object begins with {memberCount}, which is neither a number of members nor a reference.");
        return false;
    }

    /// <summary>Reads the lengths of the members.</summary>
    /// <param name="memberCount">The number of members the writer knew.</param>
    /// <param name="ends">
    /// Gets where the first member begins, and where each one ends that the reader knows: where the one before it ends if it is not there.
    /// </param>
    /// <returns>Where all members end.</returns>
    /// <exception cref="WireFormatException">A length is negative, or they exceed the bytes left.</exception>
    public int ReadMemberLengths(int memberCount, scoped Span<int> ends)
    {
        int size = ReadLengths(memberCount, ends[1..]);
        return Place(ends, size);
    }

    /// <summary>The same for an object that can be referred to.</summary>
    /// <param name="memberCount">The number of members the writer knew.</param>
    /// <param name="ends">Gets where the first member begins, and where each one ends.</param>
    /// <param name="id">The object's number, for <see cref="AddReference"/>.</param>
    /// <returns>Where all members end.</returns>
    /// <exception cref="WireFormatException">A length is negative, or they exceed the bytes left.</exception>
    public int ReadMemberLengths(int memberCount, scoped Span<int> ends, out uint id)
    {
        int size = ReadLengths(memberCount, ends[1..]);
        id = Memory.ReadVarIntUInt32();
        return Place(ends, size);
    }

    /// <summary>Called after a member was read or found not to be there.</summary>
    /// <param name="end">Where it ends.</param>
    /// <exception cref="WireFormatException">It was longer or shorter than its length says.</exception>
    public readonly void EndMember(int end)
    {
        if (Memory.Consumed != end)
            throw new WireFormatException($"A member ends at byte {Memory.Consumed}, and by its length it ends at {end}.");
    }

    /// <summary>Skips members that are not known.</summary>
    /// <param name="end">Where the last of them ends.</param>
    public void SkipMembers(int end) => TakeBytes(end - Memory.Consumed);

    /// <summary>Makes an object known to references that follow.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="value">The object, whose members need not be read yet.</param>
    /// <exception cref="WireFormatException">Another object has the number.</exception>
    public void AddReference(uint id, object value)
    {
        try
        {
            (_references ??= MemoryPackReaderOptionalStatePool.Rent(null)).AddObjectReference(id, value);
        }
        catch (MemoryPackSerializationException error)
        {
            throw new WireFormatException($"Two objects have the number {id}.", error);
        }
    }

    /// <summary>Makes each place the sum of the lengths up to it.</summary>
    private int ReadLengths(int memberCount, scoped Span<int> ends)
    {
        long sum = 0;
        for (int i = 0; i < memberCount; i++)
        {
            int length = Memory.ReadVarIntInt32();
            sum += length;
            if (length < 0 || sum > Memory.Remaining)
                throw new WireFormatException($"Member {i} claims {length} bytes, and {Memory.Remaining} bytes are left for all.");
            if (i < ends.Length)
                ends[i] = (int)sum;
        }
        // Members that the writer did not know end where those before them do.
        if (memberCount < ends.Length)
            ends[memberCount..].Fill((int)sum);
        return (int)sum;
    }

    private readonly int Place(scoped Span<int> ends, int size)
    {
        if (size > Memory.Remaining)
            throw new WireFormatException($"The members of an object claim {size} bytes, and {Memory.Remaining} bytes are left.");
        ends[0] = 0;
        foreach (ref int end in ends)
            end += Memory.Consumed;
        return Memory.Consumed + size;
    }

    private readonly T FindReference<T>(uint id) where T : class
    {
        object value;
        try
        {
            value = (_references ?? MemoryPackReaderOptionalStatePool.Rent(null)).GetObjectReference(id);
        }
        catch (MemoryPackSerializationException error)
        {
            throw new WireFormatException($"A reference means object {id}, which was not read before.", error);
        }
        return value as T ?? throw new WireFormatException($"A reference to object {id} expects a {TypeText.Of(typeof(T))} and finds a {TypeText.Of(value.GetType())}.");
    }
}
