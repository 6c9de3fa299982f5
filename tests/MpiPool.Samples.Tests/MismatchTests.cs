using MpiPool.Testing;
using Xunit;

namespace MpiPool.Samples.Tests;

/// <summary>Two different programs in one job: the ranks find out before the first task.</summary>
public sealed class MismatchTests
{
    [Theory]
    [InlineData(Launcher.OpenMpi)]
    [InlineData(Launcher.Mpich)]
    public async Task Run_TwoProgramsInOneJob_NamesRankAndTaskAndFails(Launcher launcher)
    {
        string main = await Sample.Quickstart.PublishAsync(Form.Aot);
        string other = await Sample.NasEp.PublishAsync(Form.Aot);

        ProcessResult result = await launcher.RunAsync(1, Binding.None, Path.GetTempPath(), main, ":", "-n", "1", other, "S");

        Assert.True(result.ExitCode != 0, result.ToString());
        Assert.Contains("Rank 1 of 2", result.Error, StringComparison.Ordinal);
        Assert.Contains("Start the same build on all ranks.", result.Error, StringComparison.Ordinal);
        Assert.Matches("task 'Kernels.(PowerOfRank|Divide|Block)' ", result.Error);
        Assert.Empty(result.Lines);
    }
}
