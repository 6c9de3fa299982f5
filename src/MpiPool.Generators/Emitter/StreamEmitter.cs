using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Emits what a task that yields items has in place of a result.</summary>
internal static class StreamEmitter
{
    /// <summary>Emits the members of the entry that run the task.</summary>
    public static void EmitStart(SourceWriter source, TaskModel task, string[] locals)
    {
        source.Open($"public override global::System.Threading.Tasks.Task Start(ref {Names.Reader} arguments, global::MpiPool.TaskContext context)");
        source.Line("var producer = new Producer(context, arguments.Memory.ReadUnmanaged<int>());");
        TaskEmitter.ReadArguments(source, task, locals);
        source.Line($"return producer.RunAsync({TaskEmitter.MethodCall(task, locals)});");
        source.Close();
        source.Line();
        source.Open($"public override void WriteResult(global::System.Threading.Tasks.Task completed, ref {Names.Writer} result)");
        source.Close();
    }

    /// <summary>Emits the class that sends the items.</summary>
    public static void EmitProducer(SourceWriter source, string type, ValueModel item)
    {
        source.Open($"private sealed class Producer : global::MpiPool.Tasks.StreamProducer<{type}>");
        source.Open("internal Producer(global::MpiPool.TaskContext context, int bufferSize) : base(context, bufferSize)");
        source.Close();
        source.Line();
        source.Open($"protected override void Write(ref {Names.Writer} writer, {type} value)");
        source.Line(ValueEmitter.Write(item, "value"));
        source.Close();
        source.Close();
    }
}
