using System.Globalization;
using MpiPool.Testing;
using Xunit;

namespace MpiPool.Samples.Tests;

public sealed class NasEpTests
{
    // The published sums.
    private static readonly Dictionary<string, (double Sx, double Sy)> s_published = new()
    {
        ["S"] = (-3.247834652034740e3, -6.958407078382297e3),
        ["W"] = (-2.863319731645753e3, -6.320053679109499e3),
        ["A"] = (-4.295875165629892e3, -1.580732573678431e4),
    };

    [Theory]
    [MemberData(nameof(Launches.All), MemberType = typeof(Launches))]
    public async Task Run_ClassS_AgreesWithThePublishedSums(Form form, Launcher launcher, int ranks, Binding binding)
    {
        ProcessResult result = await Sample.NasEp.RunAsync(new Launch(form, launcher, ranks, binding), "S");

        AssertVerified("S", result);
        long[] counts = [.. Enumerable.Range(0, 10).Select(l => (long)Value(result, $"count {l}"))];
        Assert.Equal([6140517, 5865300, 1100361, 68546, 1648, 17, 0, 0, 0, 0], counts);
        Assert.Equal(13176389, Value(result, "Gaussian pairs"));
    }

    [Theory]
    [InlineData("W", Launcher.Alone, 1)]
    [InlineData("W", Launcher.OpenMpi, 3)]
    [InlineData("W", Launcher.Mpich, 3)]
    [InlineData("A", Launcher.Alone, 1)]
    [InlineData("A", Launcher.OpenMpi, 3)]
    [InlineData("A", Launcher.Mpich, 3)]
    public async Task Run_LargerClass_AgreesWithThePublishedSums(string size, Launcher launcher, int ranks)
    {
        AssertVerified(size, await Sample.NasEp.RunAsync(new Launch(Form.Aot, launcher, ranks, Binding.None), size));
    }

    [Fact]
    public async Task Run_OtherWorkerCount_PrintsTheSameDigits()
    {
        ProcessResult two = await Sample.NasEp.RunAsync(new Launch(Form.Aot, Launcher.OpenMpi, 2, Binding.None), "S");
        ProcessResult four = await Sample.NasEp.RunAsync(new Launch(Form.Aot, Launcher.Mpich, 4, Binding.None), "S");

        Assert.Equal(Text(two, "sx"), Text(four, "sx"));
        Assert.Equal(Text(two, "sy"), Text(four, "sy"));
    }

    [Theory]
    [MemberData(nameof(Launches.Launchers), MemberType = typeof(Launches))]
    public async Task Run_UnknownClass_PrintsUsageOnceAndExitsWithTwo(Launcher launcher, int ranks)
    {
        ProcessResult result = await Sample.NasEp.RunAsync(new Launch(Form.Aot, launcher, ranks, Binding.None), "Z");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Equal(2, result.Error.Split("usage: NasEp S|W|A").Length);
        Assert.DoesNotContain(result.Lines, line => line.StartsWith("sx", StringComparison.Ordinal));
    }

    private static void AssertVerified(string size, ProcessResult result)
    {
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("VERIFIED", result.Lines[^1]);
        (double sx, double sy) = s_published[size];
        Assert.Equal(sx, Value(result, "sx"), Math.Abs(sx) * 1e-8);
        Assert.Equal(sy, Value(result, "sy"), Math.Abs(sy) * 1e-8);
        Assert.True(Value(result, "Mop/s total") > 0);
    }

    private static string Text(ProcessResult result, string name) =>
        Assert.Single(result.Lines, line => line.StartsWith($"{name} = ", StringComparison.Ordinal))[(name.Length + 3)..];

    private static double Value(ProcessResult result, string name) => double.Parse(Text(result, name), CultureInfo.InvariantCulture);
}
