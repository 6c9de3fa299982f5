namespace MpiPool.Scheduling.Maps;

/// <summary>What has become of an item.</summary>
internal enum ItemStatus : byte
{
    /// <summary>It has no result yet.</summary>
    Pending = 0,

    /// <summary>It has no result yet and runs as a call of its own.</summary>
    Single = 1,

    /// <summary>Its result is there.</summary>
    Done = 2,

    /// <summary>Its error is there.</summary>
    Failed = 3,

    /// <summary>It failed, and the caller wants to hear nothing of it.</summary>
    Skipped = 4,
}
