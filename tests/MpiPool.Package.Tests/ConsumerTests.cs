using MpiPool.Testing;
using Xunit;

namespace MpiPool.Package.Tests;

/// <summary>The package as its users meet it: nothing of this repository but the file.</summary>
public sealed class ConsumerTests(ConsumerFixture consumer) : IClassFixture<ConsumerFixture>
{
    [Theory]
    [InlineData(Launcher.Alone, 1)]
    [InlineData(Launcher.OpenMpi, 2)]
    [InlineData(Launcher.Mpich, 2)]
    public Task Run_ReadmeProgramUnderJit_PrintsWhatTheReadmeSays(Launcher launcher, int ranks) => RunAsync(consumer.Jit, launcher, ranks);

    [Theory]
    [InlineData(Launcher.Alone, 1)]
    [InlineData(Launcher.OpenMpi, 4)]
    [InlineData(Launcher.Mpich, 4)]
    public Task Run_ReadmeProgramAsNativeAot_PrintsWhatTheReadmeSays(Launcher launcher, int ranks) => RunAsync(consumer.Aot, launcher, ranks);

    [Fact]
    public void Build_Defaults_ChooseTheWorkstationCollectorWithoutBackgroundThread()
    {
        string configuration = File.ReadAllText(consumer.Jit + ".runtimeconfig.json");

        Assert.Contains("\"System.GC.Server\": false", configuration, StringComparison.Ordinal);
        Assert.Contains("\"System.GC.Concurrent\": false", configuration, StringComparison.Ordinal);
    }

    private static async Task RunAsync(string program, Launcher launcher, int ranks)
    {
        ProcessResult result = await launcher.RunAsync(ranks, Binding.Default, Path.GetTempPath(), program);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(ReadmeProgram.Output, result.Lines);
    }
}
