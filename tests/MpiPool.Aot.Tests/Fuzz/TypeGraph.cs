using System.Globalization;

namespace MpiPool.Aot.Tests.Fuzz;

/// <summary>Grows random types, each made of earlier ones. The same seed gives the same types.</summary>
internal sealed partial class TypeGraph
{
    private static readonly RandomType[] s_scalars =
    [
        Scalar("bool", "random.Next(2) == 1"),
        Scalar("byte", "(byte)random.Next(256)"),
        Scalar("short", "(short)random.Next(short.MinValue, short.MaxValue)"),
        Scalar("char", "(char)random.Next(0x20, 0xD7FF)"),
        Scalar("int", "random.Next(int.MinValue, int.MaxValue)"),
        Scalar("ulong", "(ulong)random.NextInt64()"),
        Scalar("System.Int128", "new System.Int128((ulong)random.NextInt64(), (ulong)random.NextInt64())"),
        Scalar("System.Half", "(System.Half)random.NextDouble()"),
        Scalar("float", "random.Next(8) == 0 ? float.NaN : random.NextSingle()"),
        Scalar("double", "random.Next(8) == 0 ? double.NegativeInfinity : random.NextDouble()"),
        Scalar("decimal", "new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 1, (byte)random.Next(29))"),
        Scalar("System.Guid", "new System.Guid(random.Next(), 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte)random.Next(256))"),
        Scalar("System.DateTime", "new System.DateTime(random.NextInt64(System.DateTime.MaxValue.Ticks), System.DateTimeKind.Utc)"),
        Scalar("System.TimeSpan", "new System.TimeSpan(random.NextInt64())"),
        Scalar("System.DayOfWeek", "(System.DayOfWeek)random.Next(7)"),
        new("string", IsValueType: false, IsKey: true, "Values.Text(random)", "a == b"),
        new("string?", IsValueType: false, IsKey: false, "random.Next(4) == 0 ? null : Values.Text(random)", "a == b"),
    ];

    private readonly Random _random;
    private readonly List<RandomType> _types = [.. s_scalars];

    /// <summary>Grows a graph.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="count">The number of types, scalars aside.</param>
    public TypeGraph(int seed, int count)
    {
        _random = new Random(seed);
        while (_types.Count < s_scalars.Length + count)
        {
            RandomType type = Grow();
            if (_types.TrueForAll(t => t.Name != type.Name))
                _types.Add(type);
        }
    }

    /// <summary>All types; each is made of earlier ones.</summary>
    public IReadOnlyList<RandomType> Types => _types;

    private RandomType Grow() => _random.Next(17) switch
    {
        0 => Array(Pick()),
        1 => List(Pick()),
        2 => Map(PickKey(), Pick()),
        3 => Set(PickKey()),
        4 => Maybe(),
        5 => Pair(Pick(), Pick()),
        6 => Grid(Pick()),
        7 => ImmutableList(Pick()),
        8 => Node(Pick()),
        9 => Struct(),
        10 => Class(),
        11 => Tolerant(),
        12 => Ring(Pick()),
        13 => Hidden(Pick(), Pick()),
        14 => Union(Pick(), Pick()),
        15 => Compressed(Pick()),
        _ => Record(),
    };

    // Younger types first, so that graphs grow deep and not only wide.
    private RandomType Pick() => _random.Next(2) == 0 ? _types[_random.Next(_types.Count)] : _types[_random.Next(_types.Count * 3 / 4, _types.Count)];

    private RandomType PickKey()
    {
        RandomType[] keys = [.. _types.Where(static t => t.IsKey)];
        return keys[_random.Next(keys.Length)];
    }

    private static RandomType Scalar(string name, string make) => new(name, IsValueType: true, IsKey: true, make, "a.Equals(b)");

    private static RandomType Array(RandomType item) =>
        Collection(ArrayName(item.Name, "[]"), item, "System.Linq.Enumerable.ToArray({0})");

    // The outermost rank stands first: an array of int[,] is int[][,].
    private static string ArrayName(string item, string brackets)
    {
        if (!item.EndsWith(']'))
            return item + brackets;
        int rank = item.IndexOf('[', item.LastIndexOfAny(['>', ')']) + 1);
        return item[..rank] + brackets + item[rank..];
    }

    private static RandomType List(RandomType item) => Collection($"System.Collections.Generic.List<{item.Name}>", item, "System.Linq.Enumerable.ToList({0})");

    private static RandomType ImmutableList(RandomType item) =>
        Collection($"System.Collections.Immutable.ImmutableArray<{item.Name}>", item, "System.Collections.Immutable.ImmutableArray.ToImmutableArray({0})", isValueType: true);

    private static RandomType Collection(string name, RandomType item, string convert, bool isValueType = false) => new(
        name,
        isValueType,
        IsKey: false,
        string.Format(CultureInfo.InvariantCulture, convert, $"Values.Items(random, depth, {Make(item)})"),
        $"Values.SameItems(a, b, {Same(item)})");

    private static RandomType Map(RandomType key, RandomType value) => new(
        $"System.Collections.Generic.Dictionary<{key.Name}, {value.Name}>",
        IsValueType: false,
        IsKey: false,
        $"Values.Map(random, depth, {Make(key)}, {Make(value)})",
        $"Values.SameMap(a, b, {Same(value)})");

    private static RandomType Set(RandomType key) => new(
        $"System.Collections.Generic.HashSet<{key.Name}>",
        IsValueType: false,
        IsKey: false,
        $"System.Linq.Enumerable.ToHashSet(Values.Items(random, depth, {Make(key)}))",
        "a.SetEquals(b)");

    private RandomType Maybe()
    {
        RandomType[] plain = [.. _types.Where(static t => t.IsValueType && !t.Name.EndsWith('?'))];
        RandomType of = plain[_random.Next(plain.Length)];
        return new($"{of.Name}?", IsValueType: true, IsKey: false, $"random.Next(3) == 0 ? null : {Call(of, "random, depth")}", $"a.HasValue == b.HasValue && (a is not {{ }} x || b is not {{ }} y || {CallSame(of, "x, y")})");
    }

    private static RandomType Pair(RandomType first, RandomType second) => new(
        $"({first.Name} First, {second.Name})",
        IsValueType: true,
        IsKey: false,
        $"({Call(first, "random, depth")}, {Call(second, "random, depth")})",
        $"{CallSame(first, "a.First, b.First")} && {CallSame(second, "a.Item2, b.Item2")}");

    private static RandomType Grid(RandomType item) => new(
        ArrayName(item.Name, "[,]"),
        IsValueType: false,
        IsKey: false,
        $"Values.Grid(random, depth, {Make(item)})",
        $"a.GetLength(0) == b.GetLength(0) && a.GetLength(1) == b.GetLength(1) && Values.SameItems(System.Linq.Enumerable.Cast<{item.Name}>(a), System.Linq.Enumerable.Cast<{item.Name}>(b), {Same(item)})");

    // A type that holds itself.
    private RandomType Node(RandomType value)
    {
        string name = $"Node{_types.Count}";
        return new(
            name,
            IsValueType: false,
            IsKey: false,
            $"new {name} {{ Value = {Call(value, "random, depth + 1")}, Next = depth < 3 && random.Next(2) == 0 ? Make_{name}(random, depth + 1) : null }}",
            $"{CallSame(value, "a.Value, b.Value")} && (a.Next is null ? b.Next is null : b.Next is not null && Same_{name}(a.Next, b.Next))",
            $"public sealed class {name} {{ public required {value.Name} Value {{ get; init; }} public {name}? Next {{ get; set; }} }}");
    }

    private RandomType Struct() => Object("public struct", "public {0} {1};", isValueType: true);

    private RandomType Class() => Object("public sealed class", "public required {0} {1} {{ get; set; }}", isValueType: false);

    private RandomType Object(string kind, string member, bool isValueType)
    {
        string name = $"{(isValueType ? "Struct" : "Class")}{_types.Count}";
        (RandomType Type, string Name)[] members = Members();
        string values = string.Join(", ", members.Select(static m => $"{m.Name} = {Call(m.Type, "random, depth + 1")}"));
        string body = string.Join(' ', members.Select(m => string.Format(CultureInfo.InvariantCulture, member, m.Type.Name, m.Name)));
        return new(name, isValueType, IsKey: false, $"new {name} {{ {values} }}", SameMembers(members), $"{kind} {name} {{ {body} }}");
    }

    private RandomType Record()
    {
        string name = $"Record{_types.Count}";
        (RandomType Type, string Name)[] members = Members();
        string parameters = string.Join(", ", members.Select(static m => $"{m.Type.Name} {m.Name}"));
        string values = string.Join(", ", members.Select(static m => Call(m.Type, "random, depth + 1")));
        return new(name, IsValueType: false, IsKey: false, $"new {name}({values})", SameMembers(members), $"public sealed record {name}({parameters});");
    }

    private (RandomType Type, string Name)[] Members() => [.. Enumerable.Range(0, _random.Next(1, 6)).Select(i => (Pick(), $"Member{i}"))];

    private static string SameMembers(IEnumerable<(RandomType Type, string Name)> members) =>
        string.Join(" && ", members.Select(static m => CallSame(m.Type, $"a.{m.Name}, b.{m.Name}")));

    private static string Make(RandomType type) => $"Make_{TypeWriter.Identifier(type)}";

    private static string Same(RandomType type) => $"Same_{TypeWriter.Identifier(type)}";

    private static string Call(RandomType type, string arguments) => $"{Make(type)}({arguments})";

    private static string CallSame(RandomType type, string arguments) => $"{Same(type)}({arguments})";
}
