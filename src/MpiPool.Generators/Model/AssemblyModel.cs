namespace MpiPool.Generators.Model;

/// <summary>What the emitters of single tasks and shapes know of the assembly.</summary>
/// <param name="Namespace">The namespace of the generated code.</param>
/// <param name="MangledName">The assembly's name as an identifier.</param>
/// <param name="HasExtensionMembers">The language version is C# 14 or later.</param>
internal sealed record AssemblyModel(string Namespace, string MangledName, bool HasExtensionMembers);

/// <summary>What the emitter of the module knows beyond the tasks.</summary>
/// <param name="IsExecutable">The program starts here, so the root is set here.</param>
/// <param name="References">The modules that the referenced assemblies announce.</param>
internal sealed record ModuleModel(bool IsExecutable, EquatableArray<string> References);
