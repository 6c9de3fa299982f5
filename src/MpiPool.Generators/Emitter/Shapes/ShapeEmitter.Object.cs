using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Classes, structs and records.</summary>
internal static partial class ShapeEmitter
{
    private static void WriteObject(SourceWriter source, ObjectShape shape)
    {
        if (!shape.IsValueType)
            NullObject(source);
        if (!shape.IsSealed)
        {
            // A derived instance would arrive as its base, without what it adds.
            source.Line($"if (value.GetType() != typeof({shape.Type}))");
            source.Indented($"{Names.Writer}.ThrowDerived(typeof({shape.Type}), value);");
        }
        Enter(source, shape.IsRecursive, "writer");
        ValueEmitter.WriteAll(source, [.. shape.Members.Select(static m => (m.Value, "value." + Names.Escape(m.Name)))], shape.Members.Count);
        Leave(source, shape.IsRecursive, "writer");
    }

    private static void ReadObject(SourceWriter source, ObjectShape shape)
    {
        if (shape.IsValueType)
        {
            source.Line($"reader.ReadStructHeader({shape.Members.Count});");
        }
        else
        {
            source.Line($"if (!reader.ReadObjectHeader({shape.Members.Count}))");
            source.Indented("return null;");
        }
        Enter(source, shape.IsRecursive, "reader");
        string[] locals = Names.Locals(shape.Members.Select(static m => m.Name));
        ValueEmitter.ReadAll(source, [.. shape.Members.Select((m, i) => (m.Value, m.Value.Type, locals[i]))]);
        Leave(source, shape.IsRecursive, "reader");

        string arguments = string.Join(", ", shape.Arguments.Select(a => $"{Names.Escape(a.Parameter)}: {locals[a.Member]}"));
        int[] initialized = [.. Enumerable.Range(0, shape.Members.Count).Where(i => shape.Members[i].IsInitialized)];
        if (initialized.Length == 0)
        {
            source.Line($"return new {shape.Type}({arguments});");
            return;
        }
        source.Open($"return new {shape.Type}({arguments})");
        foreach (int i in initialized)
            source.Line($"{Names.Escape(shape.Members[i].Name)} = {locals[i]},");
        source.Close(";");
    }
}
