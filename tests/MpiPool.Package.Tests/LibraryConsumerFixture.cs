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

                [MpiTask] public static Plan Extend(Plan plan)
                {
                    plan.Stages.All.Add(plan.Stages.First);
                    return plan;
                }

                private static Task<int> Main(string[] args)
                {
                    return WorkerPool.RunAsync(args, async pool =>
                    {
                        Scene moved = await pool.Submit(ProgramTasks.Instance.Move(new Scene { Position = 1, Name = "here" }));
                        Console.WriteLine(moved.Name + " " + moved.Position + " " + moved.History[0].Position + " " + ((Circle)moved.Shape).Radius);
                        Plan plan = await pool.Submit(ProgramTasks.Instance.Extend(new Plan { Name = "plan", Stages = new Stages(new List<Scene> { moved }, moved) }));
                        Console.WriteLine(plan.Name + " " + plan.Stages.All[0].History[0].Name + " " + plan.Stages.All.Count + " " + plan.Stages.First.Position);
                        try
                        {
                            await pool.Submit(ProgramTasks.Instance.Extend(new Plan { Name = "plan", Stages = new Stages(null, null) { Unknown = new Unregistered() } }));
                        }
                        catch (InvalidOperationException error)
                        {
                            Console.WriteLine("Unregistered fails alone: " + error.Message.Contains("Unregistered", StringComparison.Ordinal));
                        }
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
            public partial class Plan
            {
                public string Name { get; set; }
                [StagesFormatter] public Stages Stages { get; set; }
            }

            public sealed class Unregistered { }

            public sealed class Stages
            {
                public Stages(List<Scene> all, Scene first) { All = all; First = first; }
                public List<Scene> All { get; }
                public Scene First { get; }
                public Unregistered Unknown { get; set; }
            }

            // Values that MemoryPack's own generator and formatters write and read.
            public sealed class StagesFormatter : MemoryPackFormatter<Stages>
            {
                public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref Stages value)
                {
                    if (value.Unknown != null)
                        writer.WriteValue(value.Unknown);
                    writer.WritePackable(value.First);
                    writer.WriteValue(value.First);
                    writer.WriteValue(value.All);
                }

                public override void Deserialize(ref MemoryPackReader reader, scoped ref Stages value)
                {
                    Scene first = reader.ReadPackable<Scene>();
                    Scene again = reader.ReadValue<Scene>();
                    if (first.Position != again.Position)
                        throw new InvalidOperationException("The scenes differ.");
                    value = new Stages(reader.ReadValue<List<Scene>>(), first);
                }
            }

            [AttributeUsage(AttributeTargets.Property)]
            public sealed class StagesFormatterAttribute : MemoryPackCustomFormatterAttribute<StagesFormatter, Stages>
            {
                public override StagesFormatter GetFormatter() { return new StagesFormatter(); }
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
