using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>The chunks a worker holds, by slot, so that what has not begun of them can be given back. Thread-safe.</summary>
internal sealed class ChunkTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, ChunkWork> _chunks = [];

    /// <summary>A chunk has arrived.</summary>
    public void Add(ChunkWork chunk)
    {
        lock (_gate)
            _chunks.Add(chunk.Record.Slot, chunk);
    }

    /// <summary>A chunk has ended. Before its result is sent: from then on the main rank may give the slot to another chunk.</summary>
    public void Remove(ChunkWork chunk)
    {
        lock (_gate)
            _chunks.Remove(chunk.Record.Slot);
    }

    /// <summary>Takes back what has not begun of a chunk, but for the first <paramref name="keep"/> items. False where there is nothing, or the chunk has ended.</summary>
    public bool TryGiveBack(int slot, int keep, out ChunkReturnRecord record)
    {
        record = default;
        lock (_gate)
        {
            if (!_chunks.TryGetValue(slot, out ChunkWork? chunk) || !chunk.TryGiveBack(keep, out int first))
                return false;
            // Nothing has begun of it: no result follows, and the slot is free.
            if (first == 0)
                _chunks.Remove(slot);
            record = new ChunkReturnRecord { Slot = slot, Sequence = chunk.Record.Sequence, First = first };
            return true;
        }
    }

    /// <summary>Lets no item begin any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (ChunkWork chunk in _chunks.Values)
                chunk.TryGiveBack(0, out _);
        }
    }
}
