namespace MpiPool.Serving;

/// <summary>
/// A ring of calls with one producer and one consumer, neither of which waits for the other. Calls between them can be claimed by the
/// producer: a claim and the consumer's are decided by compare-and-swap, one a call.
/// </summary>
/// <remarks>
/// The producer is the holder of the progress role (<see cref="TryAdd"/> and the claims), the consumer the thread that runs tasks
/// (<see cref="TryTake"/>). A slot is empty, waiting (its call belongs to whoever claims it) or claimed (the consumer passes over it). The
/// role's exchange orders one producer's writes before the next one's.
/// </remarks>
internal sealed class CallRing(int capacity)
{
    private const int Empty = 0;
    private const int Waiting = 1;
    private const int Claimed = 2;

    private readonly Slot[] _slots = new Slot[capacity];
    private int _tail;
    private int _head;
    private CallRing? _next;

    /// <summary>How many calls fit in; a power of two.</summary>
    public int Capacity => _slots.Length;

    /// <summary>The ring that the producer went over to when this one was full; the consumer follows when this one is empty.</summary>
    public CallRing? Next => Volatile.Read(ref _next);

    /// <summary>Adds a call; false where the ring is full. The producer.</summary>
    public bool TryAdd(in QueuedCall call)
    {
        ref Slot slot = ref _slots[_tail];
        if (Volatile.Read(ref slot.State) != Empty)
            return false;
        slot.Call = call;
        Volatile.Write(ref slot.State, Waiting);
        _tail = (_tail + 1) & (_slots.Length - 1);
        return true;
    }

    /// <summary>Ends this ring: what comes later is in <paramref name="next"/>. The producer.</summary>
    public void Append(CallRing next) => Volatile.Write(ref _next, next);

    /// <summary>The call at the head, not yet claimed: it may be claimed by the producer until <see cref="TryTake"/>. Passes over claimed ones. The consumer.</summary>
    public bool TryPeek(ref int passed, out QueuedCall call)
    {
        while (true)
        {
            ref Slot slot = ref _slots[_head];
            switch (Volatile.Read(ref slot.State))
            {
                case Waiting:
                    call = slot.Call;
                    return true;
                case Claimed:
                    Volatile.Write(ref slot.State, Empty);
                    _head = (_head + 1) & (_slots.Length - 1);
                    passed++;
                    break;
                default:
                    call = default;
                    return false;
            }
        }
    }

    /// <summary>Claims the call at the head; false where the producer was faster. The consumer, after <see cref="TryPeek"/>.</summary>
    public bool TryTake()
    {
        // Straight to empty: the call was copied before, and the producer may write into the slot at once.
        if (Interlocked.CompareExchange(ref _slots[_head].State, Empty, Waiting) != Waiting)
            return false;
        _head = (_head + 1) & (_slots.Length - 1);
        return true;
    }

    /// <summary>Claims the call with a number. The producer.</summary>
    public bool TryClaim(int number, out QueuedCall call)
    {
        for (int i = 1; i <= _slots.Length; i++)
        {
            ref Slot slot = ref _slots[(_tail - i) & (_slots.Length - 1)];
            if (Volatile.Read(ref slot.State) == Empty)
                break;
            // Only the producer writes calls, so that the number read here is that of the call which the claim is for.
            if (slot.Call is { Chunk: null, Record.Slot: var own } && own == number && TryClaim(ref slot, out call))
                return true;
        }
        call = default;
        return false;
    }

    /// <summary>Claims the last call. The producer.</summary>
    /// <param name="groupsToo">Whether it may be a member of a task group.</param>
    /// <param name="call">The call.</param>
    public bool TryClaimLast(bool groupsToo, out QueuedCall call)
    {
        for (int i = 1; i <= _slots.Length; i++)
        {
            ref Slot slot = ref _slots[(_tail - i) & (_slots.Length - 1)];
            if (Volatile.Read(ref slot.State) == Empty)
                break;
            // Items of chunks are given back through the ChunkTable.
            if (slot.Call.Chunk is null && (groupsToo || slot.Call.Description?.Group is null) && TryClaim(ref slot, out call))
                return true;
        }
        call = default;
        return false;
    }

    private static bool TryClaim(ref Slot slot, out QueuedCall call)
    {
        if (Interlocked.CompareExchange(ref slot.State, Claimed, Waiting) != Waiting)
        {
            call = default;
            return false;
        }
        call = slot.Call;
        return true;
    }

    private struct Slot
    {
        public QueuedCall Call;
        public int State;
    }
}
