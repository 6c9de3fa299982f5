using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Emits one file a task: its call, its entry in the catalog and its handle.</summary>
internal static class TaskEmitter
{
    public static SourceText Emit(TaskModel task, AssemblyModel assembly)
    {
        var source = new SourceWriter(nullable: true, task.Experimental is null ? task.Container.Experimental : task.Container.Experimental.Append(task.Experimental));
        source.Line($"namespace {assembly.Namespace};");
        source.Line();
        source.Line($"/// <summary>The task <c>{EscapeXml(task.Name)}</c>: its call, its entry in the catalog and its handle.</summary>");
        source.Open($"internal static class {task.ClassName}");
        EmitCall(source, task);
        source.Line();
        EmitEntry(source, task);
        if (task.Progress is { } progress)
        {
            source.Line();
            EmitReporter(source, progress);
        }
        SharedEmitter.EmitCodecs(source, task);
        if (task is { Result: { Kind: ResultKind.Stream, Value: { } item } })
        {
            source.Line();
            StreamEmitter.EmitProducer(source, task.Result.Type, item);
        }
        if (task.HandleType is { } handleType)
        {
            source.Line();
            EmitHandle(source, task, handleType);
        }
        source.Close();
        return source.ToSourceText();
    }

    private static void EmitCall(SourceWriter source, TaskModel task)
    {
        ParameterModel[] arguments = [.. task.Arguments];
        source.Open($"internal sealed class Call : {task.CallType}");
        foreach (ParameterModel argument in arguments)
            source.Line($"private readonly {argument.Type} _{argument.Name};");
        if (arguments.Length > 0)
            source.Line();
        source.Open($"internal Call({string.Join(", ", arguments.Select(static a => $"{a.Type} {Names.Escape(a.Name)}"))})");
        foreach (ParameterModel argument in arguments)
        {
            // A parameter may have the name of another one's field.
            string field = arguments.Any(a => a.Name == "_" + argument.Name) ? "this._" : "_";
            source.Line($"{field}{argument.Name} = {Names.Escape(argument.Name)};");
        }
        source.Close();
        source.Line();
        source.Line($"public override global::MpiPool.Tasks.TaskEntry Entry => {task.ClassName}.Entry.Instance;");
        source.Line();
        bool isStream = task.Result.Kind == ResultKind.Stream;
        source.Open($"{(isStream ? "protected override void WriteStreamArguments" : "public override void WriteArguments")}(ref {Names.Writer} writer)");
        ValueEmitter.WriteAll(source, [.. arguments.Select(static a => (a.Value!, "_" + a.Name))]);
        source.Close();
        source.Line();
        source.Open($"public override {task.Result.Type} {(isStream ? "ReadItem" : "ReadResult")}(ref {Names.Reader} reader)");
        source.Line(task.Result.Value is { } value ? $"return {ValueEmitter.ReadAnnotated(value)};" : "return default;");
        source.Close();
        if (!isStream)
            EmitFixedValues(source, task, arguments);
        if (task.Progress is { } progress)
        {
            source.Line();
            source.Open($"public override {progress.Type} ReadProgress(ref {Names.Reader} reader)");
            source.Line($"return {ValueEmitter.ReadAnnotated(progress.Value)};");
            source.Close();
        }
        source.Close();
    }

    private static void EmitFixedValues(SourceWriter source, TaskModel task, ParameterModel[] arguments)
    {
        if (arguments.Length is > 0 and <= ValueEmitter.LongestRun && arguments.All(static a => a.Value!.Kind == ValueKind.Unmanaged))
        {
            source.Line();
            source.Open("public override int TryWriteArguments(global::System.Span<byte> room)");
            source.Line($"return global::MpiPool.Wire.FixedValues.TryWrite(room, {string.Join(", ", arguments.Select(static a => "_" + a.Name))});");
            source.Close();
        }
        if (task.Result.Value is { Kind: ValueKind.Unmanaged })
        {
            source.Line();
            source.Open($"public override bool TryReadResult(global::System.ReadOnlySpan<byte> payload, out {task.Result.Type} result)");
            source.Line("return global::MpiPool.Wire.FixedValues.TryRead(payload, out result);");
            source.Close();
        }
    }

    private static void EmitEntry(SourceWriter source, TaskModel task)
    {
        bool isAsync = task.Result.Kind != ResultKind.Direct;
        bool hasValue = !isAsync && task.Result.Value is not null;
        source.Open($"internal sealed class Entry : global::MpiPool.Tasks.{(isAsync ? "Async" : "Sync")}TaskEntry{(hasValue ? $"<{task.Result.Type}>" : "")}");
        source.Line("internal static readonly Entry Instance = new();");
        source.Line();
        source.Open($"private Entry() : base(0x{task.Id.ToString("x16", CultureInfo.InvariantCulture)}, {Quote(task.Name)}, {Quote(task.WireText)}, {Traits(task)})");
        SharedEmitter.EmitRegistrations(source, task);
        source.Close();
        source.Line();
        string[] locals = Names.Locals(task.Arguments.Select(static a => a.Name));
        if (task.Result.Kind == ResultKind.Stream)
            StreamEmitter.EmitStart(source, task, locals);
        else if (isAsync)
            EmitStart(source, task, locals);
        else
            EmitInvoke(source, task, locals);
        EmitElements(source, task.Elements);
        if (task.HasColumns)
            ChunkEmitter.EmitInvokeColumns(source, task, locals, values => MethodCall(task, values));
        source.Close();
    }

    private static void EmitInvoke(SourceWriter source, TaskModel task, string[] locals)
    {
        if (task.Result.Value is { } value)
        {
            source.Open($"public override {task.Result.Type} Run(ref {Names.Reader} arguments, global::MpiPool.TaskContext context)");
            ReadArguments(source, task, locals);
            source.Line($"return {MethodCall(task, locals)};");
            source.Close();
            source.Line();
            OpenInvoke(source);
            source.Line($"{task.Result.Type} returned = Run(ref arguments, context);");
            source.Line("result.Begin();");
            source.Line(ValueEmitter.Write(value, "returned", "result"));
        }
        else
        {
            OpenInvoke(source);
            ReadArguments(source, task, locals);
            source.Line(MethodCall(task, locals) + ";");
        }
        source.Close();
    }

    private static void OpenInvoke(SourceWriter source) =>
        source.Open($"public override void Invoke(ref {Names.Reader} arguments, ref {Names.Writer} result, global::MpiPool.TaskContext context)");

    private static void EmitStart(SourceWriter source, TaskModel task, string[] locals)
    {
        source.Open($"public override global::System.Threading.Tasks.Task Start(ref {Names.Reader} arguments, global::MpiPool.TaskContext context)");
        ReadArguments(source, task, locals);
        source.Line($"return {MethodCall(task, locals)}{(task.Result.Kind == ResultKind.ValueTask ? ".AsTask()" : "")};");
        source.Close();
        source.Line();
        source.Open($"public override void WriteResult(global::System.Threading.Tasks.Task completed, ref {Names.Writer} result)");
        if (task.Result.Value is { } value)
            source.Line(ValueEmitter.Write(value, $"((global::System.Threading.Tasks.Task<{task.Result.Type}>)completed).Result", "result"));
        source.Close();
    }

    /// <summary>Emits the member that tells the runtime of element types of arrays, if there are any.</summary>
    internal static void EmitElements(SourceWriter source, EquatableArray<ElementModel> elements)
    {
        if (elements.Count == 0)
            return;
        source.Line();
        source.Open("public override void AddElementTypes()");
        foreach (ElementModel element in elements)
            source.Line($"global::MpiPool.Wire.ElementTypes.Add<{element.Type}>({Quote(element.Text)});");
        source.Close();
    }

    /// <summary>Emits the reads of the arguments into locals.</summary>
    internal static void ReadArguments(SourceWriter source, TaskModel task, string[] locals)
    {
        ValueEmitter.ReadAll(source, [.. task.Arguments.Select((a, i) => (a.Value!, a.Type, locals[i]))], "arguments", annotated: true);
        source.Line("arguments.Complete();");
    }

    /// <summary>The call of the user's method with the locals as arguments.</summary>
    internal static string MethodCall(TaskModel task, string[] locals)
    {
        int next = 0;
        IEnumerable<string> arguments = task.Parameters.Select(p => p.Source switch
        {
            ParameterSource.Context => "context",
            ParameterSource.Token => "context.CancellationToken",
            ParameterSource.Progress => "new Reporter(context)",
            _ => locals[next++],
        });
        return $"{task.Container.Type}.{Names.Escape(task.Method)}({string.Join(", ", arguments)})";
    }

    private static void EmitReporter(SourceWriter source, ProgressModel progress)
    {
        source.Open($"private sealed class Reporter : global::MpiPool.Tasks.ProgressReporter<{progress.Type}>");
        source.Open("internal Reporter(global::MpiPool.TaskContext context) : base(context)");
        source.Close();
        source.Line();
        source.Open($"protected override void Write(ref {Names.Writer} writer, {progress.Type} value)");
        source.Line(ValueEmitter.Write(progress.Value, "value"));
        source.Close();
        source.Close();
    }

    private static void EmitHandle(SourceWriter source, TaskModel task, string handleType)
    {
        ParameterModel[] arguments = [.. task.Arguments];
        source.Open($"internal sealed class Handle : {handleType}");
        source.Line("internal static readonly Handle Instance = new();");
        source.Line();
        source.Open($"private Handle() : base({task.ClassName}.Entry.Instance)");
        source.Close();
        source.Line();
        string parameters = string.Join(", ", arguments.Select(static (a, i) => $"{a.Type} arg{i + 1}"));
        string values = string.Join(", ", arguments.Select(static (_, i) => $"arg{i + 1}"));
        source.Line($"public override global::MpiPool.TaskCall<{task.Result.Type}> Bind({parameters}) => new Call({values});");
        ChunkEmitter.EmitHandleMembers(source, task);
        source.Close();
    }

    private static string Traits(TaskModel task)
    {
        const string Type = "global::MpiPool.Tasks.TaskTraits.";
        var traits = new List<string>();
        if (task.NeedsContext)
            traits.Add(Type + "Context");
        if (task.IsIdempotent)
            traits.Add(Type + "Idempotent");
        if (task.Result.Value is null)
            traits.Add(Type + "NoResult");
        if (task.HasColumns)
            traits.Add(Type + "Columns");
        return traits.Count == 0 ? Type + "None" : string.Join(" | ", traits);
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string EscapeXml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
