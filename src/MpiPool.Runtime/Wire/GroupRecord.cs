using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>What one member of a task group tells another: 32 bytes before its payload.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct GroupRecord
{
    /// <summary>See <see cref="GroupMember.Id"/>.</summary>
    public long Group;

    /// <summary>The sender's place in the group.</summary>
    public int Source;

    /// <summary>What the sender does, a <see cref="Transports.CollectiveKind"/>.</summary>
    public int Kind;

    /// <summary>With which member, where that matters.</summary>
    public int Root;

    /// <summary>The number of parts of the payload, each with its length before it (int32).</summary>
    public int Parts;

    /// <summary>The bytes that follow.</summary>
    public int Length;

    public int Reserved;
}
