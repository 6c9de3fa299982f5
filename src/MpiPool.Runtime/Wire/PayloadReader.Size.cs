namespace MpiPool.Wire;

/// <summary>How much there is to read.</summary>
public ref partial struct PayloadReader
{
    /// <summary>The bytes that are left, segments included.</summary>
    internal readonly long BytesLeft
    {
        get
        {
            long bytes = Memory.Remaining;
            foreach (ref readonly ReceivedSegment segment in _segments[_nextSegment..])
                bytes += segment.Length;
            return bytes;
        }
    }
}
