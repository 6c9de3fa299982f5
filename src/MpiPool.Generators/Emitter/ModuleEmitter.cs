using Microsoft.CodeAnalysis.Text;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Emits the assembly's task module, and, in an executable, the initializer that makes it the root.</summary>
internal static class ModuleEmitter
{
    public static SourceText Emit(IEnumerable<string> taskClasses, IEnumerable<string> reducerClasses, ModuleModel module, AssemblyModel assembly)
    {
        string type = $"global::{assembly.Namespace}.TaskModule";
        var source = new SourceWriter(nullable: true);
        source.Line($"[assembly: global::MpiPool.Tasks.TaskModule(typeof({type}))]");
        source.Line();
        source.Open($"namespace {assembly.Namespace}");
        source.Line("/// <summary>The tasks of this assembly and of those it references.</summary>");
        source.Line(Names.Hidden);
        source.Open("public sealed class TaskModule : global::MpiPool.Tasks.ITaskModule");
        source.Open("private TaskModule()");
        source.Close();
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Open("public static void Register(global::MpiPool.Tasks.TaskCatalogBuilder builder)");
        foreach (string reference in module.References)
            source.Line($"builder.Include<{reference}>();");
        foreach (string task in taskClasses)
            source.Line($"builder.Add({task}.Entry.Instance);");
        foreach (string reducer in reducerClasses)
            source.Line($"builder.Add({reducer}.Instance.Entry);");
        source.Close();
        if (module.IsExecutable)
        {
            source.Line();
            source.Line("/// <summary>Runs before Main: prepares the process for its launcher and registers the tasks.</summary>");
            source.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
            source.Open("internal static void Initialize()");
            source.Line("global::MpiPool.Tasks.ProgramStart.Prepare();");
            source.Line("global::MpiPool.Tasks.TaskCatalog.SetRoot<TaskModule>();");
            source.Close();
        }
        source.Close();
        source.Close();
        return source.ToSourceText();
    }
}
