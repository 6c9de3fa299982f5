namespace MpiPool.Scheduling;

/// <summary>Calls that a worker has, by slot. A slot's number travels with the call and comes back with its result. Used under the progress role.</summary>
internal sealed class InFlightTable
{
    private Entry[] _entries = new Entry[256];
    private int _used;
    private int _firstFree = -1;
    private int _count;

    /// <summary>The number of calls in flight. Other threads may read it as a hint.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Slots that were ever used; for walks over the table.</summary>
    public int Capacity => _used;

    /// <summary>Enters a call and returns its slot.</summary>
    public int Add(in PendingCall call, int worker)
    {
        int slot = _firstFree;
        if (slot >= 0)
        {
            _firstFree = _entries[slot].NextFree;
        }
        else
        {
            slot = _used++;
            if (slot == _entries.Length)
                Array.Resize(ref _entries, slot * 2);
        }
        _entries[slot] = new Entry { Call = call, Worker = worker };
        _count++;
        return slot;
    }

    /// <summary>Finds a call.</summary>
    public bool TryGet(int slot, out PendingCall call, out int worker)
    {
        if ((uint)slot >= (uint)_used || _entries[slot].Call.Call is null)
        {
            call = default;
            worker = -1;
            return false;
        }
        call = _entries[slot].Call;
        worker = _entries[slot].Worker;
        return true;
    }

    /// <summary>Frees a slot.</summary>
    public void Remove(int slot)
    {
        _entries[slot] = new Entry { NextFree = _firstFree };
        _firstFree = slot;
        _count--;
    }

    private struct Entry
    {
        public PendingCall Call;
        public int Worker;
        public int NextFree;
    }
}
