using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>
/// A map whose results are rows of one large memory, in chunks: small rows travel many at a time, large ones are received into their places. See
/// <see cref="MapIntoRun{T, TResult}"/>.
/// </summary>
internal sealed class MapRowsRun<T, TElement>(Scheduler scheduler, ProgressLoop loop, TaskHandle<T, TElement[]> task, ReadOnlyMemory<T> items, RowPlaces<TElement> places, MapSettings settings, ChunkSizer sizer)
    : MapIntoRun<T, TElement[]>(scheduler, loop, new HandleForm<T, TElement[]>(task), items, default, settings, [], sizer) where TElement : unmanaged
{
    /// <inheritdoc/>
    public override IReceiveDestination? RowDestination => places;

    /// <inheritdoc/>
    public override void Run()
    {
        try
        {
            base.Run();
        }
        finally
        {
            places.IsClosed = true;
        }
    }

    /// <inheritdoc/>
    protected override Span<TElement[]> Results(long first, int count) => default;

    /// <inheritdoc/>
    protected override Exception? ReadRow(ref PayloadReader reader, long number, in T item, Span<TElement[]> results, int place) => places.Read(ref reader, (int)number, places);

    /// <inheritdoc/>
    protected override void Replace(long item) => places.Replace((int)item);
}
