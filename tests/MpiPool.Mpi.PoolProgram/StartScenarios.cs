using System.Globalization;

namespace MpiPool.Mpi.PoolProgram;

/// <summary>Ranks that never come: one ends, while the others wait for it inside MPI's own start.</summary>
internal static class StartScenarios
{
    public static async Task<int> Run(string[] args, string how)
    {
        // The pool would have to initialize MPI to tell.
        string? rank = Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_RANK") ?? Environment.GetEnvironmentVariable("PMI_RANK");
        if (rank != 1.ToString(CultureInfo.InvariantCulture))
            return await LifeScenarios.Hello(args);
        Gate.MarkCause();
        switch (how)
        {
            case "returns":
                return 0;
            case "throws":
                throw new InvalidDataException("rank 1 never comes to MPI");
            default:
                await Task.Delay(Timeout.Infinite);
                return 0;
        }
    }
}
