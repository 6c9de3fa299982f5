using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>
/// Turns a method marked as a task into a model, or into the reasons why it cannot be one. The generator and the analyzer both use it, so
/// that they cannot disagree.
/// </summary>
internal sealed class TaskParser
{
    public const string AttributeName = "MpiPool.MpiTaskAttribute";

    // A number and a version of 32 bits each.
    private const int SharedNameSize = 8;

    private readonly IMethodSymbol _method;
    private readonly List<Problem> _problems;
    private readonly ShapeParser _shapes;
    private ProgressModel? _progress;
    private ISymbol _place;
    private bool _atResult;

    private TaskParser(Compilation compilation, IMethodSymbol method, List<Problem> problems)
    {
        _method = method;
        _problems = problems;
        _place = method;
        _shapes = new ShapeParser(compilation, (rule, path, type) => _problems.Add(new Problem(rule, _place, _atResult, type, [path])));
    }

    /// <summary>Parses a method that carries the attribute.</summary>
    /// <param name="compilation">The compilation it belongs to.</param>
    /// <param name="method">The method.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="problems">What is wrong with it.</param>
    /// <returns>The model; null where an error was found, or one that the compiler itself reports.</returns>
    public static TaskModel? Parse(Compilation compilation, IMethodSymbol method, AttributeData attribute, out IReadOnlyList<Problem> problems)
    {
        var found = new List<Problem>();
        problems = found;
        ContainerModel container = ContainerParser.Parse(compilation, method.ContainingType);
        MethodRules.Check(method, container, (rule, arguments) => found.Add(new Problem(rule, method, IsAtResult: false, null, arguments)));
        if (found.Count > 0 || TaskSignature.Read(compilation, method, attribute, container) is not { } signature)
            return ParseNew(compilation, method, attribute, container, found);
        SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax();
        if (ParsedTasks.Find(declaration, signature) is { } known)
            return known;
        TaskModel? model = ParseNew(compilation, method, attribute, container, found);
        if (model is not null && found.Count == 0)
            ParsedTasks.Keep(declaration, signature, model);
        return model;
    }

    /// <summary>The task's attribute, or null.</summary>
    public static AttributeData? FindAttribute(ISymbol method) =>
        method.GetAttributes().FirstOrDefault(static a => a.AttributeClass is { Name: "MpiTaskAttribute" } type && TypeNames.Namespace(type) == "MpiPool");

    /// <summary>Who gives a parameter of that type its value.</summary>
    public static ParameterSource SourceOf(ITypeSymbol type)
    {
        if (TypeNames.Is(type, "MpiPool", "TaskContext"))
            return ParameterSource.Context;
        if (TypeNames.Is(type, "System.Threading", "CancellationToken"))
            return ParameterSource.Token;
        return TypeNames.Is(type, "System", "IProgress`1") ? ParameterSource.Progress : ParameterSource.Caller;
    }

    /// <summary>Whether values of the type are read item by item.</summary>
    public static bool IsStream(ITypeSymbol type) => TypeNames.Is(type, "System.Collections.Generic", "IAsyncEnumerable`1");

    /// <summary>Whether only the name of the value travels with a call.</summary>
    public static bool IsShared(ITypeSymbol type) => TypeNames.Is(type, "MpiPool", "Shared`1");

    /// <summary>The name that the attribute gives the task, or null.</summary>
    public static string? ExplicitName(AttributeData attribute) => attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Name").Value.Value as string;

    /// <summary>Whether the attribute says that the task may run again.</summary>
    public static bool IsIdempotent(AttributeData attribute) => attribute.NamedArguments.Any(static a => a.Key == "Idempotent" && a.Value.Value is true);

    private static TaskModel? ParseNew(Compilation compilation, IMethodSymbol method, AttributeData attribute, ContainerModel container, List<Problem> problems)
    {
        TaskModel? model = new TaskParser(compilation, method, problems).ParseModel(container, attribute);
        return problems.Exists(static p => p.IsError) ? null : model;
    }

    private TaskModel? ParseModel(ContainerModel container, AttributeData attribute)
    {
        var parameters = new List<ParameterModel>();
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            _place = parameter;
            if (ParseParameter(parameter) is { } model)
                parameters.Add(model);
        }
        _place = _method;
        _atResult = true;
        ResultModel? result = ParseResult();
        if (parameters.Count < _method.Parameters.Length || result is null)
            return null;

        Dictionary<string, ShapeModel> shapes = _shapes.Shapes;
        IEnumerable<ParameterModel> travelling = parameters.Where(static p => p.Value is not null);
        string distinctName = Overloads.DistinctName(_method);
        return new TaskModel(
            container,
            TypeNames.Shorten(container.MangledName + "_" + distinctName),
            _method.Name,
            distinctName,
            Fnv1a.Hash(ExplicitName(attribute) ?? Signature()),
            $"{container.DisplayName}.{_method.Name}",
            WireText.Describe(travelling, result, _progress?.Value, shapes),
            _method.GetDocumentationCommentId() ?? "",
            container.IsPublic && _method.DeclaredAccessibility == Accessibility.Public,
            IsIdempotent(attribute),
            ObsoleteAttribute(),
            ContainerParser.ExperimentalRule(_method),
            parameters.ToEquatableArray(),
            Overloads.ShorterOnes(_method, parameters).ToEquatableArray(),
            result,
            _progress,
            shapes.Values.OrderBy(static s => s.Name, StringComparer.Ordinal).ToEquatableArray(),
            _shapes.Elements.OrderBy(static e => e.Type, StringComparer.Ordinal).ToEquatableArray());
    }

    private ParameterModel? ParseParameter(IParameterSymbol parameter)
    {
        string type = TypeNames.Annotated(parameter.Type);
        if (parameter.RefKind != RefKind.None)
        {
            Report(Rules.ByReference, parameter.Name);
            return null;
        }
        ParameterSource source = SourceOf(parameter.Type);
        if (source == ParameterSource.Progress && !TryParseProgress((INamedTypeSymbol)parameter.Type))
            return null;
        if (source != ParameterSource.Caller)
            return new ParameterModel(parameter.Name, type, source, null, null, false);
        if (IsShared(parameter.Type))
            return ParseShared(parameter, type);
        ValueModel? value = _shapes.Parse(parameter.Type, parameter.GetAttributes())?.AsParameter();
        return value is null
            ? null
            : new ParameterModel(parameter.Name, type, ParameterSource.Caller, value, DefaultValue.Format(parameter), parameter.IsParams);
    }

    private ParameterModel? ParseShared(IParameterSymbol parameter, string type)
    {
        ITypeSymbol content = ((INamedTypeSymbol)parameter.Type).TypeArguments[0];
        // Memory is lent: ranks of one host can read it from one place.
        if (_shapes.Parse(content)?.AsParameter() is not { } value)
            return null;
        string contentType = TypeNames.Annotated(content);
        var name = new ValueModel(ValueKind.Helper, type, $"Shared<{contentType}>", SharedNameSize, "shared");
        return new ParameterModel(parameter.Name, type, ParameterSource.Caller, name, DefaultValue.Format(parameter), parameter.IsParams, new SharedModel(contentType, value));
    }

    private bool TryParseProgress(INamedTypeSymbol type)
    {
        if (_progress is not null)
        {
            Report(Rules.BadResult, TypeNames.Short(_method.ContainingType) + "." + _method.Name, "has two IProgress<T> parameters, and a call has one receiver of reports. Report values of one type that holds both.");
            return false;
        }
        ITypeSymbol report = type.TypeArguments[0];
        if (_shapes.Parse(report) is not { } value)
            return false;
        _progress = new ProgressModel(TypeNames.Annotated(report), value);
        return true;
    }

    private ResultModel? ParseResult()
    {
        ITypeSymbol type = _method.ReturnType;
        ResultKind kind = ResultKind.Direct;
        if (type is INamedTypeSymbol task && Forbidden.IsTask(task))
        {
            kind = task.Name == "Task" ? ResultKind.Task : ResultKind.ValueTask;
            if (task.TypeArguments.IsEmpty)
                return new ResultModel(kind, "global::MpiPool.NoResult", null);
            type = task.TypeArguments[0];
        }
        else if (IsStream(type))
        {
            kind = ResultKind.Stream;
            type = ((INamedTypeSymbol)type).TypeArguments[0];
            if (_progress is not null)
            {
                Report(Rules.BadResult, TypeNames.Short(_method.ContainingType) + "." + _method.Name, "yields items and has an IProgress<T> parameter, and both would travel the same way. Yield values of one type that holds both.");
                return null;
            }
        }
        else if (_method.ReturnsVoid)
        {
            return new ResultModel(kind, "global::MpiPool.NoResult", null);
        }
        ValueModel? value = _shapes.Parse(type, _method.GetReturnTypeAttributes());
        return value is null ? null : new ResultModel(kind, TypeNames.Annotated(type), value);
    }

    private string Signature() =>
        $"{TypeNames.Full(_method.ContainingType)}.{_method.Name}({string.Join(",", _method.Parameters.Select(static p => TypeNames.Full(p.Type)))})";

    private string? ObsoleteAttribute()
    {
        AttributeData? attribute = _method.GetAttributes().FirstOrDefault(static a => a.AttributeClass is { Name: "ObsoleteAttribute" } type && TypeNames.Namespace(type) == "System");
        if (attribute is null)
            return null;
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(static a => DefaultValue.Literal(a.Value));
        return $"[global::System.Obsolete({string.Join(", ", arguments)})]";
    }

    private void Report(DiagnosticDescriptor rule, params string[] arguments) => _problems.Add(new Problem(rule, _place, _atResult, null, arguments));
}
