using Microsoft.CodeAnalysis.Text;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Emits the codec of one shape: a file with a method that writes the type and one that reads it.</summary>
internal static partial class ShapeEmitter
{
    public static SourceText Emit(ShapeModel shape, AssemblyModel assembly)
    {
        var source = new SourceWriter(nullable: false);
        source.Line($"namespace {assembly.Namespace};");
        source.Line();
        source.Open("internal static partial class Codecs");
        source.Open($"internal static void Write{shape.Name}(ref {Names.Writer} writer, {shape.Type} value)");
        EmitWrite(source, shape);
        source.Close();
        source.Line();
        source.Open($"internal static {shape.Type} Read{shape.Name}(ref {Names.Reader} reader)");
        EmitRead(source, shape);
        source.Close();
        switch (shape)
        {
            case ObjectShape type: EmitAccessors(source, type.Accessors); break;
            case UnionShape union: EmitAccessors(source, union.Accessors); break;
            case MemoryPackFormatterShape formatter: EmitFormatter(source, formatter); break;
        }
        source.Close();
        return source.ToSourceText();
    }

    private static void EmitWrite(SourceWriter source, ShapeModel shape)
    {
        switch (shape)
        {
            case ObjectShape type: WriteObject(source, type); break;
            case ArrayShape array: WriteArray(source, array); break;
            case CollectionShape collection: WriteCollection(source, collection); break;
            case DictionaryShape dictionary: WriteDictionary(source, dictionary); break;
            case TupleShape tuple: WriteTuple(source, tuple); break;
            case NullableShape nullable: WriteNullable(source, nullable); break;
            case UnionShape union: WriteUnion(source, union); break;
            case CompressedShape compressed: WriteCompressed(source, compressed); break;
            case MemoryPackFormatterShape formatter: source.Line($"writer.WriteByMemoryPack({formatter.Name}_Formatter.Instance, value);"); break;
        }
    }

    private static void EmitRead(SourceWriter source, ShapeModel shape)
    {
        switch (shape)
        {
            case ObjectShape type: ReadObject(source, type); break;
            case ArrayShape array: ReadArray(source, array); break;
            case CollectionShape collection: ReadCollection(source, collection); break;
            case DictionaryShape dictionary: ReadDictionary(source, dictionary); break;
            case TupleShape tuple: ReadTuple(source, tuple); break;
            case NullableShape nullable: ReadNullable(source, nullable); break;
            case UnionShape union: ReadUnion(source, union); break;
            case CompressedShape compressed: ReadCompressed(source, compressed); break;
            case MemoryPackFormatterShape formatter: source.Line($"return reader.ReadByMemoryPack<{formatter.Formatter}, {formatter.Type}>({formatter.Name}_Formatter.Instance);"); break;
        }
    }

    private static void NullObject(SourceWriter source)
    {
        source.Open("if (value is null)");
        source.Line("writer.Memory.WriteNullObjectHeader();");
        source.Line("return;");
        source.Close();
    }

    private static void NullCollection(SourceWriter source, string test = "value is null")
    {
        source.Open($"if ({test})");
        source.Line("writer.Memory.WriteNullCollectionHeader();");
        source.Line("return;");
        source.Close();
    }

    private static void Enter(SourceWriter source, bool isRecursive, string stream)
    {
        if (isRecursive)
            source.Line($"{stream}.Enter();");
    }

    private static void Leave(SourceWriter source, bool isRecursive, string stream)
    {
        if (isRecursive)
            source.Line($"{stream}.Leave();");
    }
}
