using MpiPool.BenchmarkRunner.Contestants;

namespace MpiPool.BenchmarkRunner.Measuring;

/// <summary>Takes all contestants through the rounds, in turns, so that a slow stretch of the machine meets all of them alike.</summary>
internal static class Rounds
{
    /// <summary>Runs <paramref name="rounds"/> rounds. A run that fails is noted in its rows, and the others go on.</summary>
    public static async Task<Results> RunAsync(IReadOnlyList<Contestant> contestants, int rounds, Action<string> report)
    {
        ILookup<Contestant, Row> rows = contestants.SelectMany(static c => c.Readings, static (c, reading) => new Row(c, reading)).ToLookup(static row => row.Contestant);
        for (int round = 1; round <= rounds; round++)
        {
            for (int i = 0; i < contestants.Count; i++)
            {
                Contestant contestant = contestants[i];
                report($"round {round} of {rounds}, run {i + 1} of {contestants.Count}: {contestant.Launch}");
                Launching.Outcome outcome = await contestant.Launch.RunAsync();
                foreach (Row row in rows[contestant])
                    row.Add(outcome);
            }
        }
        return new Results([.. contestants.SelectMany(contestant => rows[contestant])]);
    }
}
