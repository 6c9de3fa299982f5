using System.Collections;
using System.Runtime.ExceptionServices;

namespace MpiPool.Scheduling.Maps;

/// <summary>The results of a map as a sequence: enumerated once, by one thread at a time, which drives the traffic where it has to wait.</summary>
internal sealed class MapResults<TItem, TResult>(MapRun<TItem, TResult> run) : IEnumerable<TResult>, IEnumerator<TResult>
{
    private TResult[] _results = [];
    private int _position = -1;
    private int _end;
    private bool _enumerated;

    public TResult Current => _results[_position];

    object? IEnumerator.Current => Current;

    public IEnumerator<TResult> GetEnumerator()
    {
        SingleEnumeration.Claim(ref _enumerated);
        return this;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool MoveNext()
    {
        int next = _position + 1;
        if (next >= _end)
            return TryTakeMore();
        _position = next;
        return true;
    }

    public void Reset() => throw new NotSupportedException("The results of a map can be enumerated once.");

    public void Dispose() => run.Stop();

    private bool TryTakeMore()
    {
        // An error on the way leaves nothing to yield.
        _end = 0;
        do
        {
            if (!run.Advance())
                return false;
            if (run.Status == ItemStatus.Failed)
            {
                Exception error = run.Block!.ErrorOf(run.Start);
                run.Stop();
                ExceptionDispatchInfo.Throw(error);
            }
        }
        while (run.Status == ItemStatus.Skipped);
        _results = run.Block!.Results;
        _position = run.Start;
        _end = run.Start + run.Count;
        return true;
    }
}

/// <summary>The rule that the results of a map are enumerated once.</summary>
internal static class SingleEnumeration
{
    /// <summary>Claims the one enumeration.</summary>
    /// <exception cref="InvalidOperationException">It was claimed before.</exception>
    public static void Claim(ref bool enumerated)
    {
        if (enumerated)
            throw new InvalidOperationException("The results of a map can be enumerated once. Keep them with ToArray() or ToList(), or start another map.");
        enumerated = true;
    }
}
