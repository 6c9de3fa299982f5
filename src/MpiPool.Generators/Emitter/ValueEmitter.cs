using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Writes and reads single values and runs of them.</summary>
internal static class ValueEmitter
{
    /// <summary>As many values as one call of the runtime takes.</summary>
    public const int LongestRun = 4;

    /// <summary>A statement that writes one value.</summary>
    public static string Write(ValueModel value, string expression, string writer = "writer") => value.Kind switch
    {
        ValueKind.Unmanaged => $"{writer}.Memory.WriteUnmanaged({expression});",
        ValueKind.NullableUnmanaged or ValueKind.Helper => $"{writer}.Write{value.Method}({expression}{value.WriteArguments});",
        _ => $"Codecs.Write{value.Method}(ref {writer}, {expression});",
    };

    /// <summary>An expression that reads one value.</summary>
    public static string Read(ValueModel value, string reader = "reader") => value.Kind switch
    {
        ValueKind.Unmanaged => $"{reader}.Memory.ReadUnmanaged<{value.Type}>()",
        ValueKind.NullableUnmanaged or ValueKind.Helper => $"{reader}.Read{value.Method}({value.ReadArguments})",
        _ => $"Codecs.Read{value.Method}(ref {reader})",
    };

    /// <summary>The same where nullable analysis is on: the writer knew whether the value may be null.</summary>
    public static string ReadAnnotated(ValueModel value, string reader = "reader") => Read(value, reader) + (value.IsFixedSize ? "" : "!");

    /// <summary>Writes values one after the other, neighbours of fixed size together, with an object header where a member count is given.</summary>
    public static void WriteAll(SourceWriter source, IReadOnlyList<(ValueModel Value, string Expression)> values, int? memberCount = null, string writer = "writer")
    {
        if (memberCount is { } count)
            source.Line($"{writer}.Memory.WriteObjectHeader({count});");
        for (int start = 0; start < values.Count;)
        {
            int length = RunLength(values.Count, start, i => values[i].Value);
            if (length <= 1)
            {
                source.Line(Write(values[start].Value, values[start].Expression, writer));
                start++;
                continue;
            }
            source.Line($"{writer}.Memory.WriteUnmanaged({string.Join(", ", Enumerable.Range(start, length).Select(i => values[i].Expression))});");
            start += length;
        }
    }

    /// <summary>Reads values into new locals, neighbours of fixed size together.</summary>
    /// <param name="source">Where the statements go.</param>
    /// <param name="values">The values, the locals' types and their names.</param>
    /// <param name="reader">The reader's name.</param>
    /// <param name="annotated">Nullable analysis is on.</param>
    public static void ReadAll(SourceWriter source, IReadOnlyList<(ValueModel Value, string Type, string Local)> values, string reader = "reader", bool annotated = false)
    {
        for (int start = 0; start < values.Count;)
        {
            int length = RunLength(values.Count, start, i => values[i].Value);
            if (length == 0)
            {
                (ValueModel value, string type, string local) = values[start++];
                source.Line($"{type} {local} = {(annotated ? ReadAnnotated(value, reader) : Read(value, reader))};");
                continue;
            }
            string locals = string.Join(", ", Enumerable.Range(start, length).Select(i => $"out {values[i].Type} {values[i].Local}"));
            source.Line($"{reader}.Memory.ReadUnmanaged({locals});");
            start += length;
        }
    }

    private static int RunLength(int count, int start, Func<int, ValueModel> value)
    {
        int end = start;
        while (end < count && end - start < LongestRun && value(end).Kind == ValueKind.Unmanaged)
            end++;
        return end - start;
    }
}
