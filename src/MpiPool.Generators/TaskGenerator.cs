using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MpiPool.Generators.Emitter;
using MpiPool.Generators.Model;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators;

/// <summary>Wires the pipeline: symbols go into the parsers, models come out, and the emitters see nothing else.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class TaskGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<AssemblyModel?> assembly = context.CompilationProvider
            .Select(static (compilation, _) => AssemblyParser.ParseAssembly(compilation))
            .WithTrackingName(StepNames.Assembly);
        IncrementalValueProvider<ModuleModel> module = context.CompilationProvider
            .Select(static (compilation, _) => AssemblyParser.ParseModule(compilation))
            .WithTrackingName(StepNames.Module);
        IncrementalValuesProvider<TaskModel> tasks = context.SyntaxProvider
            .ForAttributeWithMetadataName(TaskParser.AttributeName, static (node, _) => node is MethodDeclarationSyntax, static (found, _) => ParseTask(found))
            .Where(static task => task is not null)
            .Select(static (task, _) => task!)
            .WithTrackingName(StepNames.Tasks);
        IncrementalValueProvider<ImmutableArray<TaskModel>> allTasks = tasks.Collect();
        IncrementalValuesProvider<ShapeModel> shapes = allTasks
            .SelectMany(static (all, _) => all.SelectMany(static task => task.Shapes).GroupBy(static shape => shape.Name, StringComparer.OrdinalIgnoreCase).Select(static same => same.First()))
            .WithTrackingName(StepNames.Shapes);
        IncrementalValuesProvider<CompanionModel> companions = allTasks
            .SelectMany(static (all, _) => CompanionGrouping.Group(all))
            .WithTrackingName(StepNames.Companions);
        IncrementalValueProvider<EquatableArray<string>> taskClasses = allTasks
            .Select(static (all, _) => all.Select(static task => task.ClassName).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(StepNames.TaskClasses);

        context.RegisterSourceOutput(tasks.Combine(assembly), static (output, pair) =>
        {
            if (pair.Right is { } model)
                output.AddSource($"{pair.Left.ClassName}.Task.g.cs", TaskEmitter.Emit(pair.Left, model));
        });
        context.RegisterSourceOutput(companions.Combine(assembly), static (output, pair) =>
        {
            if (pair.Right is { } model)
                output.AddSource($"{pair.Left.Container.MangledName}.Tasks.g.cs", CompanionEmitter.Emit(pair.Left, model));
        });
        context.RegisterSourceOutput(shapes.Combine(assembly), static (output, pair) =>
        {
            if (pair.Right is { } model)
                output.AddSource($"{pair.Left.Name}.Codec.g.cs", ShapeEmitter.Emit(pair.Left, model));
        });
        context.RegisterSourceOutput(taskClasses.Combine(module).Combine(assembly), static (output, all) =>
        {
            ((EquatableArray<string> classes, ModuleModel references), AssemblyModel? model) = all;
            if (model is not null && (classes.Count > 0 || references.References.Count > 0 || references.IsExecutable))
                output.AddSource("TaskModule.g.cs", ModuleEmitter.Emit(classes, references, model));
        });
    }

    private static TaskModel? ParseTask(GeneratorAttributeSyntaxContext found) =>
        TaskParser.Parse(found.SemanticModel.Compilation, (IMethodSymbol)found.TargetSymbol, found.Attributes[0], out _);
}
