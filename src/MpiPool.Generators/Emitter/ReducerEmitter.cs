using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Emitter;

/// <summary>
/// Emits one file a reducer: the class that calls it and has the codecs of its values, and the extension that makes it reachable as
/// <c>TheStruct.Reducer</c> where the language has extension members.
/// </summary>
internal static class ReducerEmitter
{
    public static SourceText Emit(ReducerModel reducer, AssemblyModel assembly)
    {
        string type = $"global::MpiPool.Reducer<{reducer.Accumulator.Type}, {reducer.Item.Type}>";
        var source = new SourceWriter(nullable: true);
        if (assembly.HasExtensionMembers && !reducer.HasReducerMember)
        {
            string accessibility = reducer.IsPublic ? "public" : "internal";
            // In the global namespace, so that it is found without a using.
            source.Line("/// <summary>Makes the reducer reachable through its struct.</summary>");
            source.Line(Names.Hidden);
            source.Open($"{accessibility} static class MpiPool_{assembly.MangledName}_{reducer.ClassName}");
            source.Open($"extension({reducer.Type})");
            source.Line($"/// <summary>The reducer <c>{reducer.DisplayName}</c>, for <c>pool.MapReduce</c>.</summary>");
            source.Line($"public static {type} Reducer => global::{assembly.Namespace}.{reducer.ClassName}.Instance;");
            source.Close();
            source.Close();
            source.Line();
        }
        source.Open($"namespace {assembly.Namespace}");
        source.Line($"/// <summary>The reducer <c>{reducer.DisplayName}</c> with the codecs of its values.</summary>");
        source.Open($"internal sealed class {reducer.ClassName} : global::MpiPool.Reducer<{reducer.Type}, {reducer.Accumulator.Type}, {reducer.Item.Type}>");
        source.Line($"internal static readonly {reducer.ClassName} Instance = new();");
        source.Line();
        source.Open($"private {reducer.ClassName}() : base(0x{reducer.Id.ToString("x16", CultureInfo.InvariantCulture)}, {Quote(reducer.DisplayName)}, {Quote(reducer.WireText)})");
        source.Close();
        EmitCodec(source, "Accumulator", reducer.Accumulator);
        EmitCodec(source, "Item", reducer.Item);
        TaskEmitter.EmitElements(source, reducer.Elements);
        source.Close();
        source.Close();
        return source.ToSourceText();
    }

    private static void EmitCodec(SourceWriter source, string what, ReducedModel value)
    {
        source.Line();
        source.Open($"public override void Write{what}(ref {Names.Writer} writer, {value.Type} value)");
        source.Line(ValueEmitter.Write(value.Value, "value"));
        source.Close();
        source.Line();
        source.Open($"public override {value.Type} Read{what}(ref {Names.Reader} reader)");
        source.Line($"return {ValueEmitter.ReadAnnotated(value.Value)};");
        source.Close();
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
