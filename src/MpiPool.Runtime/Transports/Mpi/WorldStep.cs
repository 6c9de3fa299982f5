namespace MpiPool.Transports.Mpi;

/// <summary>What all ranks must do together. They tell each other, so that one that does something else is found and not waited for.</summary>
internal enum WorldStep
{
    /// <summary>A barrier outside any pool.</summary>
    Barrier = 1,

    /// <summary>The opening of a pool.</summary>
    Open = 2,

    /// <summary>The end of the program.</summary>
    End = 3,
}
