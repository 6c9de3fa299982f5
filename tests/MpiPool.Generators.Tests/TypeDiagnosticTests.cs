namespace MpiPool.Generators.Tests;

/// <summary>Types that cannot travel, at the parameter that has them, with the path to them.</summary>
public class TypeDiagnosticTests
{
    [Theory]
    [InlineData("int*", "MPIPOOL005")]
    [InlineData("delegate*<int, void>", "MPIPOOL005")]
    [InlineData("WithPointer", "MPIPOOL005")]
    [InlineData("Span<int>", "MPIPOOL006")]
    [InlineData("ReadOnlySpan<char>", "MPIPOOL006")]
    [InlineData("OnStack", "MPIPOOL006")]
    [InlineData("Action", "MPIPOOL007")]
    [InlineData("Func<int, int>", "MPIPOOL007")]
    [InlineData("Delegate", "MPIPOOL007")]
    [InlineData("MulticastDelegate", "MPIPOOL007")]
    [InlineData("Stream", "MPIPOOL008")]
    [InlineData("MemoryStream", "MPIPOOL008")]
    [InlineData("TextReader", "MPIPOOL008")]
    [InlineData("TextWriter", "MPIPOOL008")]
    [InlineData("Task", "MPIPOOL009")]
    [InlineData("Task<int>", "MPIPOOL009")]
    [InlineData("ValueTask<int>", "MPIPOOL009")]
    [InlineData("object", "MPIPOOL010")]
    [InlineData("dynamic", "MPIPOOL010")]
    [InlineData("Thread", "MPIPOOL010")]
    [InlineData("CancellationTokenSource", "MPIPOOL010")]
    [InlineData("Memory<string>", "MPIPOOL010")]
    [InlineData("int[,,,,]", "MPIPOOL010")]
    [InlineData("NoConstructor", "MPIPOOL010")]
    [InlineData("NothingToTell", "MPIPOOL026")]
    [InlineData("ManyMembers", "MPIPOOL010")]
    [InlineData("Animal", "MPIPOOL011")]
    [InlineData("IAnimal", "MPIPOOL011")]
    [InlineData("IDisposable", "MPIPOOL011")]
    [InlineData("PackedAnimal", "MPIPOOL011")]
    [InlineData("Helpers", "MPIPOOL010")]
    [InlineData("Hidden", "MPIPOOL018")]
    [InlineData("OwnException", "MPIPOOL022")]
    [InlineData("BadImageFormatException", "MPIPOOL022")]
    [InlineData("MpiPool.Shared<int>[]", "MPIPOOL027")]
    [InlineData("List<MpiPool.Shared<int>>", "MPIPOOL027")]
    [InlineData("MpiPool.Shared<System.Action>", "MPIPOOL007")]
    public Task Parameter(string type, string id) => Marked.CheckAsync($$"""
        static unsafe class K { private class Hidden { public int X { get; set; } } [MpiTask] internal static int M(int a, {{type}} {|{{id}}:b|}) => a; }
        unsafe struct WithPointer { public int* P; }
        ref struct OnStack { public int X; }
        class NoConstructor { private NoConstructor() { } public int X { get; set; } }
        class OwnException : Exception;
        class ManyMembers { {{string.Concat(Enumerable.Range(0, 250).Select(static i => $"public string? M{i} {{ get; set; }} "))}} }
        class NothingToTell { private int _x = 1; public int M() => _x; }
        abstract class Animal { public int X { get; set; } }
        [MemoryPack.MemoryPackable] abstract partial class PackedAnimal { public int X { get; set; } }
        static class Helpers { }
        interface IAnimal { int X { get; } }
        """);

    [Fact]
    public void WellKnownExceptions_AreThoseOfTheRuntime() => Assert.Equal(Wire.WellKnownExceptions.Names.Order(), Parser.WellKnownExceptions.Names.Order());

    [Fact]
    public Task Result() => Marked.CheckAsync("static class K { [MpiTask] public static {|MPIPOOL008:Stream|} M(int a) => null!; }", "'Stream'");

    [Fact]
    public Task ResultOfTask() => Marked.CheckAsync("static class K { [MpiTask] public static {|MPIPOOL007:Task<Action>|} M(int a) => null!; }", "'Action'");

    [Fact]
    public Task Report() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(int a, IProgress<Scenario> {|MPIPOOL008:b|}) => 1; }
        public class Scenario { public Stream? Stream { get; set; } }
        """, "'Scenario.Stream'");

    [Fact]
    public Task ClassThatReports_IsNoReceiver() =>
        Marked.CheckAsync("static class K { [MpiTask] public static int M(int a, Progress<int> {|MPIPOOL010:b|}) => 1; }");

    [Fact]
    public Task Member_IsNamedByItsPath() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL008:scenario|}) => 1; }
        public class Scenario { public Mesh? Mesh { get; set; } }
        public class Mesh { public Stream? Stream { get; set; } }
        """, "'Scenario.Mesh.Stream'");

    [Fact]
    public Task Element_IsNamedByItsPath() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL007:scenario|}) => 1; }
        public record Scenario(Dictionary<string, (int A, Action[] B)> Map);
        """, "'Scenario.Map.Value.Item2[]'");

    [Fact]
    public Task EveryBadMember_IsReported() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL007,MPIPOOL008:scenario|}, Action {|MPIPOOL007:other|}) => 1; }
        public class Scenario { public Stream? A { get; set; } public Action? B { get; set; } }
        """, "'Scenario.A'", "'Scenario.B'");

    [Fact]
    public Task MemberOfAnUnmarkedClassWithNothingToSerialize_IsNamedByItsPath() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL026:scenario|}) => 1; }
        public class Scenario { public Mesh[]? Meshes { get; set; } }
        public class Mesh { private double[] _points = []; public double Area() => _points.Length; }
        """, "'Scenario.Meshes[]'", "[MemoryPackInclude]");

    [Fact]
    public Task MemberWithoutSetter() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL019:scenario|}) => 1; }
        public class Scenario { public int A { get; set; } public int B { get; } }
        """, "'Scenario.B'");

    [Fact]
    public Task MemberWithPrivateSetter() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL019:scenario|}) => 1; }
        public class Scenario { public int A { get; private set; } }
        """, "'Scenario.A'");

    [Fact]
    public Task ComputedMember_IsNoState() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario scenario) => 1; }
        public class Scenario { public int A { get; set; } public int B => A + 1; }
        """);

    [Fact]
    public Task IgnoredMember_IsNoState() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario scenario) => 1; }
        public class Scenario { public int A { get; set; } [MemoryPack.MemoryPackIgnore] public Stream? B { get; set; } }
        """);

    [Theory]
    [InlineData("class Scenario { public Scenario(int a) => A = a; [MemoryPack.MemoryPackOrder(0)] public int A { get; } }")]
    [InlineData("struct Scenario { [MemoryPack.MemoryPackOrder(0)] public string A { get; set; } }")]
    public Task CircularReference_ThatCannotBeMadeBeforeItsMembers(string type) => Marked.CheckAsync($$"""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL020:scenario|}) => 1; }
        [MemoryPack.MemoryPackable(MemoryPack.GenerateType.CircularReference)] public {{type}}
        """);

    [Theory]
    [InlineData("MemoryPack.GenerateType.VersionTolerant", "public int B { get; set; }", "B")]
    [InlineData("MemoryPack.GenerateType.CircularReference", "public int B { get; set; }", "B")]
    [InlineData("MemoryPack.GenerateType.VersionTolerant", "[MemoryPack.MemoryPackOrder(0)] public int B { get; set; }", "B")]
    [InlineData("MemoryPack.GenerateType.VersionTolerant", "[MemoryPack.MemoryPackOrder(-1)] public int B { get; set; }", "B")]
    [InlineData("MemoryPack.GenerateType.VersionTolerant", "[MemoryPack.MemoryPackOrder(249)] public int B { get; set; }", "B")]
    [InlineData("MemoryPack.SerializeLayout.Explicit", "public int B { get; set; }", "B")]
    public Task MemberWithoutAPlaceOfItsOwn(string option, string member, string name) => Marked.CheckAsync(
        $$"""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL023:scenario|}) => 1; }
        [MemoryPack.MemoryPackable({{option}})] public class Scenario { [MemoryPack.MemoryPackOrder(0)] public string A { get; set; } = ""; {{member}} }
        """,
        $"'Scenario.{name}'");

    [Theory]
    [InlineData("[MemoryPack.MemoryPackOnSerializing] public static void F(int other) { }")]
    [InlineData("[MemoryPack.MemoryPackOnSerialized] public static void F<T>() { }")]
    [InlineData("[MemoryPack.MemoryPackOnSerializing] public static void F(ref MemoryPack.MemoryPackReader reader, ref Scenario? value) { }")]
    [InlineData("[MemoryPack.MemoryPackOnDeserializing] public static void F<T>(ref MemoryPack.MemoryPackWriter<T> writer, ref Scenario? value) where T : System.Buffers.IBufferWriter<byte> { }")]
    [InlineData("[MemoryPack.MemoryPackOnSerialized] public static void F<T>(ref MemoryPack.MemoryPackWriter<T> writer, ref string? value) where T : System.Buffers.IBufferWriter<byte> { }")]
    [InlineData("[MemoryPack.MemoryPackOnDeserialized] public void F(ref MemoryPack.MemoryPackReader reader, Scenario? value) { }")]
    [InlineData("[MemoryPack.MemoryPackOnDeserialized] public void F<T>(ref MemoryPack.MemoryPackReader reader, ref Scenario? value) { }")]
    public Task CallbackWithOtherParameters(string callback)
    {
        string type = $"{{ public string A {{ get; set; }} = \"\"; {callback} }}";
        return Marked.CheckAsync($$"""
            static class K { [MpiTask] public static int M(Scenario {|MPIPOOL020:scenario|}) => 1; }
            [MemoryPack.MemoryPackable] public class Scenario {{type}}
            """);
    }

    [Theory]
    [InlineData("[MemoryPack.BitPackFormatter]", "int[]?", "MPIPOOL024")]
    [InlineData("[MemoryPack.Utf16StringFormatter]", "int[]?", "MPIPOOL024")]
    [InlineData("[MemoryPack.BrotliFormatter]", "string?", "MPIPOOL024")]
    [InlineData("[MemoryPack.OrdinalIgnoreCaseStringDictionaryFormatter<int>]", "Dictionary<int, int>?", "MPIPOOL024")]
    [InlineData("[MemoryPack.BrotliFormatter<Stream>]", "Stream?", "MPIPOOL008")]
    [InlineData("[TaskFormatter<ForText>]", "int", "MPIPOOL024")]
    [InlineData("[TaskFormatter<string>]", "string?", "MPIPOOL024")]
    [InlineData("[TaskFormatter<ForText>]", "object?", "MPIPOOL024")]
    [InlineData("[Own]", "int", "MPIPOOL024")]
    [InlineData("[Named]", "int?", "MPIPOOL024")]
    [InlineData("[Hidden]", "string?", "MPIPOOL018")]
    [InlineData("[MemoryPack.MemoryPackAllowSerialize]", "object?", "MPIPOOL010")]
    public Task FormatterOfAnotherType(string attribute, string type, string id) => Marked.CheckAsync(
        $$"""
        static class K { [MpiTask] public static int M(Scenario {|{{id}}:scenario|}) => 1; }
        [MemoryPack.MemoryPackable] public class Scenario
        {
            {{attribute}} public {{type}} A { get; set; }
            private class HiddenAttribute : MemoryPack.MemoryPackCustomFormatterAttribute<string> { public override MemoryPack.IMemoryPackFormatter<string> GetFormatter() => null!; }
        }
        class ForText : MpiPool.Wire.ITaskFormatter<string>
        {
            public static void Write(ref MpiPool.Wire.PayloadWriter writer, string value) => writer.WriteString(value);
            public static string Read(ref MpiPool.Wire.PayloadReader reader) => reader.ReadString()!;
        }
        class OwnAttribute : MemoryPack.MemoryPackCustomFormatterAttribute<string> { public override MemoryPack.IMemoryPackFormatter<string> GetFormatter() => null!; }
        class NamedAttribute : MemoryPack.MemoryPackCustomFormatterAttribute<MemoryPack.MemoryPackFormatter<int>, int> { public override MemoryPack.MemoryPackFormatter<int> GetFormatter() => null!; }
        """,
        "'Scenario.A'");

    [Fact]
    public Task FormatterOfAParameterOrAType() => Marked.CheckAsync("""
        static class K
        {
            [MpiTask] public static int M([TaskFormatter<ForText>] int {|MPIPOOL024:x|}, [TaskFormatter<ForText>] string y, Wrong {|MPIPOOL024:z|}) => 1;
            [MpiTask] [return: TaskFormatter<ForText>] public static {|MPIPOOL024:Task<int>|} N() => null!;
        }
        [TaskFormatter<ForText>] public class Wrong;
        class ForText : MpiPool.Wire.ITaskFormatter<string>
        {
            public static void Write(ref MpiPool.Wire.PayloadWriter writer, string value) => writer.WriteString(value);
            public static string Read(ref MpiPool.Wire.PayloadReader reader) => reader.ReadString()!;
        }
        """);

    [Fact]
    public Task FormatterThatIsHidden() => Marked.CheckAsync("""
        static class K
        {
            [MpiTask] internal static int M([TaskFormatter<ForText>] string {|MPIPOOL018:x|}) => 1;
            private class ForText : MpiPool.Wire.ITaskFormatter<string>
            {
                public static void Write(ref MpiPool.Wire.PayloadWriter writer, string value) => writer.WriteString(value);
                public static string Read(ref MpiPool.Wire.PayloadReader reader) => reader.ReadString()!;
            }
        }
        """);

    [Fact]
    public Task CallbackOfAUnion_WithOtherParameters() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL020:scenario|}) => 1; }
        [MemoryPack.MemoryPackUnion(0, typeof(Big))] public abstract class Scenario { [MemoryPack.MemoryPackOnSerializing] public void F(int other) { } }
        public class Big : Scenario { public int A { get; set; } }
        """);

    [Fact]
    public Task IncludedPrivateMember_OfAPrivateType() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL018:scenario|}) => 1; }
        [MemoryPack.MemoryPackable] public class Scenario { private class Inner { public int X { get; set; } } [MemoryPack.MemoryPackInclude] private Inner? A { get; set; } }
        """, "'Scenario.A'");

    [Fact]
    public Task TypesBesideTheForbiddenOnes_Travel() => Marked.CheckAsync("""
        static class K { [MpiTask] public static TaskStatus M(Mine.Task a, Mine.ValueTask b, Mine.Stream c, FileMode d, FileNotFoundException e) => TaskStatus.Created; }
        namespace Mine { public class Task { public int X { get; set; } } public struct ValueTask { public int X; } public class Stream { public int X { get; set; } } }
        """);

    [Fact]
    public Task AttributeOfAnotherNamespace_MeansNothing() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL008:scenario|}) => 1; }
        public class Scenario { [Mine.MemoryPackIgnore] public Stream? B { get; set; } }
        namespace Mine { public class MemoryPackIgnoreAttribute : Attribute; }
        """, "'Scenario.B'");

    [Fact]
    public Task PrivateGetter() => Marked.CheckAsync("""
        static class K { [MpiTask] public static int M(Scenario {|MPIPOOL018:scenario|}) => 1; }
        public class Scenario { public int A { private get; set; } public string? B { get; set; } }
        """, "'Scenario.A'");

    [Fact]
    public Task UnknownType_IsLeftToTheCompiler() => Marked.CheckAsync("static class K { [MpiTask] public static int M(Unknown x) => 1; }");

    [Fact]
    public Task StructThatContainsItself_IsLeftToTheCompiler() => Marked.CheckAsync("static class K { [MpiTask] public static int M(S {|MPIPOOL005:s|}) => 1; } public struct S { public S s; }");
}
