namespace MpiPool.Benchmarks;

/// <summary>Maps of short tasks, in the forms that a program would use.</summary>
internal static class Maps
{
    // Counts are 1,000 doubled again and again: long ones are so many whole arrays. What a map allocates once is to be lost in the items of the longer
    // one; the shorter one and its results are touched again and again, so that no fresh page counts.
    private const int ArrayLength = 1000 << 10;
    private const int LongArrayLength = 1000 << 14;
    private static readonly string[] s_stations = ["Zugspitze", "Helgoland", "Brocken", "Feldberg"];

    /// <summary>Runs the named form for so many milliseconds; null where there is no such form.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static Task<string>? MeasureAsync(WorkerPool pool, string form, int milliseconds)
    {
        if (form == "array")
            return MeasureArrayAsync(pool, milliseconds);
        Action<int>? map = form switch
        {
            "enumerable" => count => Consume(pool.Map(Kernels.Tasks.Handles.Increment, Enumerable.Range(0, count))),
            "into" => IntoArray(pool),
            "factory" => count => Consume(pool.Map(Kernels.Tasks.Increment, Enumerable.Range(0, count))),
            "lambda" => count => Consume(pool.Map(static x => Kernels.Tasks.Increment(x), Enumerable.Range(0, count))),
            "records" => count => Weigh(pool, count),
            _ => null,
        };
        return map is null ? null : Load.MeasureAsync($"map-{form}", pool, milliseconds, count =>
        {
            map(count);
            return Task.CompletedTask;
        });
    }

    // The array is made before it counts, so that the allocations are the pool's.
    private static Task<string> MeasureArrayAsync(WorkerPool pool, int milliseconds)
    {
        int[] items = [];
        return Load.MeasureAsync("map-array", pool, milliseconds, Work, Prepare);

        void Prepare(int count)
        {
            if (items.Length != Math.Min(count, LongArrayLength))
                items = [.. Enumerable.Range(0, Math.Min(count, LongArrayLength))];
        }

        Task Work(int count)
        {
            for (int done = 0; done < count; done += items.Length)
                Consume(pool.Map(Kernels.Tasks.Handles.Increment, items));
            return Task.CompletedTask;
        }
    }

    private static Action<int> IntoArray(WorkerPool pool)
    {
        int[] items = [.. Enumerable.Range(0, ArrayLength)];
        int[] results = new int[ArrayLength];
        return count =>
        {
            for (; count > 0; count -= ArrayLength)
            {
                int length = Math.Min(count, ArrayLength);
                pool.MapInto(Kernels.Tasks.Handles.Increment, items.AsMemory(0, length), results.AsMemory(0, length));
                if (results[0] != 1 || results[length - 1] != length)
                    throw new InvalidOperationException($"The results are {results[0]} .. {results[length - 1]}.");
            }
        };
    }

    private static void Consume(MapResults<int> results)
    {
        int expected = 1;
        foreach (int result in results)
        {
            if (result != expected)
                throw new InvalidOperationException($"Result {expected - 1} is {result}.");
            expected++;
        }
    }

    private static void Weigh(WorkerPool pool, int count)
    {
        double sum = 0;
        foreach (double weight in pool.Map(Kernels.Tasks.Handles.Weigh, Readings(count)))
            sum += weight;
        double expected = Readings(count).Sum(static item => item.Item1.Length * item.Item2.Value);
        Check.Equal(expected, sum);
    }

    private static IEnumerable<(string, Reading)> Readings(int count)
    {
        for (int i = 0; i < count; i++)
            yield return (s_stations[i % s_stations.Length], new Reading(i, i % 100));
    }
}
