using Microsoft.CodeAnalysis;

namespace MpiPool.GeneratorBenchmark;

/// <summary>Finds the marked methods and keeps their names.</summary>
internal sealed class LookUpGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("MpiPool.MpiTaskAttribute", static (_, _) => true, static (found, _) => found.TargetSymbol.Name).Collect(),
        static (output, names) => output.AddSource("Names.g.cs", "// " + string.Join(", ", names)));
}
