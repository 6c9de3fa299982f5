namespace MpiPool.Transports;

/// <summary>An operation that was started. Opaque; completed ones are equal to <see cref="Completed"/>.</summary>
/// <param name="Handle">What the transport needs to test it.</param>
internal readonly record struct TransportRequest(nint Handle)
{
    /// <summary>A handle no transport uses for a pending operation.</summary>
    private const nint CompletedHandle = -1;

    /// <summary>The request of an operation that completed when it was started.</summary>
    public static TransportRequest Completed => new(CompletedHandle);

    /// <summary>Whether the operation has completed.</summary>
    public bool IsCompleted => Handle == CompletedHandle;
}
