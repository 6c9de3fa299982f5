using System.Collections.Concurrent;

namespace MpiPool.Runtime.Tests;

/// <summary>What tasks note of themselves, in the order they ran. A test takes numbers of its own.</summary>
internal static class Notes
{
    private const long NumbersOfOneTest = 1000;
    private static readonly ConcurrentQueue<long> s_notes = [];
    private static long s_next;

    /// <summary>The first of the numbers of one test.</summary>
    public static long New() => Interlocked.Increment(ref s_next) * NumbersOfOneTest;

    /// <summary>Notes a number; called by tasks.</summary>
    public static long Add(long number)
    {
        s_notes.Enqueue(number);
        return number;
    }

    /// <summary>The notes of one test, less its first number.</summary>
    public static long[] Of(long first) => [.. s_notes.Where(n => n >= first && n < first + NumbersOfOneTest).Select(n => n - first)];
}
