using Microsoft.CodeAnalysis.Text;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>
/// Emits one file a type with tasks: the companion class with call factories and handles, and the extension that makes it reachable as
/// <c>Type.Tasks</c> where the language has extension members.
/// </summary>
internal static class CompanionEmitter
{
    public static SourceText Emit(CompanionModel companion, AssemblyModel assembly)
    {
        ContainerModel container = companion.Container;
        var source = new SourceWriter(nullable: true, container.Experimental);
        string accessibility = container.IsPublic ? "public" : "internal";
        string fullName = container.Namespace.Length == 0 ? $"global::{container.Companion}" : $"global::{EscapePath(container.Namespace)}.{container.Companion}";
        if (assembly.HasExtensionMembers && !container.HasTasksMember)
        {
            // In the global namespace, so that it is found without a using.
            source.Line("/// <summary>Makes the tasks reachable through the type that declares them.</summary>");
            source.Line(Names.Hidden);
            source.Open($"{accessibility} static class MpiPool_{assembly.MangledName}_{container.MangledName}_Tasks");
            source.Open($"extension({container.Type})");
            source.Line($"/// <summary>The tasks of <c>{container.DisplayName}</c>: a method here makes a call, to be submitted to a pool.</summary>");
            source.Line($"public static {fullName} Tasks => {fullName}.Instance;");
            source.Close();
            source.Close();
            source.Line();
        }
        if (container.Namespace.Length > 0)
            source.Open($"namespace {EscapePath(container.Namespace)}");
        EmitClass(source, companion, assembly, accessibility);
        if (container.Namespace.Length > 0)
            source.Close();
        return source.ToSourceText();
    }

    private static void EmitClass(SourceWriter source, CompanionModel companion, AssemblyModel assembly, string accessibility)
    {
        ContainerModel container = companion.Container;
        source.Line($"/// <summary>Makes calls of the tasks of <c>{container.DisplayName}</c>.</summary>");
        source.Open($"{accessibility} sealed class {container.Companion}");
        source.Line("/// <summary>The one instance.</summary>");
        source.Line($"public static {container.Companion} Instance {{ get; }} = new();");
        source.Line();
        source.Open($"private {container.Companion}()");
        source.Close();
        source.Line();
        source.Line("/// <summary>The tasks without arguments, for code that stores, lists or maps them.</summary>");
        source.Line("public HandleList Handles => HandleList.Instance;");
        foreach (FactoryModel task in companion.Factories)
            EmitFactories(source, task, assembly);
        source.Line();
        EmitHandles(source, companion, assembly);
        source.Close();
    }

    private static void EmitFactories(SourceWriter source, FactoryModel task, AssemblyModel assembly)
    {
        EmitFactory(source, task, assembly, task.Parameters.Count, withDefaults: true);
        foreach (int count in task.ShorterOverloads)
            EmitFactory(source, task, assembly, count, withDefaults: false);
    }

    private static void EmitFactory(SourceWriter source, FactoryModel task, AssemblyModel assembly, int count, bool withDefaults)
    {
        string parameters = string.Join(", ", task.Parameters.Take(count).Select(p => Parameter(p, withDefaults)));
        string values = string.Join(", ", task.Parameters.Select((p, i) => i < count ? Names.Escape(p.Name) : p.Default!));
        source.Line();
        source.Line($"/// <inheritdoc cref=\"{task.DocumentationId}\"/>");
        if (task.Obsolete is not null)
            source.Line(task.Obsolete);
        if (task.Experimental is not null)
            source.Line($"[global::System.Diagnostics.CodeAnalysis.Experimental(\"{task.Experimental}\")]");
        source.Line($"{(task.IsPublic ? "public" : "internal")} {task.CallType} {Names.Escape(task.Method)}({parameters}) =>");
        source.Indented($"new global::{assembly.Namespace}.{task.ClassName}.Call({values});");
    }

    private static string Parameter(FactoryParameter parameter, bool withDefault)
    {
        string text = $"{(parameter.IsParams ? "params " : "")}{parameter.Type} {Names.Escape(parameter.Name)}";
        return withDefault && parameter.Default is not null ? $"{text} = {parameter.Default}" : text;
    }

    private static void EmitHandles(SourceWriter source, CompanionModel companion, AssemblyModel assembly)
    {
        source.Line($"/// <summary>The handles of the tasks of <c>{companion.Container.DisplayName}</c>.</summary>");
        source.Open("public sealed class HandleList");
        source.Line("internal static readonly HandleList Instance = new();");
        source.Line();
        source.Open("private HandleList()");
        source.Close();
        foreach (FactoryModel task in companion.Factories.Where(static f => f.HandleType is not null))
        {
            source.Line();
            source.Line($"/// <inheritdoc cref=\"{task.DocumentationId}\"/>");
            source.Line($"{(task.IsPublic ? "public" : "internal")} {task.HandleType} {Names.Escape(task.HandleName)} => global::{assembly.Namespace}.{task.ClassName}.Handle.Instance;");
        }
        source.Close();
    }

    private static string EscapePath(string path) => string.Join(".", path.Split('.').Select(Names.Escape));
}
