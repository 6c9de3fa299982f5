using MpiPool.Testing;
using Xunit;

namespace MpiPool.Samples.Tests;

public sealed class MandelbrotTests
{
    [Theory]
    [MemberData(nameof(Launches.All), MemberType = typeof(Launches))]
    public async Task Run_AnyLaunch_WritesThePicture(Form form, Launcher launcher, int ranks, Binding binding)
    {
        string folder = Directory.CreateTempSubdirectory("mandelbrot").FullName;
        try
        {
            ProcessResult result = await Sample.Mandelbrot.RunInAsync(
                folder, new Launch(form, launcher, ranks, binding), "picture.png", "--width", "300", "--height", "200", "--iterations", "300");

            Assert.True(result.ExitCode == 0, result.ToString());
            AssertMandelbrot(PngPicture.Read(Path.Combine(folder, "picture.png")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Launches.Launchers), MemberType = typeof(Launches))]
    public async Task Run_ImpossibleWidth_SaysSoOnceAndFails(Launcher launcher, int ranks)
    {
        ProcessResult result = await Sample.Mandelbrot.RunAsync(new Launch(Form.Aot, launcher, ranks, Binding.None), "--width", "0");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(2, result.Error.Split("--width must be at least 1.").Length);
    }

    private static void AssertMandelbrot(PngPicture picture)
    {
        Assert.Equal((300, 200), (picture.Width, picture.Height));
        Assert.Equal((0, 0, 0), picture[194, 100]);
        Assert.Equal((0, 0, 0), picture[130, 100]);
        // The corner escapes at the first step.
        Assert.Equal((3, 5, 72), picture[0, 0]);
        var colours = new HashSet<(int, int, int)>();
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                colours.Add(picture[x, y]);
                // The set is symmetric about the real axis; a row in the wrong place is not.
                Assert.Equal(picture[x, picture.Height - 1 - y], picture[x, y]);
            }
        }
        Assert.InRange(colours.Count, 30, 300);
    }
}
