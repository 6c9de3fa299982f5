using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Tuples, nullables, unions and compressed values.</summary>
internal static partial class ShapeEmitter
{
    private static void WriteTuple(SourceWriter source, TupleShape shape)
    {
        if (shape.HasHeader)
            NullObject(source);
        ValueEmitter.WriteAll(
            source,
            [.. shape.Items.Select((item, i) => (item, "value." + shape.ItemNames[i]))],
            shape.HasHeader ? shape.Items.Count : null);
    }

    private static void ReadTuple(SourceWriter source, TupleShape shape)
    {
        if (shape.HasHeader)
        {
            source.Line($"if (!reader.ReadObjectHeader({shape.Items.Count}))");
            source.Indented("return null;");
        }
        string[] locals = Names.Locals(shape.ItemNames);
        ValueEmitter.ReadAll(source, [.. shape.Items.Select((item, i) => (item, item.Type, locals[i]))]);
        source.Line($"return new {shape.Type}({string.Join(", ", locals)});");
    }

    private static void WriteNullable(SourceWriter source, NullableShape shape)
    {
        NullObject(source);
        source.Line("writer.Memory.WriteObjectHeader(1);");
        source.Line(ValueEmitter.Write(shape.Value, "value.Value"));
    }

    private static void ReadNullable(SourceWriter source, NullableShape shape)
    {
        source.Line("if (!reader.ReadObjectHeader(1))");
        source.Indented("return null;");
        source.Line($"return {ValueEmitter.Read(shape.Value)};");
    }

    private static void WriteCompressed(SourceWriter source, CompressedShape shape)
    {
        source.Line("nint start = writer.BeginBrotli();");
        source.Line(ValueEmitter.Write(shape.Value, "value"));
        source.Line($"writer.EndBrotli(start, {shape.Compression});");
    }

    private static void ReadCompressed(SourceWriter source, CompressedShape shape)
    {
        source.Line("global::MpiPool.Wire.PrimitiveReader outer = reader.BeginBrotli();");
        source.Line($"{shape.Type} value = {ValueEmitter.Read(shape.Value)};");
        source.Line("reader.EndBrotli(outer);");
        source.Line("return value;");
    }

    private static void WriteUnion(SourceWriter source, UnionShape shape)
    {
        CallBack(source, shape.Callbacks, CallbackMoment.Serializing);
        source.Open("if (value is null)");
        source.Line("writer.Memory.WriteNullObjectHeader();");
        CallBack(source, shape.Callbacks, CallbackMoment.Serialized, isNull: true);
        source.Line("return;");
        source.Close();
        Enter(source, shape.IsRecursive, "writer");
        for (int i = 0; i < shape.Cases.Count; i++)
        {
            UnionCase item = shape.Cases[i];
            source.Open($"{(i == 0 ? "" : "else ")}if (value.GetType() == typeof({item.Value.Type}))");
            source.Line($"writer.Memory.WriteUnionHeader({item.Tag});");
            source.Line(ValueEmitter.Write(item.Value, $"({item.Value.Type})value"));
            source.Close();
        }
        source.Open("else");
        source.Line($"{Names.Writer}.ThrowDerived(typeof({shape.Type}), value);");
        source.Close();
        Leave(source, shape.IsRecursive, "writer");
        CallBack(source, shape.Callbacks, CallbackMoment.Serialized, isKnown: true);
    }

    private static void ReadUnion(SourceWriter source, UnionShape shape)
    {
        source.Line($"{shape.Type} value = null;");
        CallBack(source, shape.Callbacks, CallbackMoment.Deserializing, isNull: true);
        source.Open("if (!reader.Memory.TryReadUnionHeader(out ushort tag))");
        if (shape.Callbacks.HasStream(CallbackMoment.Deserializing))
            source.Line("value = null;");
        CallBack(source, shape.Callbacks, CallbackMoment.Deserialized, isNull: true);
        source.Line("return value;");
        source.Close();
        Enter(source, shape.IsRecursive, "reader");
        source.Open("value = tag switch");
        foreach (UnionCase item in shape.Cases)
            source.Line($"{item.Tag} => {ValueEmitter.Read(item.Value)},");
        source.Line($"_ => throw new global::MpiPool.Wire.WireFormatException($\"The tag {{tag}} is none of the derived types of {shape.Type.Replace("global::", "")}.\"),");
        source.Close(";");
        Leave(source, shape.IsRecursive, "reader");
        // Behind a tag may stand null.
        CallBack(source, shape.Callbacks, CallbackMoment.Deserialized);
        source.Line("return value;");
    }
}
