using Xunit;

namespace MpiPool.Samples.Tests;

/// <summary>Every sample becomes a native program, and neither the trimmer nor the compiler has anything to say.</summary>
public sealed class PublishTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Quickstart")]
    [InlineData("NasEp")]
    [InlineData("Mandelbrot")]
    public async Task Publish_Aot_GivesNativeProgramWithoutWarning(string sample)
    {
        string program = await Sample.Named(sample).PublishAsync(Form.Aot);

        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*.dll"));
        output.WriteLine($"{sample}: {new FileInfo(program).Length} bytes");
    }
}
