using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>Calls of a type's own methods before and after, and the accessors of what cannot be named.</summary>
internal static partial class ShapeEmitter
{
    /// <summary>Calls the type's own methods in the order of their declaration; those of the instance where there is one.</summary>
    private static void CallBack(SourceWriter source, ObjectShape shape, CallbackMoment moment, bool isKnown)
    {
        string check = isKnown || shape.IsValueType ? "" : "?";
        foreach (CallbackModel callback in shape.Callbacks.Where(c => c.Moment == moment))
        {
            if (callback.IsStatic)
                source.Line(StaticCall(shape, callback));
            else if (callback.Accessor is null)
                source.Line($"value{check}.{Names.Escape(callback.Method)}();");
            else
                source.Line($"{(check.Length > 0 ? "if (value is not null) " : "")}{callback.Accessor}({Self(shape)});");
        }
    }

    private static void CallBackStatic(SourceWriter source, ObjectShape shape, CallbackMoment moment)
    {
        foreach (CallbackModel callback in shape.Callbacks.Where(c => c.Moment == moment && c.IsStatic))
            source.Line(StaticCall(shape, callback));
    }

    // There is no object yet; that of a struct has its default.
    private static void CallBackDeserializing(SourceWriter source, ObjectShape shape)
    {
        foreach (CallbackModel callback in shape.Callbacks.Where(static c => c.Moment == CallbackMoment.Deserializing))
        {
            if (callback.IsStatic)
                source.Line(StaticCall(shape, callback));
            else if (shape.IsValueType && callback.Accessor is null)
                source.Line($"default({shape.Type}).{Names.Escape(callback.Method)}();");
        }
    }

    private static string StaticCall(ObjectShape shape, CallbackModel callback) =>
        callback.Accessor is null ? $"{shape.Type}.{Names.Escape(callback.Method)}();" : $"{callback.Accessor}(null);";

    private static void EmitAccessors(SourceWriter source, ObjectShape shape)
    {
        const string Namespace = "global::System.Runtime.CompilerServices.";
        foreach (AccessorModel accessor in shape.Accessors)
        {
            bool isGeneric = accessor.TypeParameters.Length > 0;
            source.Line();
            if (isGeneric)
                source.Open($"private static class {accessor.Holder}{accessor.TypeParameters}{accessor.Constraints}");
            string name = accessor.Target is null ? "" : $", Name = \"{accessor.Target}\"";
            source.Line($"[{Namespace}UnsafeAccessor({Namespace}UnsafeAccessorKind.{accessor.Kind}{name})]");
            source.Line($"{(isGeneric ? "internal" : "private")} static extern {accessor.Result} {accessor.Name}({accessor.Parameters});");
            if (isGeneric)
                source.Close();
        }
    }
}
