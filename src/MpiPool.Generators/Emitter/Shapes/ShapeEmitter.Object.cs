using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Classes, structs and records.</summary>
internal static partial class ShapeEmitter
{
    private static void WriteObject(SourceWriter source, ObjectShape shape)
    {
        CallBack(source, shape, CallbackMoment.Serializing, shape.IsValueType ? "value." : "value?.");
        if (!shape.IsValueType)
        {
            source.Open("if (value is null)");
            source.Line("writer.Memory.WriteNullObjectHeader();");
            CallBack(source, shape, CallbackMoment.Serialized);
            source.Line("return;");
            source.Close();
        }
        if (!shape.IsSealed)
        {
            // A derived instance would arrive as its base, without what it adds.
            source.Line($"if (value.GetType() != typeof({shape.Type}))");
            source.Indented($"{Names.Writer}.ThrowDerived(typeof({shape.Type}), value);");
        }
        Enter(source, shape.IsRecursive, "writer");
        ValueEmitter.WriteAll(source, [.. shape.Members.Select(static m => (m.Value, "value." + Names.Escape(m.Name)))], shape.Members.Count);
        Leave(source, shape.IsRecursive, "writer");
        CallBack(source, shape, CallbackMoment.Serialized, "value.");
    }

    private static void ReadObject(SourceWriter source, ObjectShape shape)
    {
        CallBack(source, shape, CallbackMoment.Deserializing, shape.IsValueType ? $"default({shape.Type})." : null);
        ReadHeader(source, shape);
        Enter(source, shape.IsRecursive, "reader");
        string[] locals = Names.Locals(shape.Members.Select(static m => m.Name));
        ValueEmitter.ReadAll(source, [.. shape.Members.Select((m, i) => (m.Value, m.Value.Type, locals[i]))]);
        Leave(source, shape.IsRecursive, "reader");

        bool isCalledBack = shape.Callbacks.Any(static c => c.Moment == CallbackMoment.Deserialized);
        Construct(source, shape, locals, isCalledBack ? $"{shape.Type} value =" : "return");
        if (!isCalledBack)
            return;
        CallBack(source, shape, CallbackMoment.Deserialized, "value.");
        source.Line("return value;");
    }

    private static void ReadHeader(SourceWriter source, ObjectShape shape)
    {
        if (shape.IsValueType)
        {
            source.Line($"reader.ReadStructHeader({shape.Members.Count});");
            return;
        }
        string test = $"if (!reader.ReadObjectHeader({shape.Members.Count}))";
        if (!shape.Callbacks.Any(static c => c is { Moment: CallbackMoment.Deserialized, IsStatic: true }))
        {
            source.Line(test);
            source.Indented("return null;");
            return;
        }
        source.Open(test);
        CallBack(source, shape, CallbackMoment.Deserialized);
        source.Line("return null;");
        source.Close();
    }

    private static void Construct(SourceWriter source, ObjectShape shape, string[] locals, string start)
    {
        string arguments = string.Join(", ", shape.Arguments.Select(a => $"{Names.Escape(a.Parameter)}: {locals[a.Member]}"));
        int[] initialized = [.. Enumerable.Range(0, shape.Members.Count).Where(i => shape.Members[i].IsInitialized)];
        if (initialized.Length == 0)
        {
            source.Line($"{start} new {shape.Type}({arguments});");
            return;
        }
        source.Open($"{start} new {shape.Type}({arguments})");
        foreach (int i in initialized)
            source.Line($"{Names.Escape(shape.Members[i].Name)} = {locals[i]},");
        source.Close(";");
    }

    /// <summary>Calls the type's own methods: the static ones, and those of the instance where there is one.</summary>
    private static void CallBack(SourceWriter source, ObjectShape shape, CallbackMoment moment, string? instance = null)
    {
        foreach (CallbackModel callback in shape.Callbacks.Where(c => c.Moment == moment))
        {
            if (callback.IsStatic)
                source.Line($"{shape.Type}.{Names.Escape(callback.Method)}();");
            else if (instance is not null)
                source.Line($"{instance}{Names.Escape(callback.Method)}();");
        }
    }
}
