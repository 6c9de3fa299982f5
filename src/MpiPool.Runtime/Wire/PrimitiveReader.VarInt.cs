namespace MpiPool.Wire;

/// <summary>MemoryPack's integers of variable length.</summary>
public ref partial struct PrimitiveReader
{
    /// <summary>Reads an integer.</summary>
    /// <exception cref="WireFormatException">It does not fit.</exception>
    internal int ReadVarIntInt32()
    {
        Int128 value = ReadVarInt();
        return value >= int.MinValue && value <= int.MaxValue ? (int)value : throw new WireFormatException($"The number {value} is not one of 32 bits.");
    }

    /// <summary>Reads an integer.</summary>
    /// <exception cref="WireFormatException">It does not fit.</exception>
    internal uint ReadVarIntUInt32()
    {
        Int128 value = ReadVarInt();
        return value >= 0 && value <= uint.MaxValue ? (uint)value : throw new WireFormatException($"The number {value} is not one of 32 bits without a sign.");
    }

    private Int128 ReadVarInt() => ReadUnmanaged<sbyte>() switch
    {
        VarIntCode.Byte => ReadUnmanaged<byte>(),
        VarIntCode.SByte => ReadUnmanaged<sbyte>(),
        VarIntCode.UInt16 => ReadUnmanaged<ushort>(),
        VarIntCode.Int16 => ReadUnmanaged<short>(),
        VarIntCode.UInt32 => ReadUnmanaged<uint>(),
        VarIntCode.Int32 => ReadUnmanaged<int>(),
        VarIntCode.UInt64 => ReadUnmanaged<ulong>(),
        VarIntCode.Int64 => ReadUnmanaged<long>(),
        sbyte value => value,
    };
}
