using System.Collections;
using MpiPool.Scheduling.Maps;

namespace MpiPool;

/// <summary>
/// The results of a map as a sequence: to be enumerated once, by one thread at a time, which drives the communication where it has to wait.
/// Results come in runs; <c>foreach</c> over this type, <see cref="ToArray"/> and <see cref="ToList"/> make no call for each of them, as
/// <see cref="IEnumerable{T}"/> does.
/// </summary>
/// <typeparam name="TResult">The results.</typeparam>
public abstract partial class MapResults<TResult> : IEnumerable<TResult>
{
    private bool _enumerated;

    // The runs that were taken, for an enumerator to know whether it has taken all of them.
    private long _runs;

    private protected MapResults()
    {
    }

    /// <summary>How many results there will be; 0 where that is not known.</summary>
    private protected abstract int ExpectedCount { get; }

    /// <summary>Begins the one enumeration.</summary>
    /// <returns>The enumerator. Where it is disposed before the end, what has not started is cancelled.</returns>
    /// <exception cref="InvalidOperationException">The results were enumerated before.</exception>
    public Enumerator GetEnumerator()
    {
        SingleEnumeration.Claim(ref _enumerated);
        return new Enumerator(this);
    }

    IEnumerator<TResult> IEnumerable<TResult>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Waits for all results, as an enumeration would, and throws what it would throw.</summary>
    /// <returns>The results in the order of the enumeration.</returns>
    /// <exception cref="InvalidOperationException">The results were enumerated before.</exception>
    public TResult[] ToArray()
    {
        SingleEnumeration.Claim(ref _enumerated);
        try
        {
            var all = new TResult[ExpectedCount];
            int count = 0;
            while (TryTakeRun(out TResult[] results, out int start, out int length))
            {
                if (length > all.Length - count)
                    Array.Resize(ref all, (int)Math.Clamp(2L * all.Length, checked(count + length), Math.Max(Array.MaxLength, count + length)));
                results.AsSpan(start, length).CopyTo(all.AsSpan(count));
                count += length;
            }
            Array.Resize(ref all, count);
            return all;
        }
        finally
        {
            Stop();
        }
    }

    /// <summary>Waits for all results, as an enumeration would, and throws what it would throw.</summary>
    /// <returns>The results in the order of the enumeration.</returns>
    /// <exception cref="InvalidOperationException">The results were enumerated before.</exception>
    public List<TResult> ToList()
    {
        SingleEnumeration.Claim(ref _enumerated);
        try
        {
            var all = new List<TResult>(ExpectedCount);
            while (TryTakeRun(out TResult[] results, out int start, out int length))
                all.AddRange(results.AsSpan(start, length));
            return all;
        }
        finally
        {
            Stop();
        }
    }

    /// <summary>Takes the next results; waits for them, driving the communication. False at the end.</summary>
    private protected abstract bool TryTakeRun(out TResult[] results, out int start, out int length);

    /// <summary>Ends the map where it has not ended.</summary>
    private protected abstract void Stop();
}
