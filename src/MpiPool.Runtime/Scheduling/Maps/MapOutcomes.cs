using System.Collections;

namespace MpiPool.Scheduling.Maps;

/// <summary>The outcomes of a map as a sequence: enumerated once, by one thread at a time.</summary>
/// <param name="run">The map.</param>
/// <param name="inputOf">What the caller knows an item as.</param>
internal sealed class MapOutcomes<T, TItem, TResult>(MapRun<TItem, TResult> run, Func<TItem, T> inputOf) : IEnumerable<MapOutcome<T, TResult>>, IEnumerator<MapOutcome<T, TResult>>
{
    private MapOutcome<T, TResult>? _current;
    private int _position;
    private int _end;
    private bool _enumerated;

    public MapOutcome<T, TResult> Current => _current!;

    object? IEnumerator.Current => _current;

    public IEnumerator<MapOutcome<T, TResult>> GetEnumerator()
    {
        SingleEnumeration.Claim(ref _enumerated);
        return this;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool MoveNext()
    {
        if (_position == _end)
        {
            _end = _position = 0;
            if (!run.Advance())
                return false;
            _position = run.Start;
            _end = run.Start + run.Count;
        }
        _current = Make(run, _position++, inputOf);
        return true;
    }

    public void Reset() => throw new NotSupportedException("The results of a map can be enumerated once.");

    public void Dispose() => run.Stop();

    /// <summary>The outcome of an item of the map's present block.</summary>
    public static MapOutcome<T, TResult> Make(MapRun<TItem, TResult> run, int place, Func<TItem, T> inputOf)
    {
        MapBlock<TItem, TResult> block = run.Block!;
        T input = inputOf(block.Items[place]);
        long index = block.First + place;
        return run.Status == ItemStatus.Failed
            ? new MapOutcome<T, TResult>(index, input, block.ErrorOf(place), block.Added![place], block.Runs![place])
            : new MapOutcome<T, TResult>(index, input, block.Results[place], block.Added![place], block.Runs![place]);
    }
}
