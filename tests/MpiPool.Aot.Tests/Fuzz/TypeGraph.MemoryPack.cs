namespace MpiPool.Aot.Tests.Fuzz;

/// <summary>Types that carry MemoryPack's attributes: version-tolerant ones, rings, private members, unions, compressed members.</summary>
internal sealed partial class TypeGraph
{
    private RandomType Tolerant()
    {
        string name = $"Tolerant{_types.Count}";
        (RandomType Type, string Name)[] members = Members();
        // Some places are free, as after a member was taken away.
        int place = _random.Next(2);
        var body = new List<string>();
        foreach ((RandomType type, string member) in members)
        {
            body.Add($"[MemoryPack.MemoryPackOrder({place})] public required {type.Name} {member} {{ get; set; }}");
            place += _random.Next(1, 4);
        }
        string values = string.Join(", ", members.Select(static m => $"{m.Name} = {Call(m.Type, "random, depth + 1")}"));
        return new(
            name,
            IsValueType: false,
            IsKey: false,
            $"new {name} {{ {values} }}",
            SameMembers(members),
            $"[MemoryPack.MemoryPackable(MemoryPack.GenerateType.VersionTolerant)] public sealed partial class {name} {{ {string.Join(' ', body)} }}");
    }

    // Two objects that refer to each other and to themselves.
    private RandomType Ring(RandomType value)
    {
        string name = $"Ring{_types.Count}";
        return new(
            name,
            IsValueType: false,
            IsKey: false,
            $"{name}.Of({Call(value, "random, depth + 1")}, {Call(value, "random, depth + 1")})",
            $"{CallSame(value, "a.Value, b.Value")} && {CallSame(value, "a.Next!.Value, b.Next!.Value")} && ReferenceEquals(b, b.Next!.Next) && ReferenceEquals(b, b.All[1]) && ReferenceEquals(b.Next, b.All[0])",
            $$"""
            [MemoryPack.MemoryPackable(MemoryPack.GenerateType.CircularReference)] public sealed partial class {{name}}
            {
                [MemoryPack.MemoryPackOrder(0)] public {{value.Name}} Value { get; set; } = default!;
                [MemoryPack.MemoryPackOrder(2)] public {{name}}? Next { get; private set; }
                [MemoryPack.MemoryPackOrder(1)] public System.Collections.Generic.List<{{name}}> All { get; set; } = [];
                public static {{name}} Of({{value.Name}} first, {{value.Name}} second)
                {
                    var one = new {{name}} { Value = first };
                    one.Next = new {{name}} { Value = second, Next = one };
                    one.All.Add(one.Next);
                    one.All.Add(one);
                    return one;
                }
            }
            """);
    }

    private RandomType Hidden(RandomType first, RandomType second)
    {
        string name = $"Hidden{_types.Count}";
        return new(
            name,
            IsValueType: false,
            IsKey: false,
            $"new {name}({Call(first, "random, depth + 1")}, {Call(second, "random, depth + 1")})",
            $"{CallSame(first, "a.TellFirst(), b.TellFirst()")} && {CallSame(second, "a.TellSecond(), b.TellSecond()")}",
            $$"""
            [MemoryPack.MemoryPackable] public sealed partial class {{name}}
            {
                [MemoryPack.MemoryPackInclude] private {{first.Name}} _first = default!;
                [MemoryPack.MemoryPackInclude] private {{second.Name}} Second { get; set; } = default!;
                [MemoryPack.MemoryPackConstructor] private {{name}}() { }
                public {{name}}({{first.Name}} first, {{second.Name}} second) { _first = first; Second = second; }
                public {{first.Name}} TellFirst() => _first;
                public {{second.Name}} TellSecond() => Second;
            }
            """);
    }

    private RandomType Union(RandomType first, RandomType second)
    {
        string name = $"Union{_types.Count}";
        return new(
            name,
            IsValueType: false,
            IsKey: false,
            $"random.Next(2) == 0 ? new {name}First({Call(first, "random, depth + 1")}) : new {name}Second({Call(second, "random, depth + 1")}, null)",
            $"a is {name}First x ? b is {name}First y && {CallSame(first, "x.Value, y.Value")} : a is {name}Second v && b is {name}Second w && {CallSame(second, "v.Value, w.Value")}",
            $$"""
            [MemoryPack.MemoryPackUnion(7, typeof({{name}}First))] [MemoryPack.MemoryPackUnion(300, typeof({{name}}Second))] public abstract record {{name}};
            public sealed record {{name}}First({{first.Name}} Value) : {{name}};
            public sealed record {{name}}Second({{second.Name}} Value, {{name}}? Other) : {{name}};
            """);
    }

    private RandomType Compressed(RandomType value)
    {
        // An attribute's type argument has neither annotations nor names of tuple elements.
        if (value.Name.Contains('?') || value.Name.Contains('('))
            return Class();
        string name = $"Compressed{_types.Count}";
        return new(
            name,
            IsValueType: false,
            IsKey: false,
            $"new {name} {{ Value = {Call(value, "random, depth + 1")}, Text = Values.Text(random) }}",
            $"{CallSame(value, "a.Value, b.Value")} && a.Text == b.Text",
            $$"""
            public sealed class {{name}}
            {
                [MemoryPack.BrotliFormatter<{{value.Name}}>] public required {{value.Name}} Value { get; init; }
                [MemoryPack.BrotliStringFormatter] public required string Text { get; init; }
            }
            """);
    }
}
