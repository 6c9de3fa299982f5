namespace MpiPool.Mpi.PoolProgram;

/// <summary>Maps by columns and by rows, in every form, over processes.</summary>
internal static class MapScenario
{
    private const int Many = 200_000;

    public static async Task<int> Run(string[] args) => await WorkerPool.RunAsync(args, async pool =>
    {
        Columns(pool);
        Rows(pool);
        Errors(pool);
        await Asynchronous(pool);
        Stopped(pool);
        Console.WriteLine("maps done");
    });

    private static void Columns(WorkerPool pool)
    {
        double[] items = [.. Enumerable.Range(0, Many).Select(static i => (double)i)];
        Expect.True(pool.Map(Kernels.Tasks.Handles.Square, items).SequenceEqual(items.Select(static x => x * x)), "a map of an array keeps the order");
        Expect.True(pool.MapUnordered(Kernels.Tasks.Handles.Square, items.AsEnumerable()).Order().SequenceEqual(items.Select(static x => x * x)), "a map as completed loses nothing");
        var squares = new double[Many];
        pool.MapInto(Kernels.Tasks.Handles.Square, items, squares);
        Expect.True(squares.SequenceEqual(items.Select(static x => x * x)), "a map into an array fills it");
        Expect.True(pool.Map(Kernels.Tasks.Handles.Divide, [8, 9, 10], [4, 3]).SequenceEqual([2, 3]), "two sequences, as far as the shorter one");
    }

    private static void Rows(WorkerPool pool)
    {
        Expect.True(pool.Map(Kernels.Tasks.Handles.LengthOf, Enumerable.Range(0, 3000).Select(static i => new string('x', i % 50))).SequenceEqual(Enumerable.Range(0, 3000).Select(static i => i % 50)), "strings");
        Expect.True(pool.Map(static i => Kernels.Tasks.Square(i), Enumerable.Range(0, Many)).SequenceEqual(Enumerable.Range(0, Many).Select(static i => (double)i * i)), "calls that a lambda makes");
        byte[] large = [.. Enumerable.Range(0, 300_000).Select(static i => (byte)i)];
        byte[] reversed = [.. large.Reverse()];
        Expect.True(pool.Map(Kernels.Tasks.Handles.Reverse, Enumerable.Repeat(large, 20)).All(result => result.SequenceEqual(reversed)), "large arrays");
    }

    private static void Errors(WorkerPool pool)
    {
        foreach (MapOutcome<(int, int), int> outcome in pool.MapOutcomes(Kernels.Tasks.Handles.Divide, Enumerable.Range(0, 1000).Select(static i => (i, i % 10))))
        {
            Expect.Equal(outcome.Input.Item2 != 0, outcome.IsSuccess, "who divides by zero fails alone");
            Expect.True(outcome.Rank >= 1 && outcome.Rank < pool.Size, "a worker ran it");
            if (outcome.IsSuccess)
                Expect.Equal(outcome.Input.Item1 / outcome.Input.Item2, outcome.Value, "a quotient");
            else
                Expect.True(outcome.Error!.InnerException is DivideByZeroException, "the error's type");
        }
        Grudging[] values = [.. Enumerable.Range(0, 30).Select(static i => new Grudging { Value = i % 7 == 3 ? -1 : i })];
        Expect.Equal(26, pool.Map(Kernels.Tasks.Handles.Take, values, new MapOptions { Errors = MapErrors.Skip }).Count(), "what cannot be written fails alone");
        MapOptions replaced = new MapOptions().SetReplacement(-1);
        Expect.True(pool.Map(Kernels.Tasks.Handles.Divide, [6, 6, 6], [1, 0, 3], replaced).SequenceEqual([6, -1, 2]), "a value in place of what fails");
        Unlucky[] unlucky = [.. Enumerable.Range(0, 30).Select(Unlucky.Of)];
        Expect.Equal(29, pool.Map(Kernels.Tasks.Handles.TakeUnlucky, unlucky, new MapOptions { ChunkSize = 30, Errors = MapErrors.Skip }).Count(), "what cannot be read on the worker fails alone");
        Expect.Equal(29, pool.Map(Kernels.Tasks.Handles.GiveUnlucky, Enumerable.Range(0, 30), new MapOptions { ChunkSize = 30, Errors = MapErrors.Skip }).Count(), "a result that cannot be read fails alone");
    }

    private static async Task Asynchronous(WorkerPool pool)
    {
        double sum = 0;
        await foreach (double square in pool.MapAsync(Kernels.Tasks.Handles.Square, Enumerable.Range(0, 1000).Select(static i => (double)i)))
            sum += square;
        Expect.Equal(332_833_500.0, sum, "the sum of squares");
        await pool.ForEachAsync(static i => Kernels.Tasks.Later($"{i}"), Enumerable.Range(0, 200));
    }

    private static void Stopped(WorkerPool pool)
    {
        Expect.Equal(285.0, pool.Map(Kernels.Tasks.Handles.Square, Endless()).Take(10).Sum(), "the head of an endless map");
        Expect.Equal(9.0, pool.Apply(Kernels.Tasks.Square(3)), "the pool goes on");
        int pulled = 0;
        bool isDisposed = false;
        var results = new List<int>();
        var error = Expect.Throws<RemoteTaskException>(
            () =>
            {
                foreach (int quotient in pool.Map(Kernels.Tasks.Handles.Divide, Divisors(), new MapOptions { Window = 64 }))
                    results.Add(quotient);
            },
            "an endless map with an error");
        Expect.True(error.InnerException is DivideByZeroException && results.Count == 1000, $"the error comes after the {results.Count} results before it");
        Expect.True(isDisposed && pulled <= 1000 + 64, $"{pulled} items were read, then no more");

        IEnumerable<(int, int)> Divisors()
        {
            try
            {
                for (pulled = 1; ; pulled++)
                    yield return (pulled, 1001 - pulled);
            }
            finally
            {
                isDisposed = true;
            }
        }
    }

    private static IEnumerable<double> Endless()
    {
        for (double x = 0; ; x++)
            yield return x;
    }
}
