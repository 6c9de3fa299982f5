using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Arrays whose elements are written one by one, and arrays of several dimensions.</summary>
internal static partial class ShapeEmitter
{
    private static void WriteArray(SourceWriter source, ArrayShape shape)
    {
        if (shape.Rank > 1)
        {
            WriteGrid(source, shape);
            return;
        }
        NullCollection(source);
        source.Line("writer.Memory.WriteCollectionHeader(value.Length);");
        WriteElements(source, shape.Element, "value");
    }

    private static void ReadArray(SourceWriter source, ArrayShape shape)
    {
        if (shape.Rank > 1)
        {
            ReadGrid(source, shape);
            return;
        }
        ReadLength(source, shape.Element.MinimumSize);
        source.Line($"var items = {NewArray(shape.Element.Type, "length")};");
        source.Line("for (int i = 0; i < length; i++)");
        source.Indented($"items[i] = {ValueEmitter.Read(shape.Element)};");
        source.Line("return items;");
    }

    private static void WriteGrid(SourceWriter source, ArrayShape shape)
    {
        NullObject(source);
        source.Line($"writer.Memory.WriteObjectHeader({shape.Rank + 1});");
        source.Line($"writer.Memory.WriteUnmanaged({string.Join(", ", Enumerable.Range(0, shape.Rank).Select(static d => $"value.GetLength({d})"))});");
        source.Line("writer.Memory.WriteCollectionHeader(value.Length);");
        WriteElements(source, shape.Element, "value");
    }

    private static void ReadGrid(SourceWriter source, ArrayShape shape)
    {
        string[] lengths = [.. Enumerable.Range(0, shape.Rank).Select(static d => $"length{d}")];
        source.Line($"if (!reader.ReadObjectHeader({shape.Rank + 1}))");
        source.Indented("return null;");
        source.Line($"reader.Memory.ReadUnmanaged({string.Join(", ", lengths.Select(static l => $"out int {l}"))});");
        source.Line($"reader.ReadGridLength({shape.Element.MinimumSize}, {string.Join(", ", lengths)});");
        source.Line($"var items = {NewArray(shape.Element.Type, string.Join(", ", lengths))};");
        for (int d = 0; d < shape.Rank; d++)
            source.Open($"for (int i{d} = 0; i{d} < {lengths[d]}; i{d}++)");
        source.Line($"items[{string.Join(", ", Enumerable.Range(0, shape.Rank).Select(static d => $"i{d}"))}] = {ValueEmitter.Read(shape.Element)};");
        for (int d = 0; d < shape.Rank; d++)
            source.Close();
        source.Line("return items;");
    }

    private static void WriteElements(SourceWriter source, ValueModel element, string elements)
    {
        source.Line($"foreach ({element.Type} item in {elements})");
        source.Indented(ValueEmitter.Write(element, "item"));
    }

    private static void ReadLength(SourceWriter source, int minimumSize)
    {
        source.Line($"int length = reader.ReadLength({minimumSize});");
        source.Line("if (length < 0)");
        source.Indented("return default;");
    }

    // The length of an array of arrays stands before the brackets of its elements.
    private static string NewArray(string element, string lengths)
    {
        int brackets = element.Length;
        while (element[brackets - 1] == ']')
            brackets = element.LastIndexOf('[', brackets - 1);
        return $"new {element.Substring(0, brackets)}[{lengths}]{element.Substring(brackets)}";
    }
}
