using MpiPool.Testing;

namespace MpiPool.Aot.Tests;

/// <summary>The tasks of a library that the program references and never touches are known to every rank.</summary>
public class CatalogTests(ProgramFixture program)
{
    [Theory]
    [InlineData(false, Launcher.Alone, 1)]
    [InlineData(true, Launcher.Alone, 1)]
    [InlineData(false, Launcher.OpenMpi, 3)]
    [InlineData(true, Launcher.OpenMpi, 3)]
    [InlineData(true, Launcher.Mpich, 3)]
    public async Task Names_OfUntouchedLibrary_AreKnownToEveryRank(bool aot, Launcher launcher, int ranks)
    {
        ProcessResult result = await program.RunAsync(aot, "names", launcher, ranks);
        Assert.True(result.ExitCode == 0, result.ToString());
        foreach (string task in new[] { "Add", "Scale", "Hidden" })
            Assert.Equal(ranks, result.Lines.Count(line => line.EndsWith($"LibraryTasks.{task}", StringComparison.Ordinal)));
    }
}
