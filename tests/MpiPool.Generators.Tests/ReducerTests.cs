namespace MpiPool.Generators.Tests;

/// <summary>Structs marked as reducers: what is generated for them, and why some cannot be.</summary>
public class ReducerTests
{
    private const string Members = "public static int Identity => 0; public static int Add(int a, int b) => a + b; public static int Combine(int a, int b) => a + b;";

    [Fact]
    public Task Reducer_InternalStructOrRecord_IsAccepted() => Marked.CheckAsync($$"""
        [MpiReducer] struct A : IReducer<int, int> { {{Members}} }
        [MpiReducer] readonly record struct B : IReducer<int, int> { {{Members}} }
        static class Outer { [MpiReducer] internal struct C : IReducer<int, int> { {{Members}} public static int Reducer => 1; } }
        """);

    [Fact]
    public Task Reducer_WithoutInterface() => Marked.CheckAsync("[MpiReducer] struct {|MPIPOOL040:A|} { }", "'A' implements no IReducer<TAccumulator, TItem>");

    [Fact]
    public Task Reducer_OfTwoKinds() => Marked.CheckAsync($$"""
        [MpiReducer] struct {|MPIPOOL040:A|} : IReducer<int, int>, IReducer<int, long> { {{Members}} static int IReducer<int, long>.Identity => 0; public static int Add(int a, long b) => a; }
        """, "implements several");

    [Fact]
    public Task Reducer_Generic() => Marked.CheckAsync($$"""
        [MpiReducer] struct {|MPIPOOL040:A|}<T> : IReducer<int, int> { {{Members}} }
        class G<T> { [MpiReducer] internal struct {|MPIPOOL040:B|} : IReducer<int, int> { {{Members}} } }
        """, "generic");

    [Fact]
    public Task Reducer_OnTheStack() => Marked.CheckAsync($$"""
        [MpiReducer] ref struct {|MPIPOOL040:A|} : IReducer<int, int> { {{Members}} }
        """, "leave out ref");

    [Fact]
    public Task Reducer_Hidden() => Marked.CheckAsync($$"""
        class K { [MpiReducer] private struct {|MPIPOOL040:A|} : IReducer<int, int> { {{Members}} } }
        [MpiReducer] file struct {|MPIPOOL040:B|} : IReducer<int, int> { {{Members}} }
        """, "cannot be named");

    [Theory]
    [InlineData("Stream", "int", "MPIPOOL008")]
    [InlineData("int", "Action", "MPIPOOL007")]
    [InlineData("List<object>", "int", "MPIPOOL010")]
    [InlineData("WithPointer", "int", "MPIPOOL005")]
    [InlineData("int", "Span<int>", "MPIPOOL006")]
    [InlineData("int", "Task<int>", "MPIPOOL009")]
    [InlineData("IDisposable", "int", "MPIPOOL011")]
    [InlineData("ReadOnly", "int", "MPIPOOL019")]
    [InlineData("Ring", "int", "MPIPOOL020")]
    [InlineData("OwnException", "int", "MPIPOOL022")]
    [InlineData("Unordered", "int", "MPIPOOL023")]
    [InlineData("WrongFormat", "int", "MPIPOOL024")]
    [InlineData("NothingToTell", "int", "MPIPOOL026")]
    [InlineData("int", "Shared<int>", "MPIPOOL027")]
    public Task Reducer_OfWhatCannotTravel(string accumulator, string item, string id) => Marked.CheckAsync($$"""
        [MpiReducer] struct {|{{id}}:A|} : IReducer<{{accumulator}}, {{item}}>
        {
            public static {{accumulator}} Identity => default!;
            public static {{accumulator}} Add({{accumulator}} a, {{item}} b) => a;
            public static {{accumulator}} Combine({{accumulator}} a, {{accumulator}} b) => a;
        }
        unsafe struct WithPointer { public int* P; }
        class ReadOnly { public int A { get; set; } public int B { get; } }
        [MemoryPack.MemoryPackable(MemoryPack.GenerateType.CircularReference)] partial class Ring { public Ring(int a) => A = a; [MemoryPack.MemoryPackOrder(0)] public int A { get; } }
        class OwnException : Exception;
        [MemoryPack.MemoryPackable(MemoryPack.SerializeLayout.Explicit)] partial class Unordered { public int A { get; set; } }
        [MemoryPack.MemoryPackable] partial class WrongFormat { [MemoryPack.BitPackFormatter] public int[]? A { get; set; } }
        class NothingToTell { private int _x = 1; public int M() => _x; }
        """);

    [Fact]
    public Task Reducer_OfAPrivateType() => Marked.CheckAsync("""
        class Outer
        {
            private class Hidden { public int X { get; set; } }
            [MpiReducer] internal struct {|MPIPOOL018:A|} : IReducer<Hidden, int>
            {
                static Hidden IReducer<Hidden, int>.Identity => new();
                static Hidden IReducer<Hidden, int>.Add(Hidden a, int b) => a;
                static Hidden IReducer<Hidden, int>.Combine(Hidden a, Hidden b) => a;
            }
        }
        """, "'Outer.Hidden'");

    [Fact]
    public async Task Reducer_RunsOnAPool_WhateverItsNameAndMembers()
    {
        var loaded = new Loaded(Compiled.Source("""
            namespace App
            {
                /// <summary>Tasks.</summary>
                public static class K { /// <summary>One.</summary>
                    [MpiTask] public static (int A, string? B) M(int x) => (x, x % 2 == 0 ? null : "odd"); }

                /// <summary>Pairs.</summary>
                public sealed record @class(int Count, List<string> Texts);

                /// <summary>Collects; implemented explicitly.</summary>
                [MpiReducer] public readonly struct @event : IReducer<@class, (int A, string? B)>
                {
                    static @class IReducer<@class, (int A, string? B)>.Identity => new(0, []);
                    static @class IReducer<@class, (int A, string? B)>.Add(@class a, (int A, string? B) b) => new(a.Count + b.A, [.. a.Texts, b.B ?? ""]);
                    static @class IReducer<@class, (int A, string? B)>.Combine(@class a, @class b) => new(a.Count + b.Count, [.. a.Texts, .. b.Texts]);
                }

                /// <summary>Runs.</summary>
                public static class Runs
                {
                    /// <summary>It.</summary>
                    public static string Run(WorkerPool pool)
                    {
                        @class all = pool.MapReduce(K.Tasks.Handles.M, new[] { 1, 2, 3 }, @event.Reducer, ReduceOrder.Fixed);
                        return all.Count + ":" + string.Join(",", all.Texts);
                    }
                }
            }
            """));
        Assert.Equal("6:odd,,odd", await loaded.CallAsync("App.Runs", "Run", workers: 3));
    }

    [Fact]
    public void Reducer_BeforeExtensionMembers_IsFoundByItsTypes()
    {
        IReadOnlyDictionary<string, string> files = Compiled.Generate(Compiled.Source(
            $"[MpiReducer] public struct A : IReducer<int, int> {{ {Members} }}", Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp13)).Files;
        Assert.DoesNotContain("extension(", files["A_Reducer.g.cs"], StringComparison.Ordinal);
        Assert.Contains("builder.Add(A_Reducer.Instance.Entry);", files["TaskModule.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Table_CoversTheShapesOfReducers()
    {
        string ShapeOf(string member) => Compiled.Generate(Compiled.Source($$"""
            public record R(int X, {{member}} Y);
            [MpiReducer] public struct A : IReducer<R, R> { public static R Identity => null!; public static R Add(R a, R b) => a; public static R Combine(R a, R b) => a; }
            """)).Files["A_Reducer.g.cs"];
        Assert.NotEqual(ShapeOf("int"), ShapeOf("long"));
    }
}
