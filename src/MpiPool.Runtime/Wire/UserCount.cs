namespace MpiPool.Wire;

/// <summary>Counts the users of something that goes with the last of them, its first one included. A mutable struct: one a thing. Thread-safe.</summary>
internal struct UserCount
{
    // Counted from the first: the value of a new one is right.
    private int _more;

    /// <summary>Adds a user. False where the last one has gone.</summary>
    public bool TryAdd()
    {
        int more = Volatile.Read(ref _more);
        while (more >= 0)
        {
            int seen = Interlocked.CompareExchange(ref _more, more + 1, more);
            if (seen == more)
                return true;
            more = seen;
        }
        return false;
    }

    /// <summary>Ends one use. Returns whether it was the last.</summary>
    public bool Remove() => Interlocked.Decrement(ref _more) < 0;
}
