using MemoryPack;

namespace MpiPool.Wire;

/// <summary>MemoryPack's integers of variable length: one byte up to 127, else a code and the value in the smallest width that holds it.</summary>
public ref partial struct PrimitiveWriter
{
    /// <summary>Writes an integer.</summary>
    internal void WriteVarInt(uint value)
    {
        if (value <= VarIntCode.MaximumInPlace)
            WriteUnmanaged((sbyte)value);
        else if (value <= ushort.MaxValue)
            WriteUnmanaged(VarIntCode.UInt16, (ushort)value);
        else
            WriteUnmanaged(VarIntCode.UInt32, value);
    }

    /// <summary>Writes the number of an object that was written before, in its place.</summary>
    internal void WriteObjectReferenceId(uint id)
    {
        WriteUnmanaged(MemoryPackCode.ReferenceId);
        WriteVarInt(id);
    }
}
