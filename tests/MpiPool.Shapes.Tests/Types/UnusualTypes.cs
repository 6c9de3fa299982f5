// Shapes of declarations are what is tried here.
#pragma warning disable CA1062, CA1051, CA1815, CA1002, CA2227, CA1819, CA1814, CA1000, CA1707, CS8981, CA1715, CA1708, CA1716, CA1720, CA1003, CA1710, CA2225, CA1040, CA1034
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MpiPool;
using Alias = System.Collections.Generic.Dictionary<string, (int A, double[] B)>;
using @static = Unusual.Position;

namespace Unusual;

public readonly record struct Position(double X, double Y);

public record Person(string Name)
{
    public required int Age { get; init; }

    public string? Nick { get; set; }

    public List<Person>? Friends { get; init; }
}

public record Child(string Name, int Size) : Person(Name);

public class Generic<T, U>
    where T : notnull
    where U : class?
{
    public T? First { get; set; }

    public U? Second { get; set; }

    public (T, U?)[][]? Many { get; set; }

    public Dictionary<T, List<U?>>? Map { get; set; }

    public class Nested
    {
        public T? Value { get; set; }
    }
}

public class Fields(string b)
{
    public int a;

    public readonly string b = b;

    public required double[]? c;
}

[method: SetsRequiredMembers]
public class AllSet(int a)
{
    public required int A { get; set; } = a;
}

public struct WithInitializer()
{
    public int X { get; set; } = 3;

    public string? S { get; set; } = "d";
}

public class Tree<T>
{
    public T? Value { get; set; }

    public List<Tree<T>>? Children { get; set; }
}

public class Shadowed
{
    public int A { get; set; }

    public virtual int V { get; set; }
}

public class Hides : Shadowed
{
    public new int A { get; set; }

    public override int V { get; set; }

    public int this[int index] => index;

    public event EventHandler? Raised;

    public void Raise() => Raised?.Invoke(this, EventArgs.Empty);
}

public class ByCase
{
    public int value { get; set; }

    public int Value { get; set; }

    public int VALUE { get; set; }

    public int writer { get; set; }

    public int reader { get; set; }

    public int _ { get; set; }

    public int _1 { get; set; }

    public int @class { get; set; }
}

public class Annotated
{
    [AllowNull] public string Allowed { get => field ?? ""; set; } = "";

    [DisallowNull] public string? Disallowed { get; set; }

    [MaybeNull] public string Maybe { get; set; } = null!;
}

[InlineArray(4)]
public struct Four
{
    private int _first;
}

/// <summary>Tasks that return what they get.</summary>
public static class Echo
{
    [MpiTask] public static Person Person(Person x) => x;

    [MpiTask] public static Child Child(Child x) => x;

    [MpiTask] public static Generic<string, Generic<int, string>>? Generic(Generic<string, Generic<int, string>>? x) => x;

    [MpiTask] public static Generic<int, string>.Nested Nested(Generic<int, string>.Nested x) => x;

    [MpiTask] public static Fields Fields(Fields x) => x;

    [MpiTask] public static AllSet AllSet(AllSet x) => x;

    [MpiTask] public static WithInitializer WithInitializer(WithInitializer x) => x;

    [MpiTask] public static Tree<(int A, string? B)> Tree(Tree<(int A, string? B)> x) => x;

    [MpiTask] public static Hides Hides(Hides x) => x;

    [MpiTask] public static ByCase ByCase(ByCase x) => x;

    [MpiTask] public static Annotated Annotated(Annotated x) => x;

    [MpiTask] public static Four Four(Four x) => x;

    [MpiTask] public static Alias Alias(Alias x) => x;

    [MpiTask] public static @static Static(@static x) => x;

    [MpiTask] public static (int A, (string? B, double[] C)[] D, (int, int, int, int, int, int, int, int, string Ninth) E)[][,] Deep((int A, (string? B, double[] C)[] D, (int, int, int, int, int, int, int, int, string Ninth) E)[][,] x) => x;

    [MpiTask] public static Dictionary<(int, string), KeyValuePair<Small, Half?>[]> Keys(Dictionary<(int, string), KeyValuePair<Small, Half?>[]> x) => x;

    [MpiTask] public static string?[]?[] Nulls(string?[]?[] x) => x;

    [MpiTask] public static ValueTuple<int> Single(ValueTuple<int> x) => x;

    [MpiTask] public static ValueTuple Empty(ValueTuple x) => x;
}
