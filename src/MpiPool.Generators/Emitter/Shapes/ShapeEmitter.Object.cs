using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Classes, structs and records.</summary>
internal static partial class ShapeEmitter
{
    private static void WriteObject(SourceWriter source, ObjectShape shape)
    {
        CallBack(source, shape, CallbackMoment.Serializing, isKnown: false);
        if (!shape.IsValueType)
        {
            source.Open("if (value is null)");
            source.Line("writer.Memory.WriteNullObjectHeader();");
            CallBackStatic(source, shape, CallbackMoment.Serialized);
            source.Line("return;");
            source.Close();
        }
        if (!shape.IsSealed)
        {
            // A derived instance would arrive as its base, without what it adds.
            source.Line($"if (value.GetType() != typeof({shape.Type}))");
            source.Indented($"{Names.Writer}.ThrowDerived(typeof({shape.Type}), value);");
        }
        if (shape.Layout == ObjectLayout.CircularReference)
            WriteReference(source, shape);
        Enter(source, shape.IsRecursive, "writer");
        if (shape.Layout == ObjectLayout.Plain)
            ValueEmitter.WriteAll(source, [.. shape.Members.Select(m => (m.Value, Get(shape, m)))], shape.Members.Count);
        else
            WriteMembers(source, shape);
        Leave(source, shape.IsRecursive, "writer");
        CallBack(source, shape, CallbackMoment.Serialized, isKnown: true);
    }

    private static void ReadObject(SourceWriter source, ObjectShape shape)
    {
        CallBackDeserializing(source, shape);
        if (shape.Layout == ObjectLayout.CircularReference)
        {
            ReadReferable(source, shape);
            return;
        }
        ReadHeader(source, shape);
        Enter(source, shape.IsRecursive, "reader");
        string[] locals = Names.Locals(shape.Members.Select(static m => m.Name));
        if (shape.Layout == ObjectLayout.Plain)
            ValueEmitter.ReadAll(source, [.. shape.Members.Select((m, i) => (m.Value, m.Value.Type, locals[i]))]);
        else
            ReadMembers(source, shape, locals);
        Leave(source, shape.IsRecursive, "reader");

        bool isReturned = !shape.Members.Any(IsAssigned) && !shape.Callbacks.Any(static c => c.Moment == CallbackMoment.Deserialized);
        Construct(source, shape, locals, isReturned ? "return" : $"{shape.Type} value =");
        if (isReturned)
            return;
        for (int i = 0; i < locals.Length; i++)
        {
            if (IsAssigned(shape.Members[i]))
                Assign(source, shape, shape.Members[i], locals[i]);
        }
        CallBack(source, shape, CallbackMoment.Deserialized, isKnown: true);
        source.Line("return value;");
    }

    private static void ReadHeader(SourceWriter source, ObjectShape shape)
    {
        if (shape.IsValueType && shape.Layout == ObjectLayout.Plain)
        {
            source.Line($"reader.ReadStructHeader({shape.Members.Count});");
            return;
        }
        string test = shape.Layout == ObjectLayout.Plain ? $"if (!reader.ReadObjectHeader({shape.Members.Count}))" : "if (!reader.ReadMembersHeader(out int memberCount))";
        string nothing = shape.IsValueType ? "return default;" : "return null;";
        if (!shape.Callbacks.Any(static c => c is { Moment: CallbackMoment.Deserialized, IsStatic: true }))
        {
            source.Line(test);
            source.Indented(nothing);
            return;
        }
        source.Open(test);
        CallBackStatic(source, shape, CallbackMoment.Deserialized);
        source.Line(nothing);
        source.Close();
    }

    private static bool IsAssigned(MemberModel member) => member.Setting is MemberSetting.Assignment or MemberSetting.AssignmentWherePresent;

    private static void Assign(SourceWriter source, ObjectShape shape, MemberModel member, string local)
    {
        string statement = Set(shape, member, local);
        if (member.Setting == MemberSetting.Assignment || shape.Layout == ObjectLayout.Plain)
        {
            source.Line(statement);
            return;
        }
        source.Line($"if ({IsPresent(member.Place)})");
        source.Indented(statement);
    }

    private static void Construct(SourceWriter source, ObjectShape shape, string[] locals, string start)
    {
        string arguments = string.Join(", ", shape.Arguments.Select(a => $"{Names.Escape(a.Parameter)}: {locals[a.Member]}"));
        string constructor = $"{shape.Constructor ?? "new " + shape.Type}({arguments})";
        int[] initialized = [.. Enumerable.Range(0, shape.Members.Count).Where(i => shape.Members[i].Setting == MemberSetting.Initializer)];
        if (initialized.Length == 0)
        {
            source.Line($"{start} {constructor};");
            return;
        }
        source.Open($"{start} {constructor}");
        foreach (int i in initialized)
            source.Line($"{Names.Escape(shape.Members[i].Name)} = {locals[i]},");
        source.Close(";");
    }

    private static string Get(ObjectShape shape, MemberModel member) =>
        member.Getter is null ? "value." + Names.Escape(member.Name) : $"{member.Getter}({Self(shape)})";

    private static string Set(ObjectShape shape, MemberModel member, string expression)
    {
        if (member.Setter is null)
            return $"value.{Names.Escape(member.Name)} = {expression};";
        return member.Setter == member.Getter ? $"{member.Setter}({Self(shape)}) = {expression};" : $"{member.Setter}({Self(shape)}, {expression});";
    }

    private static string Self(ObjectShape shape) => shape.IsValueType ? "ref value" : "value";
}
