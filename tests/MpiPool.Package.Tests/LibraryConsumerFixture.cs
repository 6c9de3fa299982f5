using MpiPool.Testing;
using Xunit;

namespace MpiPool.Package.Tests;

/// <summary>
/// A class library of tasks that is a package itself, and a program that references it and never touches it. Both are written as older code
/// is: C# 13, no implicit usings, nothing said about null. The program's types also go through MemoryPack's own generator.
/// </summary>
public sealed class LibraryConsumerFixture(PackageFixture package) : IAsyncLifetime
{
    private const string Properties = "<TargetFramework>net10.0</TargetFramework><LangVersion>13</LangVersion><ImplicitUsings>disable</ImplicitUsings><Nullable>disable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors>";

    private readonly string _library = package.CreateConsumerFolder("Acme.Solvers");
    private readonly string _folder = package.CreateConsumerFolder("Application");

    /// <summary>The program, for the JIT.</summary>
    public string Jit => Path.Combine(_folder, "jit", "Application");

    /// <summary>The program, as Native AOT.</summary>
    public string Aot => Path.Combine(_folder, "aot", "Application");

    /// <summary>What the native compiler is told of the program.</summary>
    internal Task<ProcessResult> NativeOptionsAsync(params string[] properties) => DotNet.RunAsync(_folder, ["msbuild", "-nologo", "-getItem:IlcArg", .. properties]);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await WriteAsync(_library, "Acme.Solvers.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{Properties}<PackageVersion>{package.Version}</PackageVersion><IsAotCompatible>true</IsAotCompatible></PropertyGroup>
              <ItemGroup><PackageReference Include="MpiPool" Version="{package.Version}" /></ItemGroup>
            </Project>
            """);
        await WriteAsync(_library, "Solver.cs", """
            using System.Collections.Generic;
            using MpiPool;

            namespace Acme.Solvers
            {
                public static class Solver
                {
                    [MpiTask] public static List<string> Untouched(string[] names, string prefix = null)
                    {
                        var all = new List<string>();
                        foreach (string name in names)
                            all.Add(prefix + name);
                        return all;
                    }
                }
            }
            """);
        await DotNet.RunAsync(_library, "pack", "-c", "Release", "-o", package.Source);
        await WriteAsync(_folder, "Application.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{Properties}<OutputType>Exe</OutputType><InvariantGlobalization>true</InvariantGlobalization><TrimmerSingleWarn>false</TrimmerSingleWarn></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MpiPool" Version="{package.Version}" />
                <PackageReference Include="Acme.Solvers" Version="{package.Version}" />
                <PackageReference Include="MemoryPack" Version="1.21.4" />
              </ItemGroup>
            </Project>
            """);
        await WriteAsync(_folder, "Program.cs", """
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            using MemoryPack;
            using MpiPool;

            public static class Program
            {
                [MpiTask] public static Scene Move(Scene scene, int by = 2, string name = null)
                {
                    return new Scene { Position = scene.Position + by, Name = name ?? scene.Name, History = new List<Scene> { scene }, Shape = new Circle { Radius = 0.5 } };
                }

                private static Task<int> Main(string[] args)
                {
                    return WorkerPool.RunAsync(args, async pool =>
                    {
                        Scene moved = await pool.Submit(ProgramTasks.Instance.Move(new Scene { Position = 1, Name = "here" }));
                        Console.WriteLine(moved.Name + " " + moved.Position + " " + moved.History[0].Position + " " + ((Circle)moved.Shape).Radius);
                        Console.WriteLine(string.Join(" ", pool.Map(scene => ProgramTasks.Instance.Move(scene, name: "there"), new[] { moved, moved }).Select(scene => scene.Name + scene.Position)));
                    });
                }
            }

            [MemoryPackable]
            public partial class Scene
            {
                public int Position { get; set; }
                public string Name { get; set; }
                public List<Scene> History { get; set; }
                public Shape Shape { get; set; }
            }

            [MemoryPackable]
            [MemoryPackUnion(0, typeof(Circle))]
            public abstract partial class Shape { }

            [MemoryPackable]
            public partial class Circle : Shape { public double Radius { get; set; } }
            """);
        await DotNet.RunAsync(_folder, "publish", "-c", "Release", "-o", "jit");
        await DotNet.RunAsync(_folder, "publish", "-c", "Release", "-o", "aot", "-p:PublishAot=true");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task WriteAsync(string folder, string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text);
}
