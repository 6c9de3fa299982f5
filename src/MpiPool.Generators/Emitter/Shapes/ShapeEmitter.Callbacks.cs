using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Calls of a type's own methods before and after its values are written and read.</summary>
internal static partial class ShapeEmitter
{
    /// <summary>Calls the methods of one moment in the order of their declaration; those of the instance where there is one.</summary>
    /// <param name="source">Where the calls go.</param>
    /// <param name="callbacks">The type's methods.</param>
    /// <param name="moment">When.</param>
    /// <param name="isKnown">The value is not null.</param>
    /// <param name="isNull">It is null, so that only static methods can be called.</param>
    private static void CallBack(SourceWriter source, CallbackSet callbacks, CallbackMoment moment, bool isKnown = false, bool isNull = false)
    {
        bool isWriting = moment is CallbackMoment.Serializing or CallbackMoment.Serialized;
        if (!callbacks.HasStream(moment))
        {
            Calls(source, callbacks, moment, isKnown, isNull);
            if (callbacks.HasBytes(moment))
                source.Line(isWriting ? "writer.EndMemoryPack(writer.BeginMemoryPack());" : "reader.SkipMemoryPack();");
            return;
        }
        // Each moment has a scope: its locals have the same names as another's.
        source.Open("");
        if (isWriting)
        {
            source.Line("global::MpiPool.Wire.MemoryPackSink sink = writer.BeginMemoryPack();");
            source.Line("var memoryPack = new global::MemoryPack.MemoryPackWriter<global::MpiPool.Wire.MemoryPackSink>(ref sink, sink.State);");
        }
        else
        {
            source.Line("global::MemoryPack.MemoryPackReader memoryPack = reader.BeginMemoryPack();");
        }
        // Any of them may put another value, or none, in the place of the value.
        Calls(source, callbacks, moment, isKnown: false, isNull: false);
        if (isWriting)
        {
            source.Line("memoryPack.Flush();");
            source.Line("writer.EndMemoryPack(sink);");
        }
        else
        {
            source.Line($"{Names.Reader}.EndMemoryPack(ref memoryPack);");
        }
        source.Close();
    }

    private static void Calls(SourceWriter source, CallbackSet callbacks, CallbackMoment moment, bool isKnown, bool isNull)
    {
        bool isChecked = !isKnown && !callbacks.IsValueType;
        foreach (CallbackModel callback in callbacks.At(moment))
        {
            string arguments = callback.TakesStream ? "ref memoryPack, ref value" : "";
            string also = callback.TakesStream ? ", ref memoryPack, ref value" : "";
            if (callback.IsStatic)
                source.Line(callback.Accessor is null ? $"{callbacks.Type}.{Names.Escape(callback.Method)}({arguments});" : $"{callback.Accessor}({(callbacks.IsValueType ? "ref value" : "null")}{also});");
            else if (isNull)
                continue;
            else if (callback.Accessor is null)
                source.Line($"value{(isChecked ? "?" : "")}.{Names.Escape(callback.Method)}({arguments});");
            else
                source.Line($"{(isChecked ? "if (value is not null) " : "")}{callback.Accessor}({(callbacks.IsValueType ? "ref value" : "value")}{also});");
        }
    }
}
