namespace MpiPool.Wire;

/// <summary>
/// Bounds the bytes that a rank receives at once beside the messages themselves: large results of many workers wait at their senders, in
/// MPI's care, until others are whole. One frame is always let in, whatever its size. Used under the progress role.
/// </summary>
internal sealed class ReceiveBudget(long limit)
{
    /// <summary>Enough that transfers of several workers overlap, little beside the memory of a host.</summary>
    public const long DefaultLimit = 128L << 20;

    private long _taken;
    private bool _isAwaited;

    /// <summary>Begins to ask for the frames that wait, the oldest first: none overtakes another that did not fit, so that none waits for ever.</summary>
    public void BeginRound() => _isAwaited = false;

    /// <summary>Lets a frame in if its bytes fit.</summary>
    public bool TryTake(long bytes)
    {
        if (_isAwaited || (_taken != 0 && bytes > limit - _taken))
        {
            _isAwaited = true;
            return false;
        }
        _taken += bytes;
        return true;
    }

    /// <summary>Counts bytes that a frame needs beside those it was let in with.</summary>
    public void TakeMore(long bytes) => _taken += bytes;

    /// <summary>The frame is whole.</summary>
    public void Return(long bytes) => _taken -= bytes;
}
