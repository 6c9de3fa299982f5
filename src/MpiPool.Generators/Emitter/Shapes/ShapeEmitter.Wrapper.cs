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
        NullObject(source);
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
    }

    private static void ReadUnion(SourceWriter source, UnionShape shape)
    {
        source.Line("if (!reader.Memory.TryReadUnionHeader(out ushort tag))");
        source.Indented("return null;");
        Enter(source, shape.IsRecursive, "reader");
        source.Open($"{shape.Type} value = tag switch");
        foreach (UnionCase item in shape.Cases)
            source.Line($"{item.Tag} => {ValueEmitter.Read(item.Value)},");
        source.Line($"_ => throw new global::MpiPool.Wire.WireFormatException($\"The tag {{tag}} is none of the derived types of {shape.Type.Replace("global::", "")}.\"),");
        source.Close(";");
        Leave(source, shape.IsRecursive, "reader");
        source.Line("return value;");
    }
}
