namespace MpiPool.Aot.Program;

/// <summary>The random types of this build: none, unless it was given generated sources.</summary>
internal static partial class RandomTypes
{
    public static void Run(Echoes echoes) => RunSeeds(echoes);

    static partial void RunSeeds(Echoes echoes);
}
