namespace MpiPool.Wire;

/// <summary>
/// One version of a shared value on the main rank. Used by its handle, and by every frame that names it until that has been sent; when nobody
/// does any more, it is freed on the workers. Counting is thread-safe.
/// </summary>
internal sealed class SharedVersion
{
    private readonly SharedSender _sender;
    private UserCount _users;

    /// <param name="key">Its name.</param>
    /// <param name="sender">Sends it.</param>
    /// <param name="frames">One complete frame for each child in the tree of ranks.</param>
    /// <param name="mapping">The bytes as ranks of this host can map them; null where there is no such rank, or no such mapping.</param>
    public SharedVersion(SharedKey key, SharedSender sender, PayloadBuffer[] frames, MappingHold? mapping)
    {
        Mapping = mapping;
        Key = key;
        _sender = sender;
        Frames = frames;
    }

    /// <summary>Its name.</summary>
    public SharedKey Key { get; }

    /// <summary>What is to be sent; null once it has been. Under the progress role.</summary>
    public PayloadBuffer[]? Frames { get; set; }

    /// <summary>The mapping of its bytes, of which it has a use until it was sent or dropped.</summary>
    public MappingHold? Mapping { get; }

    /// <summary>Whose it is.</summary>
    public PayloadBufferPool Pool => _sender.Buffers;

    /// <summary>Adds a user. False where it is being freed.</summary>
    public bool TryAddUser() => _users.TryAdd();

    /// <summary>Ends one use.</summary>
    public void RemoveUser()
    {
        if (_users.Remove())
            _sender.RequestFree(this);
    }
}
