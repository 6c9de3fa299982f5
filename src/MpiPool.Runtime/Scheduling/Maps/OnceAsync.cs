namespace MpiPool.Scheduling.Maps;

/// <summary>Asynchronous results that can be enumerated once.</summary>
internal sealed class OnceAsync<T>(IAsyncEnumerable<T> results) : IAsyncEnumerable<T>
{
    private bool _enumerated;

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        SingleEnumeration.Claim(ref _enumerated);
        return results.GetAsyncEnumerator(cancellationToken);
    }
}
