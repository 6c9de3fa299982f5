namespace MpiPool.Scheduling.Maps;

/// <summary>Sequences read side by side, as far as the shortest one goes.</summary>
internal static class Zipped
{
    /// <summary>A function of two arguments as one of pairs.</summary>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    public static Func<(T1, T2), TaskCall<TResult>> Call<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return item => call(item.Item1, item.Item2);
    }

    /// <summary>A function of three arguments as one of triples.</summary>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    public static Func<(T1, T2, T3), TaskCall<TResult>> Call<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return item => call(item.Item1, item.Item2, item.Item3);
    }

    /// <summary>A function of four arguments as one of quadruples.</summary>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    public static Func<(T1, T2, T3, T4), TaskCall<TResult>> Call<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, TaskCall<TResult>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return item => call(item.Item1, item.Item2, item.Item3, item.Item4);
    }

    /// <summary>Two sequences.</summary>
    /// <exception cref="ArgumentNullException">A sequence is null.</exception>
    public static IEnumerable<(T1, T2)> From<T1, T2>(IEnumerable<T1> first, IEnumerable<T2> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.Zip(second);
    }

    /// <summary>Three sequences.</summary>
    /// <exception cref="ArgumentNullException">A sequence is null.</exception>
    public static IEnumerable<(T1, T2, T3)> From<T1, T2, T3>(IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third)
    {
        ArgumentNullException.ThrowIfNull(third);
        return From(first, second).Zip(third, static (pair, item) => (pair.Item1, pair.Item2, item));
    }

    /// <summary>Four sequences.</summary>
    /// <exception cref="ArgumentNullException">A sequence is null.</exception>
    public static IEnumerable<(T1, T2, T3, T4)> From<T1, T2, T3, T4>(IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, IEnumerable<T4> fourth)
    {
        ArgumentNullException.ThrowIfNull(fourth);
        return From(first, second, third).Zip(fourth, static (triple, item) => (triple.Item1, triple.Item2, triple.Item3, item));
    }
}
