using MpiPool.Aot.Tests.Fuzz;
using MpiPool.Testing;

namespace MpiPool.Aot.Tests;

/// <summary>Values of every shape, and of random types, come back from a worker as they were sent.</summary>
public class RoundTripTests(ProgramFixture program)
{
    [Theory]
    [InlineData(false, Launcher.Alone, 1)]
    [InlineData(true, Launcher.Alone, 1)]
    [InlineData(true, Launcher.OpenMpi, 2)]
    public async Task Shapes_OfEveryKind_ComeBackEqual(bool aot, Launcher launcher, int ranks)
    {
        ProcessResult result = await program.RunAsync(aot, "shapes", launcher, ranks);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches("^[1-9][0-9]+ values, 0 wrong$", result.Lines[^1]);
    }

    [Theory]
    [InlineData(false, Launcher.Alone, 1)]
    [InlineData(true, Launcher.Alone, 1)]
    [InlineData(true, Launcher.Mpich, 3)]
    public async Task Features_OfEveryKind_GiveWhatTheyPromise(bool aot, Launcher launcher, int ranks)
    {
        ProcessResult result = await program.RunAsync(aot, "features", launcher, ranks);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches("^[1-9][0-9]+ values, 0 wrong$", result.Lines[^1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RandomTypes_OfEverySeed_ComeBackEqual(bool aot)
    {
        ProcessResult result = await program.RunAsync(aot, "fuzz");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal($"{program.Seeds.All.Sum(TypeWriter.ValuesOf)} values, 0 wrong", result.Lines[^1]);
    }
}
