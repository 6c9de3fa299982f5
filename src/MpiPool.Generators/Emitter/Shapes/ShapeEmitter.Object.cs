using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Classes, structs and records.</summary>
internal static partial class ShapeEmitter
{
    private static void WriteObject(SourceWriter source, ObjectShape shape)
    {
        CallBack(source, shape.Callbacks, CallbackMoment.Serializing);
        if (!shape.IsValueType)
        {
            source.Open("if (value is null)");
            source.Line("writer.Memory.WriteNullObjectHeader();");
            CallBack(source, shape.Callbacks, CallbackMoment.Serialized, isNull: true);
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
        CallBack(source, shape.Callbacks, CallbackMoment.Serialized, isKnown: true);
    }

    private static void ReadObject(SourceWriter source, ObjectShape shape)
    {
        bool isDeclared = DeclaresFirst(shape);
        if (isDeclared)
            source.Line($"{shape.Type} value = default;");
        CallBack(source, shape.Callbacks, CallbackMoment.Deserializing, isNull: !shape.IsValueType);
        if (shape.Layout == ObjectLayout.CircularReference)
        {
            ReadReferable(source, shape);
            return;
        }
        ReadHeader(source, shape, isDeclared);
        Enter(source, shape.IsRecursive, "reader");
        string[] locals = Names.Locals(shape.Members.Select(static m => m.Name));
        if (shape.Layout == ObjectLayout.Plain)
            ValueEmitter.ReadAll(source, [.. shape.Members.Select((m, i) => (m.Value, m.Value.Type, locals[i]))]);
        else
            ReadMembers(source, shape, locals);
        Leave(source, shape.IsRecursive, "reader");

        if (!isDeclared && !shape.Members.Any(IsAssigned) && !shape.Callbacks.Has(CallbackMoment.Deserialized) && !shape.Callbacks.HasBytes(CallbackMoment.Deserialized))
        {
            Construct(source, shape, locals, "return");
            return;
        }
        if (isDeclared && !shape.IsValueType && shape.Arguments.Count == 0)
            ConstructUnlessGiven(source, shape, locals);
        else
            Construct(source, shape, locals, isDeclared ? "value =" : $"{shape.Type} value =");
        for (int i = 0; i < locals.Length; i++)
        {
            if (IsAssigned(shape.Members[i]))
                Assign(source, shape, shape.Members[i], locals[i], shape.Members[i].Setting == MemberSetting.Assignment);
        }
        CallBack(source, shape.Callbacks, CallbackMoment.Deserialized, isKnown: true);
        source.Line("return value;");
    }

    // What is called before the value is read needs one to be called on, or may give the object.
    private static bool DeclaresFirst(ObjectShape shape) =>
        shape.Callbacks.HasStream(CallbackMoment.Deserializing) || shape.Callbacks.HasStream(CallbackMoment.Deserialized) || (shape.IsValueType && shape.Callbacks.Has(CallbackMoment.Deserializing));

    private static void ReadHeader(SourceWriter source, ObjectShape shape, bool isDeclared)
    {
        if (shape.IsValueType && shape.Layout == ObjectLayout.Plain)
        {
            source.Line($"reader.ReadStructHeader({shape.Members.Count});");
            return;
        }
        string test = shape.Layout == ObjectLayout.Plain ? $"if (!reader.ReadObjectHeader({shape.Members.Count}))" : "if (!reader.ReadMembersHeader(out int memberCount))";
        string nothing = shape.IsValueType ? "return default;" : "return null;";
        if (!isDeclared && !shape.Callbacks.HasBytes(CallbackMoment.Deserialized) && !shape.Callbacks.At(CallbackMoment.Deserialized).Any(static c => c.IsStatic))
        {
            source.Line(test);
            source.Indented(nothing);
            return;
        }
        source.Open(test);
        if (isDeclared)
            source.Line("value = default;");
        CallBack(source, shape.Callbacks, CallbackMoment.Deserialized, isNull: true);
        source.Line(isDeclared ? "return value;" : nothing);
        source.Close();
    }

    // A callback may have given the object, which then gets its members as MemoryPack sets them.
    private static void ConstructUnlessGiven(SourceWriter source, ObjectShape shape, string[] locals)
    {
        source.Open("if (value is null)");
        Construct(source, shape, locals, "value =");
        source.Close();
        if (!shape.Members.Any(IsSetWhereGiven))
            return;
        source.Open("else");
        for (int i = 0; i < locals.Length; i++)
        {
            if (IsSetWhereGiven(shape.Members[i]))
                Assign(source, shape, shape.Members[i], locals[i], isAlways: false);
        }
        source.Close();
    }

    private static bool IsSetWhereGiven(MemberModel member) => member is { Setting: MemberSetting.Initializer, IsAssignable: true };

    private static bool IsAssigned(MemberModel member) => member.Setting is MemberSetting.Assignment or MemberSetting.AssignmentWherePresent;

    private static void Assign(SourceWriter source, ObjectShape shape, MemberModel member, string local, bool isAlways)
    {
        string statement = Set(shape, member, local);
        if (isAlways || shape.Layout == ObjectLayout.Plain)
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
