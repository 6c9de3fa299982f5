using MpiPool.Aot.Tests.Fuzz;
using MpiPool.Testing;

namespace MpiPool.Aot.Tests;

/// <summary>
/// The program of these tests with the random types of some seeds, built for the JIT and published as Native AOT, once each. Every
/// warning of the compilers, the trimmer and the native compiler is an error.
/// </summary>
public sealed class ProgramFixture : IAsyncLifetime
{
    private const string Name = "MpiPool.Aot.Program";
    private static readonly string s_folder = Path.Combine(Repository.Root, "artifacts", "aot");

    /// <summary>The seeds of the random types: <c>MPIPOOL_FUZZ_SEEDS</c>, such as <c>1-30</c>; two where it is not set.</summary>
    internal SeedRange Seeds { get; } = SeedRange.Parse(Environment.GetEnvironmentVariable("MPIPOOL_FUZZ_SEEDS") ?? "1-2");

    /// <summary>The program, for the JIT.</summary>
    internal string Jit { get; } = Path.Combine(s_folder, "jit", Name);

    /// <summary>The program, as Native AOT, with its symbols.</summary>
    internal string Aot { get; } = Path.Combine(s_folder, "native", Name);

    /// <summary>The folder of all build output, the sources that the generator made for the program and its library among it.</summary>
    internal string GeneratedSources { get; } = Path.Combine(s_folder, "build", "obj");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string types = Path.Combine(s_folder, "types");
        if (Directory.Exists(types))
            Directory.Delete(types, recursive: true);
        TypeWriter.WriteSources(types, Seeds);
        await PublishAsync(Jit, "-p:PublishAot=false");
        await PublishAsync(Aot);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Publishes another native form of the program.</summary>
    internal static async Task<string> PublishNativeAsync(string folder, params string[] properties)
    {
        string path = Path.Combine(s_folder, folder, Name);
        await PublishAsync(path, properties);
        return path;
    }

    /// <summary>Runs the program in one form.</summary>
    internal Task<ProcessResult> RunAsync(bool aot, string command, Launcher launcher = Launcher.Alone, int ranks = 1) =>
        launcher.RunAsync(ranks, Binding.None, Path.GetTempPath(), aot ? Aot : Jit, command);

    // All forms are made from the same compiled files, apart from those of the solution.
    private static Task<ProcessResult> PublishAsync(string path, params string[] properties) => DotNet.RunAsync(Repository.Root,
    [
        "publish", Path.Combine("tests", Name), "-c", "Release", "--artifacts-path", Path.Combine(s_folder, "build"),
        $"-p:FuzzSources={Path.Combine(s_folder, "types")}", "-p:EmitCompilerGeneratedFiles=true", "-o", Path.GetDirectoryName(path)!, .. properties,
    ]);
}
