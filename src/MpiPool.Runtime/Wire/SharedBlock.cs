namespace MpiPool.Wire;

/// <summary>
/// A native block with a received segment, used by the frame it came with and by sends of memory lent from it. It goes back to its pool with
/// the last of them. Thread-safe.
/// </summary>
internal sealed class SharedBlock
{
    private readonly NativeBlockPool _pool;
    private readonly NativeBlock _block;
    private int _users = 1;
    private volatile bool _ended;

    /// <summary>Rents a block, for its first user.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for it.</exception>
    public SharedBlock(NativeBlockPool pool, long length)
    {
        _pool = pool;
        _block = pool.Rent(length);
    }

    /// <summary>Where the bytes stand.</summary>
    public nint Address => _block.Address;

    /// <summary>Whether the tasks that the segment came for have ended.</summary>
    public bool HasEnded => _ended;

    /// <summary>Keeps the block for one more user. False where it is gone.</summary>
    public bool TryAddUser()
    {
        int users = Volatile.Read(ref _users);
        while (users != 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
                return true;
            users = seen;
        }
        return false;
    }

    /// <summary>Ends one use.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            _pool.Return(_block);
    }

    /// <summary>Ends the frame's use: what was lent from the block can be read no more.</summary>
    public void End()
    {
        _ended = true;
        Release();
    }
}
