using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>The ways to what cannot be named, and the formatters that attributes make.</summary>
internal static partial class ShapeEmitter
{
    private static void EmitAccessors(SourceWriter source, EquatableArray<AccessorModel> accessors)
    {
        const string Namespace = "global::System.Runtime.CompilerServices.";
        foreach (AccessorModel accessor in accessors)
        {
            bool isGeneric = accessor.TypeParameters.Length > 0;
            source.Line();
            if (isGeneric)
                source.Open($"private static class {accessor.Holder}{accessor.TypeParameters}{accessor.Constraints}");
            string name = accessor.Target is null ? "" : $", Name = \"{accessor.Target}\"";
            source.Line($"[{Namespace}UnsafeAccessor({Namespace}UnsafeAccessorKind.{accessor.Kind}{name})]");
            source.Line($"{(isGeneric ? "internal" : "private")} static extern {accessor.Result} {accessor.Name}{accessor.MethodTypeParameters}({accessor.Parameters}){accessor.MethodConstraints};");
            if (isGeneric)
                source.Close();
        }
    }

    // A class of its own: an attribute that throws costs the values of its own formatter, not those of all codecs.
    private static void EmitFormatter(SourceWriter source, MemoryPackFormatterShape shape)
    {
        source.Line();
        source.Open($"private static class {shape.Name}_Formatter");
        source.Line($"internal static readonly {shape.Formatter} Instance = {shape.Attribute}.GetFormatter();");
        source.Close();
    }
}
