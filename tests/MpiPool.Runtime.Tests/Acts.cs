using System.Collections.Concurrent;

namespace MpiPool.Runtime.Tests;

/// <summary>What a test wants done inside a task, by number: the argument of the task.</summary>
internal static class Acts
{
    private static readonly ConcurrentDictionary<long, Action> s_acts = new();
    private static long s_next;

    /// <summary>Notes an act and gives its number.</summary>
    public static long Add(Action act)
    {
        long number = Interlocked.Increment(ref s_next);
        s_acts[number] = act;
        return number;
    }

    /// <summary>Does it.</summary>
    public static long Do(long number)
    {
        s_acts[number]();
        return number;
    }
}
