namespace MpiPool.Generators.Model;

/// <summary>Everything the emitters know of one task. Holds no symbol.</summary>
/// <param name="Container">The type that declares the method.</param>
/// <param name="ClassName">The name of the generated class with the task's call, entry and handle.</param>
/// <param name="Method">The method's name.</param>
/// <param name="HandleName">The handle's name: the method's, with parameter types where it is overloaded.</param>
/// <param name="Id">FNV-1a 64 of the signature or of the explicit name.</param>
/// <param name="Name">The name for messages.</param>
/// <param name="WireText">The wire shape of the parameters and of the result.</param>
/// <param name="DocumentationId">The ID of the method in documentation.</param>
/// <param name="IsPublic">The factory and the handle are public, else internal.</param>
/// <param name="IsIdempotent">The attribute says so.</param>
/// <param name="Obsolete">The attribute to repeat on the factory, or null.</param>
/// <param name="Experimental">The rule that the method's own <c>[Experimental]</c> names, or null.</param>
/// <param name="Parameters">The method's parameters.</param>
/// <param name="ShorterOverloads">How many parameters each shorter overload of the factory takes.</param>
/// <param name="Result">What the method returns.</param>
/// <param name="Progress">What it reports while it runs; null where it has no parameter for that.</param>
/// <param name="Shapes">All shapes the task's values are made of.</param>
/// <param name="Elements">The element types of all arrays in them that the runtime is to be told of.</param>
internal sealed record TaskModel(
    ContainerModel Container,
    string ClassName,
    string Method,
    string HandleName,
    ulong Id,
    string Name,
    string WireText,
    string DocumentationId,
    bool IsPublic,
    bool IsIdempotent,
    string? Obsolete,
    string? Experimental,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<int> ShorterOverloads,
    ResultModel Result,
    ProgressModel? Progress,
    EquatableArray<ShapeModel> Shapes,
    EquatableArray<ElementModel> Elements)
{
    // As many as the runtime has handle types for.
    private const int MaximumHandleArity = 16;

    /// <summary>The handle's type, as the runtime declares it; null where the task has more parameters than handles can have, or yields a stream.</summary>
    public string? HandleType => Arguments.Count() > MaximumHandleArity || Result.Kind == ResultKind.Stream
        ? null
        : $"global::MpiPool.TaskHandle<{string.Join(", ", Arguments.Select(static p => p.Type).Concat([Result.Type]))}>";

    /// <summary>The type of the task's calls, as the runtime declares it.</summary>
    public string CallType => Result.Kind == ResultKind.Stream ? $"global::MpiPool.StreamTaskCall<{Result.Type}>"
        : Progress is null ? $"global::MpiPool.TaskCall<{Result.Type}>"
        : $"global::MpiPool.ProgressTaskCall<{Result.Type}, {Progress.Type}>";

    /// <summary>The parameters that travel.</summary>
    public IEnumerable<ParameterModel> Arguments => Parameters.Where(static p => p.Value is not null);

    /// <summary>Chunks of its calls travel as columns: the method returns directly, and all values are unmanaged.</summary>
    public bool HasColumns => Result.Kind == ResultKind.Direct
        && Result.Value is null or { Kind: ValueKind.Unmanaged }
        && Parameters.Count > 0
        && Parameters.All(static p => p.Value is { Kind: ValueKind.Unmanaged });

    /// <summary>Some parameter is filled in by the worker, or it sends items while it runs.</summary>
    public bool NeedsContext => Result.Kind == ResultKind.Stream || Parameters.Any(static p => p.Value is null);
}

/// <summary>The type that declares tasks.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Type">The type as C# names it.</param>
/// <param name="DisplayName">The type without its namespace, for documentation.</param>
/// <param name="MangledName">An identifier that stands for the type, its namespace included.</param>
/// <param name="Companion">The name of the companion class.</param>
/// <param name="IsPublic">The type can be seen outside the assembly.</param>
/// <param name="HasTasksMember">It has a member called Tasks, so the companion is reached by its own name.</param>
/// <param name="Experimental">The rules that its <c>[Experimental]</c> names, and those of the types around it.</param>
internal sealed record ContainerModel(
    string Namespace, string Type, string DisplayName, string MangledName, string Companion, bool IsPublic, bool HasTasksMember, EquatableArray<string> Experimental);

/// <summary>Who gives a parameter its value.</summary>
internal enum ParameterSource
{
    /// <summary>The caller: it travels.</summary>
    Caller,

    /// <summary>The worker: the task's context.</summary>
    Context,

    /// <summary>The worker: the context's token.</summary>
    Token,

    /// <summary>The worker: a receiver of reports, which travel to the main rank.</summary>
    Progress,
}

/// <summary>A parameter of a task's method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, annotations and tuple names kept.</param>
/// <param name="Source">Who gives it its value.</param>
/// <param name="Value">Its wire form; null where the worker fills it in.</param>
/// <param name="Default">Its default value as C# source, or null.</param>
/// <param name="IsParams">It is declared with <c>params</c>.</param>
/// <param name="Shared">What it shares, where it is a <c>Shared&lt;T&gt;</c>.</param>
internal sealed record ParameterModel(string Name, string Type, ParameterSource Source, ValueModel? Value, string? Default, bool IsParams, SharedModel? Shared = null);

/// <summary>The value behind a parameter of type <c>Shared&lt;T&gt;</c>: only its name travels with the call.</summary>
/// <param name="Type">The value's type, annotations and tuple names kept.</param>
/// <param name="Value">The value's wire form.</param>
internal sealed record SharedModel(string Type, ValueModel Value);

/// <summary>How a method hands over its result.</summary>
internal enum ResultKind
{
    /// <summary>Directly.</summary>
    Direct,

    /// <summary>As a Task.</summary>
    Task,

    /// <summary>As a ValueTask.</summary>
    ValueTask,

    /// <summary>As an IAsyncEnumerable, item by item.</summary>
    Stream,
}

/// <summary>What a task's method returns.</summary>
/// <param name="Kind">How it hands over its result.</param>
/// <param name="Type">The type of the result, awaited; of an item of a stream; NoResult where there is none.</param>
/// <param name="Value">The result's wire form; null where there is none.</param>
internal sealed record ResultModel(ResultKind Kind, string Type, ValueModel? Value);

/// <summary>What a task reports while it runs.</summary>
/// <param name="Type">The type of a report, annotations and tuple names kept.</param>
/// <param name="Value">A report's wire form.</param>
internal sealed record ProgressModel(string Type, ValueModel Value);
