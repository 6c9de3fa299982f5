namespace MpiPool.Transports;

/// <summary>What ranks do together outside a pool or inside a task group. They tell each other, so that one that does something else is found and not waited for.</summary>
internal enum CollectiveKind
{
    /// <summary>A barrier.</summary>
    Barrier = 1,

    /// <summary>The opening of a pool.</summary>
    Open = 2,

    /// <summary>The end of the program, or of the task.</summary>
    End = 3,

    /// <summary>A broadcast.</summary>
    Broadcast = 4,

    /// <summary>A gather at one rank.</summary>
    Gather = 5,

    /// <summary>A gather at all ranks.</summary>
    AllGather = 6,

    /// <summary>A reduction at one rank.</summary>
    Reduce = 7,

    /// <summary>A reduction at all ranks.</summary>
    AllReduce = 8,

    /// <summary>The making of other communicators.</summary>
    Split = 9,
}

/// <summary>Names of <see cref="CollectiveKind"/> for messages.</summary>
internal static class CollectiveNames
{
    /// <summary>What a rank does, as in "rank 1 waits at a barrier".</summary>
    public static string Of(CollectiveKind kind) => kind switch
    {
        CollectiveKind.Barrier => "waits at a barrier",
        CollectiveKind.Open => "opens a pool",
        CollectiveKind.End => "ends",
        CollectiveKind.Broadcast => "broadcasts",
        CollectiveKind.Gather => "gathers",
        CollectiveKind.AllGather => "gathers for all",
        CollectiveKind.Reduce => "reduces",
        CollectiveKind.AllReduce => "reduces for all",
        _ => "splits the communicator",
    };
}
