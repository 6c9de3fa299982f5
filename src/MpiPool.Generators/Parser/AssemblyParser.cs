using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Describes the assembly that is compiled and what its references announce.</summary>
internal static class AssemblyParser
{
    private const string RuntimeAssembly = "MpiPool.Runtime";

    // C# 14 has no name in the oldest compiler that loads this generator.
    private const int CSharp14 = 1400;

    /// <summary>What the emitters of tasks and shapes need; null where the runtime is not referenced.</summary>
    public static AssemblyModel? ParseAssembly(Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName(TaskParser.AttributeName) is null)
            return null;
        string name = TypeNames.Mangle(compilation.AssemblyName ?? "Program");
        bool extensions = compilation is CSharpCompilation { LanguageVersion: var version } && (int)version >= CSharp14;
        return new AssemblyModel("MpiPool.Generated." + name, name, extensions);
    }

    public static ModuleModel ParseModule(Compilation compilation)
    {
        bool executable = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;
        IEnumerable<string> references = compilation.SourceModule.ReferencedAssemblySymbols
            .Where(static assembly => assembly.Modules.First().ReferencedAssemblies.Any(static identity => identity.Name == RuntimeAssembly))
            .Select(FindModule)
            .OfType<string>()
            .OrderBy(static name => name, StringComparer.Ordinal);
        return new ModuleModel(executable, references.ToEquatableArray());
    }

    private static string? FindModule(IAssemblySymbol assembly)
    {
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "TaskModuleAttribute" } type
                && TypeNames.Namespace(type) == "MpiPool.Tasks"
                && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol module }])
                return TypeNames.Codec(module);
        }
        return null;
    }
}
