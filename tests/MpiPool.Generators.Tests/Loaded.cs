using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using MpiPool.Tasks;

namespace MpiPool.Generators.Tests;

/// <summary>Source text that was compiled with what is generated for it, and loaded: its tasks run on a pool in this process.</summary>
internal sealed class Loaded
{
    private readonly Assembly _assembly;
    private readonly TaskCatalog _catalog;

    public Loaded(CSharpCompilation source)
    {
        (Compilation output, _) = Compiled.Generate(source);
        Assert.Empty(Compiled.CompilerProblems(output));
        var bytes = new MemoryStream();
        EmitResult result = output.Emit(bytes);
        Assert.True(result.Success);
        bytes.Position = 0;
        _assembly = new AssemblyLoadContext(null).LoadFromStream(bytes);
        Type module = _assembly.GetType($"MpiPool.Generated.{source.AssemblyName}.TaskModule", throwOnError: true)!;
        _catalog = (TaskCatalog)typeof(TaskCatalog).GetMethod("Create")!.MakeGenericMethod(module).Invoke(null, null)!;
    }

    /// <summary>Calls a static method that takes a pool, and gives its result as text.</summary>
    public async Task<string> CallAsync(string type, string method, int workers = 2)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(workers, new PoolOptions { Catalog = _catalog });
        object? result = _assembly.GetType(type, throwOnError: true)!.GetMethod(method)!.Invoke(null, [pool]);
        return result is null ? "null" : Convert.ToString(result, System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
