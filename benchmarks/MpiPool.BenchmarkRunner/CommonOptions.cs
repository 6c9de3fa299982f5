using System.CommandLine;
using System.CommandLine.Parsing;
using MpiPool.BenchmarkRunner.Launching;

namespace MpiPool.BenchmarkRunner;

/// <summary>Options that several commands have. Each call makes a new one.</summary>
internal static class CommonOptions
{
    /// <summary>The MPIs.</summary>
    public static Option<Mpi[]> Mpis() => new("--mpi")
    {
        Description = "An MPI as openmpi=PATH or mpich=PATH, with the path of its mpirun. May be repeated.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = static result => [.. result.Tokens.Select(static token => Mpi.Parse(token.Value))],
    };

    /// <summary>The bindings.</summary>
    public static Option<Binding[]> Bindings() => new("--binding")
    {
        Description = "Whether ranks are bound to cores. May be repeated.",
        DefaultValueFactory = static _ => [Binding.None, Binding.Core],
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The folder with the built programs, where reports go too.</summary>
    public static Option<DirectoryInfo> Build() => new("--build") { Description = "The folder of the built programs.", Required = true };

    /// <summary>A number of at least 1.</summary>
    public static Option<int> Number(string name, int value, string description, int least = 1)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result => { if (result.GetValueOrDefault<int>() < least) result.AddError($"{name} must be at least {least}."); });
        return option;
    }
}
