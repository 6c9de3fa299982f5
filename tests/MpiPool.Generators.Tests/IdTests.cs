using System.Globalization;
using System.Text.RegularExpressions;

namespace MpiPool.Generators.Tests;

/// <summary>IDs stay as long as a signature does; wire shapes change with all that changes bytes.</summary>
public partial class IdTests
{
    private const string Type = "public record R(int A, string B); public struct S { public int X; }";

    [Fact]
    public void Id_IsFnv1aOfTheSignature()
    {
        (string id, _) = Entry("namespace N { public static class K { [MpiTask] public static int M(int x, string y) => x; } }");
        Assert.Equal(Hash("N.K.M(System.Int32,System.String)").ToString("x16", CultureInfo.InvariantCulture), id);
    }

    [Fact]
    public void ExplicitName_GivesTheId()
    {
        (string id, _) = Entry("static class K { [MpiTask(Name = \"given\")] internal static int M(int x) => x; }");
        Assert.Equal(Hash("given").ToString("x16", CultureInfo.InvariantCulture), id);
    }

    [Theory]
    [InlineData("static class K { [MpiTask] internal static int M(int a, int b, R r, S s) => 0; } public record R(int A, string B); public struct S { public int X; }", true)]
    [InlineData("static class K { [MpiTask] internal static int M(int b, int a, R r, S s) => 0; } public record R(int A, string B); public struct S { public int X; }", false)]
    [InlineData("static class K { [MpiTask] internal static long M(int a, int b, R r, S s) => 0; } public record R(int A, string B); public struct S { public int X; }", false)]
    [InlineData("static class K { [MpiTask] internal static int M(int a, int b, R r, S s) => 0; } public record R(int A, string C); public struct S { public int X; }", false)]
    [InlineData("static class K { [MpiTask] internal static int M(int a, int b, R r, S s) => 0; } public record R(string B, int A); public struct S { public int X; }", false)]
    [InlineData("static class K { [MpiTask] internal static int M(int a, int b, R r, S s) => 0; } public record R(int A, string B); public struct S { public int Y; }", false)]
    [InlineData("static class K { [MpiTask] internal static int M(int a, int b, R r, S s) => 1; } public record R(int A, string? B) { public int C => A; } public struct S { public int X; public int Z() => X; }", true)]
    public void Shape_ChangesWithTheWireForm(string source, bool same)
    {
        string original = Entry("static class K { [MpiTask] internal static int M(int a, int b, R r, S s) => 0; } " + Type).Shape;
        Assert.Equal(same, original == Entry(source).Shape);
    }

    [Fact]
    public void Shape_OfRecursiveType_Ends()
    {
        string shape = Entry("static class K { [MpiTask] internal static int M(Node n) => 0; } public class Node { public int Value { get; set; } public List<Node>? Next { get; set; } }").Shape;
        Assert.Equal("(n:Node{Value:System.Int32;Next:System.Collections.Generic.List<Node>{Node;};};)->System.Int32", shape);
    }

    private static (string Id, string Shape) Entry(string source)
    {
        IReadOnlyDictionary<string, string> files = Compiled.Generate(Compiled.Source(source)).Files;
        string file = Assert.Single(files, static f => f.Key.EndsWith(".Task.g.cs", StringComparison.Ordinal)).Value;
        Match match = EntryLine().Match(file);
        return (match.Groups["id"].Value, match.Groups["shape"].Value);
    }

    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in System.Text.Encoding.Unicode.GetBytes(text))
            hash = unchecked((hash ^ b) * 1099511628211);
        return hash;
    }

    [GeneratedRegex("""base\(0x(?<id>[0-9a-f]{16}), "[^"]*", "(?<shape>[^"]*)", """)]
    private static partial Regex EntryLine();
}
