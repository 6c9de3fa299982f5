namespace MpiPool.Mpi.PoolProgram;

/// <summary>Many ranks on few processors.</summary>
internal static class CrowdScenario
{
    public static Task<int> Run(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        Sighting[] sightings = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => pool.Submit(Kernels.Tasks.Where(i)))).WaitAsync(2 * Expect.Limit);
        Expect.True(sightings.Select(static (sighting, i) => sighting.Item == i).All(static right => right), "1,000 tasks");
        for (int i = 0; i < 20; i++)
            Expect.Equal((double)i * i, pool.Apply(Kernels.Tasks.Square(i)), "apply");
        Console.WriteLine($"crowd done, {pool.Size} ranks");
    });
}
