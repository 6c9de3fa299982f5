using System.Globalization;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Objects whose members carry their lengths: version-tolerant ones, and those that can be referred to.</summary>
internal static partial class ShapeEmitter
{
    private static void WriteMembers(SourceWriter source, ObjectShape shape)
    {
        bool isReferable = shape.Layout == ObjectLayout.CircularReference;
        source.Line($"global::System.Span<int> ends = stackalloc int[{shape.Places + 1}];");
        source.Line($"nint start = writer.BeginMembers(ends{(isReferable ? ", id" : "")});");
        foreach ((int place, MemberModel? member) in InPlaces(shape))
        {
            if (member is not null)
                source.Line(ValueEmitter.Write(member.Value, Get(shape, member)));
            source.Line($"{End(place)} = writer.EndMember(start);");
        }
        source.Line("writer.EndMembers(start, ends);");
    }

    private static void ReadMembers(SourceWriter source, ObjectShape shape, string[] locals)
    {
        source.Line($"global::System.Span<int> ends = stackalloc int[{shape.Places + 1}];");
        source.Line("int lastEnd = reader.ReadMemberLengths(memberCount, ends);");
        int next = 0;
        foreach ((int place, MemberModel? member) in InPlaces(shape))
        {
            if (member is null)
            {
                source.Line($"reader.SkipMembers({End(place)});");
                continue;
            }
            source.Line($"{member.Value.Type} {locals[next++]} = {IsPresent(place)} ? {ValueEmitter.Read(member.Value)} : default;");
            source.Line($"reader.EndMember({End(place)});");
        }
        source.Line("reader.SkipMembers(lastEnd);");
    }

    private static void WriteReference(SourceWriter source, ObjectShape shape)
    {
        source.Open("if (writer.WriteReference(value, out uint id))");
        CallBack(source, shape.Callbacks, CallbackMoment.Serialized, isKnown: true);
        source.Line("return;");
        source.Close();
    }

    // The object is known before its members are read: they may refer to it.
    private static void ReadReferable(SourceWriter source, ObjectShape shape)
    {
        bool isDeclared = DeclaresFirst(shape);
        source.Open($"if (!reader.ReadMembersHeader(out int memberCount, out {shape.Type} {(isDeclared ? "known" : "value")}))");
        if (isDeclared)
            source.Line("value = known;");
        CallBack(source, shape.Callbacks, CallbackMoment.Deserialized);
        source.Line("return value;");
        source.Close();
        source.Line($"global::System.Span<int> ends = stackalloc int[{shape.Places + 1}];");
        source.Line("int lastEnd = reader.ReadMemberLengths(memberCount, ends, out uint id);");
        source.Line($"value {(isDeclared ? "??" : "")}= {shape.Constructor ?? "new " + shape.Type}();");
        source.Line("reader.AddReference(id, value);");
        Enter(source, shape.IsRecursive, "reader");
        foreach ((int place, MemberModel? member) in InPlaces(shape))
        {
            if (member is null)
            {
                source.Line($"reader.SkipMembers({End(place)});");
                continue;
            }
            // What only tells is read all the same: objects in it may be referred to later.
            string value = ValueEmitter.Read(member.Value);
            source.Line($"if ({IsPresent(place)})");
            source.Indented(member.Setting == MemberSetting.None ? value + ";" : Set(shape, member, value));
            source.Line($"reader.EndMember({End(place)});");
        }
        source.Line("reader.SkipMembers(lastEnd);");
        Leave(source, shape.IsRecursive, "reader");
        CallBack(source, shape.Callbacks, CallbackMoment.Deserialized, isKnown: true);
        source.Line("return value;");
    }

    /// <summary>All places of the wire with the member that has each, or null.</summary>
    private static IEnumerable<(int Place, MemberModel? Member)> InPlaces(ObjectShape shape) =>
        Enumerable.Range(0, shape.Places).Select(place => (place, (MemberModel?)shape.Members.FirstOrDefault(m => m.Place == place)));

    private static string IsPresent(int place) => $"ends[{place.ToString(CultureInfo.InvariantCulture)}] != {End(place)}";

    private static string End(int place) => $"ends[{(place + 1).ToString(CultureInfo.InvariantCulture)}]";
}
