namespace MpiPool.Scheduling.Maps;

/// <summary>How many items of a map may be in flight or unread at once where the caller does not say.</summary>
internal static class MapWindow
{
    private const int Limit = 1 << 16;

    /// <summary>At the start: enough that every worker has work while its result is read.</summary>
    public static int Smallest(int workers) => Math.Min(4 * workers, Limit);

    /// <summary>At most, however short the tasks are.</summary>
    public static int Largest(int workers) => For(workers, TaskTimes.MaximumCredit);

    /// <summary>Twice the calls the workers may hold: while one half is worked on, the other is read and refilled.</summary>
    public static int For(int workers, int credit) => (int)Math.Clamp((long)workers * 2 * credit, Smallest(workers), Limit);
}
