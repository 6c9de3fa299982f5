using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Emits what a task brings for each of its shared parameters: the codec of the value, which travels apart from the calls.</summary>
internal static class SharedEmitter
{
    /// <summary>Emits the statements that make the codecs known, into the constructor of the task's entry.</summary>
    public static void EmitRegistrations(SourceWriter source, TaskModel task)
    {
        foreach ((SharedModel shared, string name) in Codecs(task))
            source.Line($"global::MpiPool.Tasks.SharedCodecs.Register<{shared.Type}>(new {name}());");
    }

    /// <summary>Emits the codecs.</summary>
    public static void EmitCodecs(SourceWriter source, TaskModel task)
    {
        foreach ((SharedModel shared, string name) in Codecs(task))
        {
            source.Line();
            source.Open($"private sealed class {name} : global::MpiPool.Tasks.SharedCodec<{shared.Type}>");
            source.Open($"public override void Write(ref {Names.Writer} writer, {shared.Type} value)");
            source.Line(ValueEmitter.Write(shared.Value, "value"));
            source.Close();
            source.Line();
            source.Open($"public override {shared.Type} Read(ref {Names.Reader} reader)");
            source.Line($"return {ValueEmitter.ReadAnnotated(shared.Value)};");
            source.Close();
            source.Close();
        }
    }

    private static IEnumerable<(SharedModel Shared, string Name)> Codecs(TaskModel task) =>
        task.Arguments.Where(static a => a.Shared is not null).Select(static (a, i) => (a.Shared!, $"SharedValue{i + 1}"));
}
