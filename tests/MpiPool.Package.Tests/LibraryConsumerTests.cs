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
        Assert.Equal(["here 3 1 0.5", "plan here 2 3", "Unregistered fails alone: True", "there5 there5"], result.Lines);
        Assert.Contains("Solver.Untouched", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NativeOptions_TakeMemoryPacksReflectionOutUnlessToldNotTo()
    {
        ProcessResult removed = await consumer.NativeOptionsAsync();
        ProcessResult kept = await consumer.NativeOptionsAsync("-p:MpiPoolKeepMemoryPackReflection=true");

        Assert.Contains("MemoryPack.Substitutions.xml", removed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MemoryPack.Substitutions.xml", kept.Output, StringComparison.Ordinal);
    }
}
