using System.ComponentModel;

namespace MpiPool.Tasks;

/// <summary>The tasks of one assembly. Generated: one implementing class an assembly, announced by <see cref="TaskModuleAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITaskModule
{
    /// <summary>Adds the assembly's own tasks and includes the modules of the assemblies it references.</summary>
    /// <param name="builder">Collects the tasks.</param>
    static abstract void Register(TaskCatalogBuilder builder);
}

/// <summary>Announces an assembly's task module to the generator of the assemblies that reference it.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TaskModuleAttribute : Attribute
{
    /// <summary>For generated code.</summary>
    /// <param name="module">The class that implements <see cref="ITaskModule"/>.</param>
    public TaskModuleAttribute(Type module) => Module = module;

    /// <summary>The class that implements <see cref="ITaskModule"/>.</summary>
    public Type Module { get; }
}
