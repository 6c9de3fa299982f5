namespace MpiPool.Scheduling.Maps;

/// <summary>Chunks that workers have, by slot. Used under the progress role.</summary>
internal sealed class ChunksInFlight
{
    private readonly List<Chunk> _all = [];
    private readonly Stack<Chunk> _free = new();
    private int _count;

    /// <summary>The number of chunks in flight. Other threads may read it as a hint.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A chunk for a free slot, empty.</summary>
    public Chunk Add(MapFeed feed)
    {
        if (!_free.TryPop(out Chunk? chunk))
            _all.Add(chunk = new Chunk(_all.Count));
        chunk.Feed = feed;
        chunk.IsRecalled = false;
        _count++;
        return chunk;
    }

    /// <summary>The chunk of a slot, if one is in flight there.</summary>
    public Chunk? Find(int slot) => (uint)slot < (uint)_all.Count && _all[slot] is { Feed: not null } chunk ? chunk : null;

    /// <summary>Frees a chunk's slot.</summary>
    public void Remove(Chunk chunk)
    {
        chunk.Feed = null;
        _free.Push(chunk);
        _count--;
    }

    /// <summary>The slots that were ever used; <see cref="Find"/> tells which are in use.</summary>
    public int Capacity => _all.Count;
}
