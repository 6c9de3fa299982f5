using MpiPool.Testing;
using Xunit;

namespace MpiPool.Samples.Tests;

public sealed class QuickstartTests
{
    [Theory]
    [MemberData(nameof(Launches.All), MemberType = typeof(Launches))]
    public async Task Run_AnyLaunch_PrintsItsResultsAndOneLineARank(Form form, Launcher launcher, int ranks, Binding binding)
    {
        ProcessResult result = await Sample.Quickstart.RunAsync(new Launch(form, launcher, ranks, binding));

        Assert.True(result.ExitCode == 0, result.ToString());
        bool alone = launcher == Launcher.Alone;
        string[] expected =
        [
            alone ? $"{Environment.ProcessorCount} workers, threads of this process" : $"{ranks - 1} workers, processes of this MPI job",
            "submit: 100 of 100 powers are correct",
            "map: 100 of 100 powers are correct",
            "error: Kernels.Divide threw System.DivideByZeroException",
            "and on: 7 / 2 = 3",
            .. Enumerable.Range(0, ranks).Select(rank => $"rank {rank} of {ranks} is past the barrier"),
        ];
        // Lines of different ranks may come in any order; those of the main rank before the barrier come as they were written.
        Assert.Equal(expected.Order(StringComparer.Ordinal), result.Lines.Order(StringComparer.Ordinal));
        Assert.Equal(expected[..5], result.Lines.Where(line => !line.StartsWith("rank ", StringComparison.Ordinal)));
    }
}
