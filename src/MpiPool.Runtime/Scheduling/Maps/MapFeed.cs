using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>
/// A map as the scheduler sees it: items to be handed out in chunks, and places for their results. The consumer's thread adds items; everything
/// that is not marked otherwise is called under the progress role and runs no user code but that of writing arguments and reading results.
/// </summary>
internal abstract class MapFeed
{
    private int _isOffered;

    protected MapFeed(long firstSequence, ChunkSizer sizer)
    {
        FirstSequence = firstSequence;
        Sizer = sizer;
    }

    /// <summary>The sequence number of item 0.</summary>
    public long FirstSequence { get; }

    /// <summary>How large chunks are.</summary>
    public ChunkSizer Sizer { get; }

    /// <summary>Whether nobody wants results any more. Any thread.</summary>
    public abstract bool IsStopped { get; }

    /// <summary>Items that can be handed out. A hint on other threads.</summary>
    public abstract long Left { get; }

    /// <summary>The memory of the caller that large results of rows are received into, each at its item's number; null where there is none.</summary>
    public virtual IReceiveDestination? RowDestination => null;

    /// <summary>Claims the feed's place among those offered; false where it has one. Any thread.</summary>
    public bool TryMarkOffered() => Interlocked.Exchange(ref _isOffered, 1) == 0;

    /// <summary>The feed has no place among those offered any more.</summary>
    public void ClearOffered() => Volatile.Write(ref _isOffered, 0);

    /// <summary>Fills a chunk with up to <paramref name="most"/> items and writes it. False where no item could be: those that cannot be written have failed.</summary>
    public abstract bool TryTake(Chunk chunk, int most, PayloadBuffer frame);

    /// <summary>Takes the results of a chunk's items that began.</summary>
    /// <exception cref="WireFormatException">The bytes are no such results.</exception>
    public abstract void Complete(Chunk chunk, ReceivedFrame frame, in ChunkResultRecord record, long offset, in ChunkRun run);

    /// <summary>Takes items back, to hand them out again, unless the map was stopped or <paramref name="cancel"/>.</summary>
    public abstract void Return(long first, int count, bool cancel);

    /// <summary>Drops all items that have not been handed out, of a map that was stopped. Returns how many.</summary>
    public abstract int Abandon();

    /// <summary>Items that will have no result: their places get the error.</summary>
    public abstract void Fail(long first, int count, Exception error);

    /// <summary>Fails all items that have not been handed out.</summary>
    public abstract void FailRest(Exception error);
}
