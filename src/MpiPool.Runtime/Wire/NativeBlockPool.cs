using System.Numerics;

namespace MpiPool.Wire;

/// <summary>
/// Blocks for received bytes, by powers of two. Large ones are kept too, up to a bound: the first touch of fresh pages costs several times
/// the copy itself. Thread-safe.
/// </summary>
internal sealed class NativeBlockPool
{
    private const int SmallestShift = 10;
    private const int Classes = 54;
    private const long MaximumKeptBytes = 256L << 20;

    private readonly Lock _gate = new();
    private readonly Stack<NativeBlock>[] _free = CreateClasses();
    private long _keptBytes;
    private bool _closed;

    /// <summary>A block of at least <paramref name="length"/> bytes.</summary>
    public NativeBlock Rent(long length)
    {
        int index = ClassOf(length);
        lock (_gate)
        {
            if (_free[index].TryPop(out NativeBlock? block))
            {
                _keptBytes -= block.Capacity;
                return block;
            }
        }
        return new NativeBlock((nint)1 << (index + SmallestShift));
    }

    /// <summary>Takes a block back.</summary>
    public void Return(NativeBlock block)
    {
        lock (_gate)
        {
            if (!_closed && _keptBytes + block.Capacity <= MaximumKeptBytes)
            {
                _keptBytes += block.Capacity;
                _free[ClassOf(block.Capacity)].Push(block);
                return;
            }
        }
        block.Free();
    }

    /// <summary>Frees what is kept; blocks still rented are freed when they come back.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (Stack<NativeBlock> blocks in _free)
            {
                while (blocks.TryPop(out NativeBlock? block))
                    block.Free();
            }
            _keptBytes = 0;
        }
    }

    private static int ClassOf(long length) => Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)Math.Max(length, 1) - 1) - SmallestShift);

    private static Stack<NativeBlock>[] CreateClasses()
    {
        var classes = new Stack<NativeBlock>[Classes];
        for (int i = 0; i < classes.Length; i++)
            classes[i] = new Stack<NativeBlock>();
        return classes;
    }
}
