using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Collections and dictionaries.</summary>
internal static partial class ShapeEmitter
{
    private static void WriteCollection(SourceWriter source, CollectionShape shape)
    {
        NullCollection(source, shape.Recipe.NullTest ?? "value is null");
        Enter(source, shape.IsRecursive, "writer");
        string elements = "value";
        if (shape.Recipe.Count is null || shape.Recipe.IsReversed)
        {
            source.Line($"var items = new global::System.Collections.Generic.List<{shape.Element.Type}>(value);");
            if (shape.Recipe.IsReversed)
                source.Line("items.Reverse();");
            elements = "items";
        }
        source.Line($"writer.Memory.WriteCollectionHeader({elements}.{(elements == "items" ? "Count" : shape.Recipe.Count)});");
        WriteElements(source, shape.Element, elements);
        Leave(source, shape.IsRecursive, "writer");
    }

    private static void ReadCollection(SourceWriter source, CollectionShape shape)
    {
        ReadLength(source, shape.Element.MinimumSize);
        Enter(source, shape.IsRecursive, "reader");
        source.Line($"var items = {shape.Recipe.Construct.Replace("{T}", shape.Element.Type)};");
        source.Line("for (int i = 0; i < length; i++)");
        source.Indented($"items.{shape.Recipe.Add}({ValueEmitter.Read(shape.Element)});");
        Leave(source, shape.IsRecursive, "reader");
        source.Line($"return {(shape.Recipe.Finish ?? "items").Replace("{T}", shape.Element.Type)};");
    }

    private static void WriteDictionary(SourceWriter source, DictionaryShape shape)
    {
        NullCollection(source);
        Enter(source, shape.IsRecursive, "writer");
        source.Line("writer.Memory.WriteCollectionHeader(value.Count);");
        source.Open($"foreach (global::System.Collections.Generic.KeyValuePair<{shape.Key.Type}, {shape.Value.Type}> item in value)");
        if (shape.PairsAreUnmanaged)
            source.Line("writer.Memory.WriteUnmanaged(item);");
        else
            ValueEmitter.WriteAll(source, [(shape.Key, "item.Key"), (shape.Value, "item.Value")]);
        source.Close();
        Leave(source, shape.IsRecursive, "writer");
    }

    private static void ReadDictionary(SourceWriter source, DictionaryShape shape)
    {
        string types = $"{shape.Key.Type}, {shape.Value.Type}";
        ReadLength(source, shape.Key.MinimumSize + shape.Value.MinimumSize);
        Enter(source, shape.IsRecursive, "reader");
        source.Line($"var items = {shape.Recipe.Construct.Replace("{T}", types)};");
        source.Open("for (int i = 0; i < length; i++)");
        if (shape.PairsAreUnmanaged)
        {
            source.Line($"reader.Memory.ReadUnmanaged(out global::System.Collections.Generic.KeyValuePair<{types}> item);");
            source.Line($"items.{shape.Recipe.Add}(item.Key, item.Value);");
        }
        else
        {
            ValueEmitter.ReadAll(source, [(shape.Key, shape.Key.Type, "key"), (shape.Value, shape.Value.Type, "item")]);
            source.Line($"items.{shape.Recipe.Add}(key, item);");
        }
        source.Close();
        Leave(source, shape.IsRecursive, "reader");
        source.Line($"return {(shape.Recipe.Finish ?? "items").Replace("{T}", types)};");
    }
}
