using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>
/// Emits what maps use: on the worker a loop over the items of a chunk, in the handle the codecs of items, by columns where all values are unmanaged.
/// </summary>
internal static class ChunkEmitter
{
    // As many as the runtime's maps take.
    private const int MaximumArguments = 4;

    /// <summary>The loop over columns, a member of the entry.</summary>
    /// <param name="source">Where it goes.</param>
    /// <param name="task">The task; it has columns.</param>
    /// <param name="locals">Names for the arguments' columns.</param>
    /// <param name="methodCall">Makes the call of the method with these arguments.</param>
    public static void EmitInvokeColumns(SourceWriter source, TaskModel task, string[] locals, Func<string[], string> methodCall)
    {
        source.Line();
        source.Open("public override void InvokeColumns(ref global::MpiPool.Wire.ChunkColumns items)");
        foreach ((ParameterModel argument, string local) in task.Arguments.Zip(locals, static (a, l) => (a, l)))
            source.Line($"global::System.ReadOnlySpan<{argument.Value!.Type}> {local} = items.Argument<{argument.Value.Type}>();");
        if (task.Result.Value is { } value)
            source.Line($"global::System.Span<{value.Type}> returned = items.Results<{value.Type}>();");
        // The place of the item is told where one throws: a store an item would cost as much as a short task.
        source.Line("int item = items.Next;");
        source.Open("try");
        source.Open($"for (; item < {locals[0]}.Length; item++)");
        source.Line($"{(task.Result.Value is null ? "" : "returned[item] = ")}{methodCall([.. locals.Select(static local => local + "[item]")])};");
        source.Close();
        source.Close();
        source.Open("finally");
        source.Line("items.Next = item;");
        source.Close();
        source.Close();
    }

    /// <summary>The codecs of items, members of the handle.</summary>
    public static void EmitHandleMembers(SourceWriter source, TaskModel task)
    {
        ParameterModel[] arguments = [.. task.Arguments];
        if (arguments.Length is 0 or > MaximumArguments)
            return;
        source.Line();
        source.Open($"public override void WriteArguments(ref {Names.Writer} writer, {Parameters(static a => a.Type)})");
        ValueEmitter.WriteAll(source, [.. arguments.Select(static (a, i) => (a.Value!, $"arg{i + 1}"))]);
        source.Close();
        source.Line();
        source.Open($"public override {task.Result.Type} ReadResult(ref {Names.Reader} reader)");
        source.Line(task.Result.Value is { } value ? $"return {ValueEmitter.ReadAnnotated(value)};" : "return default;");
        source.Close();
        if (!task.HasColumns)
            return;
        source.Line();
        source.Open($"public override void WriteColumns(ref {Names.Writer} writer, {Parameters(static a => $"global::System.ReadOnlySpan<{a.Type}>")})");
        for (int i = 1; i <= arguments.Length; i++)
            source.Line($"writer.WriteColumn(arg{i});");
        source.Close();
        source.Line();
        source.Open($"public override void ReadColumn(ref {Names.Reader} reader, global::System.Span<{task.Result.Type}> results)");
        if (task.Result.Value is not null)
            source.Line("reader.ReadColumn(results);");
        source.Close();

        string Parameters(Func<ParameterModel, string> type) => string.Join(", ", arguments.Select((a, i) => $"{type(a)} arg{i + 1}"));
    }
}
