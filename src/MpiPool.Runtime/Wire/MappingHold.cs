using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>A mapping and the count of those that need it, its maker included; it goes with the last of them. Thread-safe.</summary>
internal sealed class MappingHold(HostMapping mapping)
{
    private UserCount _users;

    /// <summary>The mapping.</summary>
    public HostMapping Mapping => mapping;

    /// <summary>Adds a user. False where the last one has gone.</summary>
    public bool TryAddUser() => _users.TryAdd();

    /// <summary>Ends one use.</summary>
    public void Release()
    {
        if (_users.Remove())
            mapping.Dispose();
    }
}
