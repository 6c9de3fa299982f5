using MpiPool.Aot.Tests.Fuzz;
using MpiPool.Testing;

namespace MpiPool.Aot.Tests;

/// <summary>A program that knows no name of a type sends values of every shape, and of random types, and tells exceptions apart.</summary>
public class NamelessTests(ProgramFixture program, NamelessProgram nameless) : IClassFixture<NamelessProgram>
{
    [Theory]
    [InlineData(Launcher.Alone, 1)]
    [InlineData(Launcher.OpenMpi, 2)]
    [InlineData(Launcher.Mpich, 2)]
    public async Task Shapes_OfEveryKind_ComeBackEqual(Launcher launcher, int ranks)
    {
        ProcessResult result = await launcher.RunAsync(ranks, Binding.None, Path.GetTempPath(), nameless.Path, "nameless");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches("^[1-9][0-9]+ values, 0 wrong$", result.Lines[^1]);
        // Copies of one build are known to be such.
        Assert.DoesNotContain("another build", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Launcher.Alone, 1)]
    [InlineData(Launcher.OpenMpi, 3)]
    [InlineData(Launcher.Mpich, 3)]
    public async Task Features_OfEveryKind_GiveWhatTheyPromise(Launcher launcher, int ranks)
    {
        ProcessResult result = await launcher.RunAsync(ranks, Binding.None, Path.GetTempPath(), nameless.Path, "namelessfeatures");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches("^[1-9][0-9]+ values, 0 wrong$", result.Lines[^1]);
    }

    [Fact]
    public async Task ObjectThatCannotBeDisposed_AndTheReportOfTheStart_ArePrinted()
    {
        ProcessResult result = await Launcher.Alone.RunAsync(1, Binding.None, Path.GetTempPath(), "/usr/bin/env", "MPIPOOL_INFO=1", "MPIPOOL_WORKERS=1", nameless.Path, "badend");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("MpiPool.PoolBrokenException: rank 1 of 2", result.Output, StringComparison.Ordinal);
        Assert.Contains("the worker's objects could not be disposed: System.FormatException: bad end", result.Output, StringComparison.Ordinal);
        Assert.Matches("mpipool: main rank 0; ranks by host: .+ 0,1", result.Error);
        Assert.Matches("mpipool: task [0-9a-f]{16} FeatureTasks.Keep ", result.Error);
    }

    [Fact]
    public async Task RandomTypes_OfEverySeed_ComeBackEqual()
    {
        ProcessResult result = await Launcher.Alone.RunAsync(1, Binding.None, Path.GetTempPath(), nameless.Path, "fuzz");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal($"{program.Seeds.All.Sum(TypeWriter.ValuesOf)} values, 0 wrong", result.Lines[^1]);
    }
}
