using MpiPool.Testing;

namespace MpiPool.Samples.Tests;

/// <summary>How a sample is compiled.</summary>
public enum Form
{
    /// <summary>IL, compiled when it runs.</summary>
    Jit,

    /// <summary>Native AOT.</summary>
    Aot,
}

/// <summary>A sample of this repository: published once in each form, run as often as the tests like.</summary>
internal sealed class Sample
{
    private readonly string _name;
    private readonly Lazy<Task<string>> _jit;
    private readonly Lazy<Task<string>> _aot;

    private Sample(string name)
    {
        _name = name;
        _jit = new(() => PublishAsync("samples-jit", "-p:PublishAot=false"));
        _aot = new(() => PublishAsync("samples"));
    }

    public static Sample Quickstart { get; } = new("Quickstart");

    public static Sample NasEp { get; } = new("NasEp");

    public static Sample Mandelbrot { get; } = new("Mandelbrot");

    /// <summary>The sample called <paramref name="name"/>.</summary>
    public static Sample Named(string name) => new[] { Quickstart, NasEp, Mandelbrot }.Single(s => s._name == name);

    /// <summary>Publishes the sample, the first time, and returns its program's path. A warning is an error.</summary>
    public Task<string> PublishAsync(Form form) => (form == Form.Aot ? _aot : _jit).Value;

    /// <summary>Runs the sample in a folder.</summary>
    public async Task<ProcessResult> RunInAsync(string workingDirectory, Launch launch, params string[] arguments)
    {
        string program = await PublishAsync(launch.Form);
        return await launch.Launcher.RunAsync(launch.Ranks, launch.Binding, workingDirectory, program, arguments);
    }

    /// <summary>Runs the sample.</summary>
    public Task<ProcessResult> RunAsync(Launch launch, params string[] arguments) => RunInAsync(Path.GetTempPath(), launch, arguments);

    private async Task<string> PublishAsync(string folder, params string[] options)
    {
        string output = Path.Combine(Repository.Root, "artifacts", folder, _name);
        await DotNet.RunAsync(Repository.Root, ["publish", Path.Combine("samples", _name), "-c", "Release", "-o", output, .. options]);
        return Path.Combine(output, _name);
    }
}
