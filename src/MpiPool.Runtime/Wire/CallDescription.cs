using System.Text;

namespace MpiPool.Wire;

/// <summary>What a worker is told of a call beside its arguments, where there is anything to tell. Immutable.</summary>
/// <param name="Attempt">Which run of the task it is, from 1.</param>
/// <param name="Label">The call's label, or null.</param>
/// <param name="Group">The group whose member runs it, or null.</param>
internal sealed record CallDescription(int Attempt, string? Label, GroupMember? Group)
{
    private const int NoLabel = -1;

    /// <summary>Of a call of which there is nothing to tell.</summary>
    public static CallDescription Plain { get; } = new(1, null, null);

    /// <summary>Writes it behind a call record.</summary>
    public void Write(PayloadBuffer frame)
    {
        int length = Label is null ? NoLabel : Encoding.UTF8.GetByteCount(Label);
        int members = Group?.Ranks.Length ?? 0;
        nint offset = frame.Reserve(3 * sizeof(int));
        frame.At<int>(offset) = Attempt;
        frame.At<int>(offset + sizeof(int)) = members;
        frame.At<int>(offset + 2 * sizeof(int)) = length;
        if (Group is not null)
            WriteGroup(frame, Group);
        if (length > 0)
            Encoding.UTF8.GetBytes(Label, frame.ReserveSpan(length));
    }

    /// <summary>Reads a description and moves <paramref name="offset"/> behind it.</summary>
    /// <exception cref="WireFormatException">The frame ends before it.</exception>
    public static CallDescription Read(ReceivedFrame frame, ref long offset)
    {
        int attempt = frame.Read<int>(ref offset);
        int members = frame.Read<int>(ref offset);
        int length = frame.Read<int>(ref offset);
        if (attempt == 1 && length == NoLabel && members == 0)
            return Plain;
        GroupMember? group = members == 0 ? null : ReadGroup(frame, members, ref offset);
        return new CallDescription(attempt, length == NoLabel ? null : Encoding.UTF8.GetString(frame.Bytes(ref offset, length)), group);
    }

    private static void WriteGroup(PayloadBuffer frame, GroupMember group)
    {
        nint offset = frame.Reserve(sizeof(long) + sizeof(int) * (1 + group.Ranks.Length));
        frame.At<long>(offset) = group.Id;
        frame.At<int>(offset + sizeof(long)) = group.Index;
        for (int i = 0; i < group.Ranks.Length; i++)
            frame.At<int>(offset + sizeof(long) + sizeof(int) * (1 + i)) = group.Ranks[i];
    }

    private static GroupMember ReadGroup(ReceivedFrame frame, int members, ref long offset)
    {
        long id = frame.Read<long>(ref offset);
        int index = frame.Read<int>(ref offset);
        // Checked before the array is made: a length that is wrong is an error, not an allocation.
        ReadOnlySpan<byte> ranks = frame.Bytes(ref offset, checked(members * sizeof(int)));
        return new GroupMember(id, index, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(ranks).ToArray());
    }
}
