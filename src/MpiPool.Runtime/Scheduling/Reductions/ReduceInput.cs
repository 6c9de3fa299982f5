using System.Diagnostics;
using MpiPool.Scheduling.Maps;

namespace MpiPool.Scheduling.Reductions;

/// <summary>Reads the items of a reduction as they are wanted. The consumer's; runs user code.</summary>
internal sealed class ReduceInput<TInput>(MapInput<TInput> input) : IDisposable
{
    // How long input is read before what was read is handed out.
    private static readonly long s_readTicks = Stopwatch.Frequency / 1000;

    private TInput[] _items = [];
    private int _count;
    private int _batch = 1;
    private bool _ended;

    /// <summary>How many items were read.</summary>
    public long Read { get; private set; }

    /// <summary>The next items to be handed out; none where the input has ended.</summary>
    /// <param name="sizer">Says how many.</param>
    /// <param name="first">The number of the first of them.</param>
    /// <exception cref="MapInputException">The input threw.</exception>
    public TInput[] Take(ReduceSizer sizer, long first)
    {
        int wanted = sizer.Next(first, input.Count < 0 ? long.MaxValue / 4 : input.Count - first);
        Fill(wanted, sizer.Least);
        int taken = _ended ? Math.Min(wanted, _count) : Math.Min(sizer.Fit(first, _count), wanted);
        TInput[] items = _items.AsSpan(0, taken).ToArray();
        _items.AsSpan(taken, _count - taken).CopyTo(_items);
        _count -= taken;
        return items;
    }

    public void Dispose() => input.Dispose();

    private void Fill(int wanted, int least)
    {
        if (_items.Length < wanted)
            Array.Resize(ref _items, wanted);
        long start = Stopwatch.GetTimestamp();
        while (_count < wanted && !_ended && (_count < least || Stopwatch.GetTimestamp() - start < s_readTicks))
            ReadBatch(_items.AsSpan(_count, Math.Min(_batch, wanted - _count)));
    }

    private void ReadBatch(Span<TInput> room)
    {
        int read = 0;
        long start = Stopwatch.GetTimestamp();
        try
        {
            input.Read(room, ref read);
        }
        catch (Exception error)
        {
            _ended = true;
            Read += read;
            throw new MapInputException(Read, error);
        }
        _ended = read < room.Length;
        _count += read;
        Read += read;
        _batch = Stopwatch.GetTimestamp() - start < s_readTicks / 8 ? Math.Min(_batch * 2, ChunkSizer.MaximumItems) : Math.Max(_batch / 2, 1);
    }
}
