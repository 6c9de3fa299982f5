using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators.Analyzers;

/// <summary>An analyzer of code that uses the pool: silent where the library is not referenced, and in generated code.</summary>
public abstract class PoolAnalyzer : DiagnosticAnalyzer
{
    private protected PoolAnalyzer()
    {
    }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(TaskParser.AttributeName) is not null)
                Register(start);
        });
    }

    /// <summary>Registers what the analyzer looks at in one compilation.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context);
}
