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
            // One step: each step compares every task after every edit.
            .SelectMany(static (task, _) => task is null ? ImmutableArray<TaskModel>.Empty : [task])
            .WithTrackingName(StepNames.Tasks);
        IncrementalValueProvider<ImmutableArray<TaskModel>> allTasks = tasks.Collect();
        IncrementalValuesProvider<(TaskModel Task, string HintName)> taskFiles = allTasks
            .SelectMany(static (all, _) => HintNames.Assign(all, static task => task.ClassName, ".Task.g.cs"))
            .WithTrackingName(StepNames.TaskFiles);
        IncrementalValueProvider<ImmutableArray<ReducerModel>> allReducers = context.SyntaxProvider
            .ForAttributeWithMetadataName(ReducerParser.AttributeName, static (node, _) => node is TypeDeclarationSyntax, static (found, _) => ParseReducer(found))
            .SelectMany(static (reducer, _) => reducer is null ? ImmutableArray<ReducerModel>.Empty : [reducer])
            .WithTrackingName(StepNames.Reducers)
            .Collect();
        IncrementalValuesProvider<(ReducerModel Reducer, string HintName)> reducerFiles = allReducers
            .SelectMany(static (all, _) => HintNames.Assign(all, static reducer => reducer.ClassName, ".g.cs"))
            .WithTrackingName(StepNames.ReducerFiles);
        IncrementalValueProvider<EquatableArray<string>> reducerClasses = allReducers
            .Select(static (all, _) => all.Select(static reducer => reducer.ClassName).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(StepNames.ReducerClasses);
        IncrementalValuesProvider<(ShapeModel Shape, string HintName)> shapes = allTasks
            .Combine(allReducers)
            .SelectMany(static (all, _) => HintNames.Assign(all.Left.SelectMany(static task => task.Shapes).Concat(all.Right.SelectMany(static reducer => reducer.Shapes)), static shape => shape.Name, ".Codec.g.cs"))
            .WithTrackingName(StepNames.Shapes);
        IncrementalValuesProvider<(CompanionModel Companion, string HintName)> companions = allTasks
            .SelectMany(static (all, _) => HintNames.Assign(CompanionGrouping.Group(all), static companion => companion.Container.MangledName, ".Tasks.g.cs"))
            .WithTrackingName(StepNames.Companions);
        IncrementalValueProvider<EquatableArray<string>> taskClasses = allTasks
            .Select(static (all, _) => all.Select(static task => task.ClassName).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(StepNames.TaskClasses);

        context.RegisterSourceOutput(taskFiles.Combine(assembly), static (output, pair) =>
        {
            if (pair.Right is { } model)
                output.AddSource(pair.Left.HintName, TaskEmitter.Emit(pair.Left.Task, model));
        });
        context.RegisterSourceOutput(reducerFiles.Combine(assembly), static (output, pair) =>
        {
            if (pair.Right is { } model)
                output.AddSource(pair.Left.HintName, ReducerEmitter.Emit(pair.Left.Reducer, model));
        });
        context.RegisterSourceOutput(companions.Combine(assembly), static (output, pair) =>
        {
            if (pair.Right is { } model)
                output.AddSource(pair.Left.HintName, CompanionEmitter.Emit(pair.Left.Companion, model));
        });
        context.RegisterSourceOutput(shapes.Combine(assembly), static (output, pair) =>
        {
            if (pair.Right is { } model)
                output.AddSource(pair.Left.HintName, ShapeEmitter.Emit(pair.Left.Shape, model));
        });
        context.RegisterSourceOutput(taskClasses.Combine(reducerClasses).Combine(module).Combine(assembly), static (output, all) =>
        {
            (((EquatableArray<string> classes, EquatableArray<string> reducers), ModuleModel references), AssemblyModel? model) = all;
            if (model is not null && (classes.Count > 0 || reducers.Count > 0 || references.References.Count > 0 || references.IsExecutable))
                output.AddSource("TaskModule.g.cs", ModuleEmitter.Emit(classes, reducers, references, model));
        });
    }

    private static ReducerModel? ParseReducer(GeneratorAttributeSyntaxContext found) =>
        ReducerParser.Parse(found.SemanticModel.Compilation, (INamedTypeSymbol)found.TargetSymbol, out _);

    private static TaskModel? ParseTask(GeneratorAttributeSyntaxContext found) =>
        TaskParser.Parse(found.SemanticModel.Compilation, (IMethodSymbol)found.TargetSymbol, found.Attributes[0], out _);
}
