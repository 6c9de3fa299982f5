using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators.Tests;

/// <summary>The fast spelling of type names is the compiler's own.</summary>
public class TypeNameTests
{
    private const string Types = """
        namespace N.@class { public class @int { public class Inner<T> { public struct Deep; } } public class Of<T>; }
        public class Outer<T> { public class Inner { public class Of<U>; } }
        public class record; public enum Colour { Red }
        """;

    [Theory]
    [InlineData("int", "System.Int32")]
    [InlineData("string?", "System.String")]
    [InlineData("object", "System.Object")]
    [InlineData("decimal", "System.Decimal")]
    [InlineData("nint", null)]
    [InlineData("UIntPtr", null)]
    [InlineData("Int128", "System.Int128")]
    [InlineData("Colour", "Colour")]
    [InlineData("int?", "System.Int32?")]
    [InlineData("Colour?", "Colour?")]
    [InlineData("DateTime?[]", "System.DateTime?[]")]
    [InlineData("int[]", "System.Int32[]")]
    [InlineData("string?[]?", "System.String[]")]
    [InlineData("double[,,]", "System.Double[,,]")]
    [InlineData("int[][,]", null)]
    [InlineData("string[]?[,]", null)]
    [InlineData("List<string?>?", "System.Collections.Generic.List<System.String>")]
    [InlineData("Dictionary<string, List<int[]>>", "System.Collections.Generic.Dictionary<System.String, System.Collections.Generic.List<System.Int32[]>>")]
    [InlineData("(int A, string? B)", "System.ValueTuple<System.Int32, System.String>")]
    [InlineData("(int, int, int, int, int, int, int, string, int)", "System.ValueTuple<System.Int32, System.Int32, System.Int32, System.Int32, System.Int32, System.Int32, System.Int32, System.ValueTuple<System.String, System.Int32>>")]
    [InlineData("(int, int Second, int, int, int, int, int, int @class)[]", "System.ValueTuple<System.Int32, System.Int32, System.Int32, System.Int32, System.Int32, System.Int32, System.Int32, System.ValueTuple<System.Int32>>[]")]
    [InlineData("(int record, List<(string? A, Colour?)>?)", "System.ValueTuple<System.Int32, System.Collections.Generic.List<System.ValueTuple<System.String, Colour?>>>")]
    [InlineData("ValueTuple<int>", "System.ValueTuple<System.Int32>")]
    [InlineData("List<(int A, int B)?>", "System.Collections.Generic.List<System.ValueTuple<System.Int32, System.Int32>?>")]
    [InlineData("N.@class.@int", "N.class.int")]
    [InlineData("N.@class.@int.Inner<N.@class.Of<int>>.Deep", "N.class.int.Inner<N.class.Of<System.Int32>>.Deep")]
    [InlineData("Outer<string>.Inner", "Outer<System.String>.Inner")]
    [InlineData("Outer<string?>.Inner.Of<object>?", "Outer<System.String>.Inner.Of<System.Object>")]
    [InlineData("@record", "record")]
    [InlineData("dynamic", null)]
    [InlineData("List<dynamic>", null)]
    [InlineData("int*", null)]
    [InlineData("Unknown", null)]
    [InlineData("List<Unknown>", null)]
    public void EveryStyle_IsTheCompilersOwn(string type, string? full)
    {
        CSharpCompilation compilation = Compiled.Source($"unsafe static class K {{ static void M({type} x) {{ }} }} {Types}");
        ITypeSymbol symbol = Assert.IsAssignableFrom<IMethodSymbol>(compilation.GetTypeByMetadataName("K")!.GetMembers("M")[0]).Parameters[0].Type;

        Assert.Equal(full, TypeNameWriter.TryWrite(symbol, TypeNameStyle.Namespace | TypeNameStyle.TuplesByName));
        foreach ((TypeNameStyle style, SymbolDisplayFormat format) in TypeNames.Formats)
        {
            if (TypeNameWriter.TryWrite(symbol, style) is { } written)
                Assert.Equal(symbol.ToDisplayString(format), written);
        }
    }
}
