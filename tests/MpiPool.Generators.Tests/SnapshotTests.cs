using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Tests;

/// <summary>
/// Generated files are meant to be read: a few stand in the folder Snapshots. After a wanted change run the tests with
/// MPIPOOL_UPDATE_SNAPSHOTS=1 and read the difference before committing it.
/// </summary>
public class SnapshotTests
{
    private const string Source = """
        namespace App
        {
            public static class Kernels
            {
                [MpiTask] public static double Power(int x, double y = 2) => x;
                [MpiTask(Idempotent = true)] public static Task<Report> Simulate(Scenario scenario, TaskContext context, CancellationToken cancel) => null!;
                [MpiTask] internal static void Log(string? text) { }
            }

            public sealed record Scenario(string Name, int Steps, double? Limit, List<Mesh> Meshes, Scenario? Next);
            public sealed class Report { public required Guid Id { get; init; } public Dictionary<string, double[]> Series { get; set; } = []; }
            public struct Mesh { public double[] Points; public int Width; }
        }
        static class Program { static void Main() { } }
        """;

    [Theory]
    [InlineData("App_Kernels.Tasks.g.cs")]
    [InlineData("App_Kernels_Power.Task.g.cs")]
    [InlineData("App_Kernels_Simulate.Task.g.cs")]
    [InlineData("App_Kernels_Log.Task.g.cs")]
    [InlineData("App_Scenario.Codec.g.cs")]
    [InlineData("App_Report.Codec.g.cs")]
    [InlineData("App_Mesh.Codec.g.cs")]
    [InlineData("ListOfApp_Mesh.Codec.g.cs")]
    [InlineData("DictionaryOfStringAndArrayOfDouble.Codec.g.cs")]
    [InlineData("TaskModule.g.cs")]
    public void GeneratedFile_IsAsItWas(string name)
    {
        IReadOnlyDictionary<string, string> files = Compiled.Generate(Compiled.Source(Source, kind: OutputKind.ConsoleApplication)).Files;
        Assert.Equal(10, files.Count);
        string path = Path.Combine(Folder(), name + ".txt");
        if (Environment.GetEnvironmentVariable("MPIPOOL_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, files[name]);
        Assert.Equal(File.ReadAllText(path), files[name]);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Snapshots");
}
