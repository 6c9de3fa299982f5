namespace MpiPool.Wire;

/// <summary>
/// Native memory with a received segment, or mapped with what another process has received, used by the frame it came with and by sends of
/// memory lent from it. It goes with the last of them. Thread-safe.
/// </summary>
internal sealed class SharedBlock
{
    private readonly NativeBlockPool? _pool;
    private readonly NativeBlock? _block;
    private readonly MappingHold? _mapping;
    private UserCount _users;
    private volatile bool _ended;

    /// <summary>Rents a block, for its first user.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for it.</exception>
    public SharedBlock(NativeBlockPool pool, long length)
    {
        _pool = pool;
        _block = pool.Rent(length);
        Address = _block.Address;
    }

    /// <summary>A part of a mapping, for its first user. Takes over a use of the mapping.</summary>
    public SharedBlock(MappingHold mapping, long offset)
    {
        _mapping = mapping;
        Address = (nint)(mapping.Mapping.Address + offset);
    }

    /// <summary>Where the bytes stand.</summary>
    public nint Address { get; }

    /// <summary>Whether the tasks that the segment came for have ended.</summary>
    public bool HasEnded => _ended;

    /// <summary>Keeps the block for one more user. False where it is gone.</summary>
    public bool TryAddUser() => _users.TryAdd();

    /// <summary>Ends one use.</summary>
    public void Release()
    {
        if (!_users.Remove())
            return;
        if (_block is not null)
            _pool!.Return(_block);
        _mapping?.Release();
    }

    /// <summary>Ends the frame's use: what was lent from the block can be read no more.</summary>
    public void End()
    {
        _ended = true;
        Release();
    }
}
