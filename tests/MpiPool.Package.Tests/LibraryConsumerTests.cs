using MpiPool.Testing;
using Xunit;

namespace MpiPool.Package.Tests;

/// <summary>Tasks in a package of one's own, older C#, and types that MemoryPack's generator has extended.</summary>
public sealed class LibraryConsumerTests(LibraryConsumerFixture consumer) : IClassFixture<LibraryConsumerFixture>
{
    [Theory]
    [InlineData(false, Launcher.Alone, 1)]
    [InlineData(false, Launcher.OpenMpi, 2)]
    [InlineData(true, Launcher.Alone, 1)]
    [InlineData(true, Launcher.Mpich, 2)]
    public async Task Run_OldStyleProgram_SendsItsTypesAndKnowsTheLibrarysTasks(bool aot, Launcher launcher, int ranks)
    {
        ProcessResult result = await launcher.RunAsync(ranks, Binding.Default, Path.GetTempPath(), "env", "MPIPOOL_INFO=1", aot ? consumer.Aot : consumer.Jit);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["here 3 1 0.5", "there5 there5"], result.Lines);
        Assert.Contains("Solver.Untouched", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "Application runs MemoryPack's own generator")]
    [InlineData("some", 1, "MpiPoolMemoryPackFormatters is 'some': set it to 'remove' or to 'keep'.")]
    public async Task Check_FormattersNeitherKeptNorRemoved_SaysWhatToSet(string formatters, int exitCode, string message)
    {
        ProcessResult result = await consumer.CheckAsync(formatters);

        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains("MPIPOOL050", result.Output, StringComparison.Ordinal);
        Assert.Contains(message, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("keep")]
    public async Task Check_FormattersKeptOrRemoved_SaysNothing(string formatters)
    {
        ProcessResult result = await consumer.CheckAsync(formatters);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain("MPIPOOL050", result.Output, StringComparison.Ordinal);
    }
}
