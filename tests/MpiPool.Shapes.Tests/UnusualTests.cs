using Unusual;

namespace MpiPool.Shapes.Tests;

/// <summary>Unusual names, default values and declarations: all compile without a warning, and run.</summary>
public sealed class UnusualTests : IDisposable
{
    private readonly WorkerPool _pool = WorkerPool.OpenInProcess(1);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void Names_OfEveryKind_AreCalled()
    {
        Assert.Equal(5, _pool.Apply(@class.Tasks.@int(3, "ab")));
        Assert.Equal(0, _pool.Apply(@class.Tasks.@int(@params: "ab", @out: 3, @this: false)));
        Assert.Equal(28, _pool.Apply(@class.Tasks.@await(1, 2, 3, 4, 5, 6, 7)));
        Assert.Equal(136, _pool.Apply(Locals.Tasks.Many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)));
        Assert.Equal(55, _pool.Apply(Locals.Tasks.Later(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)));
        _pool.Apply(Locals.Tasks.Nothing(1, 2, 3, 4));
        Assert.Equal(654321, _pool.Apply(Locals.Tasks.Underscores(1, 20, 300, 4000, 50_000, 600_000)));
        Assert.Equal("abc", _pool.Apply(Locals.Tasks.Texts("a", "b", "c")));
        Assert.Equal((3, 2), _pool.Apply(Locals.Tasks.Tuple((3, "ab"))));
        Assert.Equal(3, _pool.Apply(Unusual.Framework.System.Tasks.Task(3)));
        Assert.Equal(3, _pool.Apply(Unusual.Framework.Task.Tasks.MpiPool(3)));
        Assert.Equal(3, _pool.Apply(Unusual.Framework.MpiPool.Tasks.Wire(3)));
        Assert.Equal("x", _pool.Apply(Unusual.Framework.String.Tasks.Object("x")));
        Assert.Equal(3, _pool.Apply(Unusual.MpiPool.System.Kernels.Tasks.Inner(1)));
        Assert.Equal(7, _pool.Apply(Größen.Tasks.OfThis(2, 3)));
        Assert.Equal(4, _pool.Apply(Größen.Tasks.Größe(2, "xy")));
        Assert.Equal(2, _pool.Apply(Größen.Tasks.関数(2)));
    }

    [Fact]
    public void TypesThatDeclare_OfEveryKind_AreCalled()
    {
        Assert.Equal(3, _pool.Apply(IDeclares.Tasks.Of(1)));
        Assert.Equal(9, _pool.Apply(DeclaresAndTravels.Tasks.Of(new(9))));
        Assert.Equal(5, _pool.Apply(OnStackTasks.Instance.Of(1)));
        Assert.Equal(10, _pool.Apply(Primary.Tasks.Next(new(9))).X);
        Assert.Equal([1, 2], _pool.Map(Shell.Core.Tasks.Shallow, [1, 2]));
        Assert.Equal([1, 2], _pool.Map(Shell.Core.Inner.Tasks.Handles.Deep, [1, 2]));
        Assert.Equal(2, _pool.Apply(Shell.Core.Inner.Tasks.Deeper(1)));
        Assert.Equal([6, 7], _pool.Map(Shell.Core.Inner.Tasks.InParts, [1, 2]));
        Assert.Equal((7, 2, 3, 3, 2), (
            _pool.Apply(Overloads.Tasks.Of(7)), _pool.Apply(Overloads.Tasks.Of(7L)), _pool.Apply(Overloads.Tasks.Of((int?)null)), _pool.Apply(Overloads.Tasks.Of(1, 2, 3)), _pool.Apply(Overloads.Tasks.Of("ab"))));
        Assert.Equal([2], _pool.Map(Overloads.Tasks.Of, Enumerable.Repeat(1L, 1)));
    }

    [Fact]
    public void Attributes_AreRepeatedOnTheFactories()
    {
        // What the attributes are there to warn of is what is called here.
#pragma warning disable CS0618, UNUSUAL001, UNUSUAL002
        Assert.Equal(1, _pool.Apply(Marked.Tasks.Old(1)));
        Assert.Equal(2, _pool.Apply(Marked.Tasks.New(1)));
        Assert.Equal(3, _pool.Apply(Tried.Tasks.New(1)));
#pragma warning restore
    }

    [Fact]
    public void Defaults_AreThoseOfTheMethod()
    {
        Assert.Equal(Defaults.Numbers(), _pool.Apply(Defaults.Tasks.Numbers()));
        Assert.Equal(Defaults.Others(), _pool.Apply(Defaults.Tasks.Others()));
        Assert.Equal((DayOfWeek)64, _pool.Apply(Defaults.Tasks.Unnamed()));
        Assert.Equal(0, _pool.Apply(Defaults.Tasks.Structs()));
        Assert.Equal(3, _pool.Apply(Defaults.Tasks.Structs(rest: ["a", "b"], array: [1])));
        Assert.Equal(3, _pool.Apply(Defaults.Tasks.ByAttributes(1, 2)));
        Assert.Equal(" 0 null", _pool.Apply(Defaults.Tasks.Caller(1)));
        Assert.Equal("me 3 t", _pool.Apply(Defaults.Tasks.Caller(1, "me", 3, "t")));
    }

    [Fact]
    public void Declarations_OfEveryKind_ComeBack()
    {
        Person person = _pool.Apply(Echo.Tasks.Person(new("a") { Age = 1, Friends = [new("b") { Age = 2 }] }));
        Assert.Equal(("a", 1, null, "b", 2), (person.Name, person.Age, person.Nick, person.Friends![0].Name, person.Friends[0].Age));
        Assert.Equal(new Child("a", 5) { Age = 1, Nick = "n" }, _pool.Apply(Echo.Tasks.Child(new("a", 5) { Age = 1, Nick = "n" })));
        var generic = new Generic<string, Generic<int, string>> { First = "f", Second = new() { First = 4, Map = new() { [1] = ["a", null] } }, Many = [[("a", null)], []] };
        Assert.Equivalent(generic, _pool.Apply(Echo.Tasks.Generic(generic)), strict: true);
        Assert.Equal(4, _pool.Apply(Echo.Tasks.Nested(new() { Value = 4 })).Value);
        Assert.True(_pool.Apply(Echo.Tasks.Fields(new("b") { a = 1, c = [1.5] })) is { a: 1, b: "b", c: [1.5] });
        Assert.Equal(5, _pool.Apply(Echo.Tasks.AllSet(new(5))).A);
        Assert.True(_pool.Apply(Echo.Tasks.WithInitializer(new() { X = 9, S = null })) is { X: 9, S: null });
        Assert.Equal((2, "b"), _pool.Apply(Echo.Tasks.Tree(new() { Value = (1, null), Children = [new() { Value = (2, "b") }] })).Children![0].Value);
        Assert.True(_pool.Apply(Echo.Tasks.Hides(new() { A = 9, V = 8 })) is { A: 9, V: 8 });
        var byCase = new ByCase { value = 1, Value = 2, VALUE = 3, writer = 4, reader = 5, _ = 6, _1 = 7, @class = 8 };
        Assert.Equivalent(byCase, _pool.Apply(Echo.Tasks.ByCase(byCase)), strict: true);
        Assert.True(_pool.Apply(Echo.Tasks.Annotated(new() { Allowed = null, Disallowed = "d" })) is { Allowed: "", Disallowed: "d", Maybe: null });
        var four = new Four();
        four[3] = 4;
        Assert.Equal(4, _pool.Apply(Echo.Tasks.Four(four))[3]);
        Assert.Equal([2.5], _pool.Apply(Echo.Tasks.Alias(new() { ["a"] = (1, [2.5]) }))["a"].B);
        Assert.Equal(new Position(1, 2), _pool.Apply(Echo.Tasks.Static(new(1, 2))));
        Assert.Equal("nine", _pool.Apply(Echo.Tasks.Deep([new (int, (string?, double[])[], (int, int, int, int, int, int, int, int, string))[1, 1] { { (1, [("b", [1])], (1, 2, 3, 4, 5, 6, 7, 8, "nine")) } }]))[0][0, 0].E.Ninth);
        Assert.Equal((Half)2, _pool.Apply(Echo.Tasks.Keys(new() { [(1, "a")] = [KeyValuePair.Create(Small.@default, (Half?)(Half)2)] }))[(1, "a")][0].Value);
        Assert.Equal([["a", null], null], _pool.Apply(Echo.Tasks.Nulls([["a", null], null])));
        Assert.Equal(4, _pool.Apply(Echo.Tasks.Single(new(4))).Item1);
        Assert.Equal(default, _pool.Apply(Echo.Tasks.Empty(default)));
    }
}
