namespace MpiPool.Wire;

/// <summary>
/// One version of a shared value on the main rank. Used by its handle, and by every frame that names it until that has been sent; when nobody
/// does any more, it is freed on the workers. Counting is thread-safe.
/// </summary>
internal sealed class SharedVersion
{
    private readonly SharedSender _sender;
    private int _users = 1;

    /// <param name="key">Its name.</param>
    /// <param name="sender">Sends it.</param>
    /// <param name="frames">One complete frame for each child in the tree of ranks.</param>
    public SharedVersion(SharedKey key, SharedSender sender, PayloadBuffer[] frames)
    {
        Key = key;
        _sender = sender;
        Frames = frames;
    }

    /// <summary>Its name.</summary>
    public SharedKey Key { get; }

    /// <summary>What is to be sent; null once it has been. Under the progress role.</summary>
    public PayloadBuffer[]? Frames { get; set; }

    /// <summary>Whose it is.</summary>
    public PayloadBufferPool Pool => _sender.Buffers;

    /// <summary>Adds a user. False where it is being freed.</summary>
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
    public void RemoveUser()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            _sender.RequestFree(this);
    }
}
