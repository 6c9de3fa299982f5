using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MpiPool.Generators.Model;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators.Analyzers;

/// <summary>Reports why a method marked as a task cannot be one, at the parameter or the name that is to blame.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskAnalyzer : PoolAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.NotStatic, Rules.Generic, Rules.NotAccessible, Rules.ByReference, Rules.Pointer, Rules.RefStruct, Rules.Delegate, Rules.Stream,
        Rules.TaskValue, Rules.NotSerializable, Rules.AbstractWithoutUnion, Rules.DuplicateId, Rules.LocalFunction, Rules.NameClash,
        Rules.TasksMember, Rules.SameCall, Rules.BadResult, Rules.TypeNotAccessible, Rules.CannotRestore, Rules.Unsupported,
        Rules.OwnException, Rules.WrongOrder, Rules.WrongFormatter, Rules.NothingToSerialize, Rules.SharedInside,
    ];

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var tasks = new ConcurrentBag<(TaskModel Model, IMethodSymbol Method)>();
        context.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, tasks), SymbolKind.Method);
        context.RegisterSyntaxNodeAction(AnalyzeFunction, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
        context.RegisterCompilationEndAction(end => ReportDuplicates(end, tasks));
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, ConcurrentBag<(TaskModel, IMethodSymbol)> tasks)
    {
        var method = (IMethodSymbol)context.Symbol;
        // Both parts of a partial method have its attributes; it is one task.
        if (method.PartialDefinitionPart is not null || TaskParser.FindAttribute(method) is not { } attribute)
            return;
        TaskModel? model = TaskParser.Parse(context.Compilation, method, attribute, out IReadOnlyList<Problem> problems);
        if (model is not null)
            tasks.Add((model, method));
        foreach (Problem problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(problem.Descriptor, Locate(problem, context.CancellationToken), Describe(problem), problem.Arguments));
    }

    private static void AnalyzeFunction(SyntaxNodeAnalysisContext context)
    {
        (SyntaxList<AttributeListSyntax> lists, string kind) = context.Node switch
        {
            LocalFunctionStatementSyntax function => (function.AttributeLists, "local function"),
            LambdaExpressionSyntax lambda => (lambda.AttributeLists, "lambda"),
            _ => default,
        };
        foreach (AttributeSyntax attribute in lists.SelectMany(static list => list.Attributes))
        {
            ISymbol? constructor = context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol;
            if (constructor?.ContainingType is { Name: "MpiTaskAttribute" } type && TypeNames.Namespace(type) == "MpiPool")
                context.ReportDiagnostic(Diagnostic.Create(Rules.LocalFunction, attribute.GetLocation(), kind));
        }
    }

    private static void ReportDuplicates(CompilationAnalysisContext context, ConcurrentBag<(TaskModel Model, IMethodSymbol Method)> tasks)
    {
        foreach (IGrouping<ulong, (TaskModel Model, IMethodSymbol Method)> same in tasks.GroupBy(static task => task.Model.Id))
        {
            (TaskModel Model, IMethodSymbol Method)[] ordered = [.. same.OrderBy(static task => task.Model.DocumentationId, StringComparer.Ordinal)];
            foreach ((TaskModel model, IMethodSymbol method) in ordered.Skip(1))
                context.ReportDiagnostic(Diagnostic.Create(Rules.DuplicateId, method.Locations[0], ordered[0].Model.Name, model.Name));
        }
    }

    // For the code fix, which sees no more of a problem than its diagnostic.
    private static ImmutableDictionary<string, string?> Describe(Problem problem) => problem.Type is { } type
        ? ImmutableDictionary<string, string?>.Empty.Add("Type", type.OriginalDefinition.GetDocumentationCommentId())
        : ImmutableDictionary<string, string?>.Empty;

    private static Location Locate(Problem problem, CancellationToken cancellation)
    {
        if (problem.IsAtResult && problem.Place.DeclaringSyntaxReferences is [{ } reference, ..] && reference.GetSyntax(cancellation) is MethodDeclarationSyntax method)
            return method.ReturnType.GetLocation();
        return problem.Place.Locations.FirstOrDefault() ?? Location.None;
    }
}
