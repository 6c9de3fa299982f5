using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using MpiPool.Shapes.Tests;
using MpiPool.Wire;

namespace MpiPool.Aot.Program;

/// <summary>A value of every kind of shape. The tasks are those of the shape tests, which look closer but run under the JIT alone.</summary>
internal static class Shapes
{
    /// <summary>Sends them all.</summary>
    /// <param name="echoes">Counts them.</param>
    /// <param name="hasNames">The program knows the names of types: without them, .NET finds no generic virtual method, which is what MemoryPack's formatters are.</param>
    public static void Run(Echoes echoes, bool hasNames)
    {
        SendScalars(echoes);
        SendCollections(echoes);
        SendImmutables(echoes);
        SendObjects(echoes);
        SendTolerant(echoes);
        SendGraphs(echoes);
        SendFormatted(echoes);
        SendExceptions(echoes);
        echoes.Send(MemoryPackFormatterTasks.Tasks.Handles.Signed, new Signed { Near = -3, Far = 9 });
        if (hasNames)
            SendByMemoryPackFormatters(echoes);
        else
            echoes.Refuse(MemoryPackFormatterTasks.Tasks.Careless(new Careless()));
    }

    private static void SendScalars(Echoes echoes)
    {
        echoes.Send(ScalarTasks.Tasks.Handles.Bool, true);
        echoes.Send(ScalarTasks.Tasks.Handles.Int, int.MinValue);
        echoes.Send(ScalarTasks.Tasks.Handles.Decimal, 1.50m);
        echoes.Send(ScalarTasks.Tasks.Handles.Half, (Half)1.5);
        echoes.Send(ScalarTasks.Tasks.Handles.Int128, Int128.MinValue);
        echoes.Send(ScalarTasks.Tasks.Handles.Guid, new Guid("6F9619FF-8B86-D011-B42D-00C04FC964FF"));
        echoes.Send(ScalarTasks.Tasks.Handles.DateTimeOffset, new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(-3)));
        echoes.Send(ScalarTasks.Tasks.Handles.Colour, Colour.Green);
        echoes.Send(ScalarTasks.Tasks.Handles.Point, new Point { X = 1, Y = 2 });
        echoes.Send(ScalarTasks.Tasks.Handles.Text, null);
        echoes.Send(ScalarTasks.Tasks.Handles.Text, "\u00e9\u4e2d\U0001F600");
        echoes.Send(ScalarTasks.Tasks.Handles.Uri, new Uri("https://example.org/a?b"));
        echoes.Send(ScalarTasks.Tasks.Handles.Version, new Version(1, 2, 3));
        echoes.Send(ScalarTasks.Tasks.Handles.BigInteger, BigInteger.Pow(7, 300));
        echoes.Send(ScalarTasks.Tasks.Handles.Builder, new StringBuilder("abc"));
        echoes.Send(ScalarTasks.Tasks.Handles.NullableInt, 5);
        echoes.Send(ScalarTasks.Tasks.Handles.NullablePoint, null);
        echoes.Send(ScalarTasks.Tasks.Handles.Index, ^3);
        echoes.Send(ScalarTasks.Tasks.Handles.Range, 1..^2);
    }

    private static void SendCollections(Echoes echoes)
    {
        echoes.Send(CollectionTasks.Tasks.Handles.Ints, [1, 2, 3]);
        echoes.Send(CollectionTasks.Tasks.Handles.Strings, ["a", null]);
        echoes.Send(CollectionTasks.Tasks.Handles.Jagged, [[1], [], [2, 3]]);
        echoes.Send(CollectionTasks.Tasks.Handles.NullableInts, [1, null]);
        echoes.Send(CollectionTasks.Tasks.Handles.Pairs, [(1, "a")]);
        echoes.Send(CollectionTasks.Tasks.Handles.Grid, new[,] { { 1.0, 2 }, { 3, 4 } });
        echoes.Send(CollectionTasks.Tasks.Handles.Cube, new[, ,] { { { "a" }, { "b" } } });
        echoes.Send(CollectionTasks.Tasks.Handles.ListOfList, [[1], [2, 3]]);
        echoes.Send(CollectionTasks.Tasks.Handles.Set, ["a", "b"]);
        echoes.Send(CollectionTasks.Tasks.Handles.Sorted, [3, 1]);
        echoes.Send(CollectionTasks.Tasks.Handles.Queue, new Queue<string>(["a", "b"]));
        echoes.Send(CollectionTasks.Tasks.Handles.Stack, new Stack<int>([1, 2]));
        echoes.Send(CollectionTasks.Tasks.Handles.Linked, new LinkedList<string>(["a"]));
        echoes.Send(CollectionTasks.Tasks.Handles.Map, new() { ["a"] = [1, 2] });
        echoes.Send(CollectionTasks.Tasks.Handles.MapOfMaybe, new() { [1] = null });
        echoes.Send(CollectionTasks.Tasks.Handles.SortedMap, new() { ["b"] = 1, ["a"] = 2 });
        echoes.Send(CollectionTasks.Tasks.Handles.Pair, KeyValuePair.Create("a", 1));
        echoes.Send(CollectionTasks.Tasks.Handles.Enumerable, ["a"]);
        echoes.Send(CollectionTasks.Tasks.Handles.SetInterface, new HashSet<int> { 1 });
        echoes.Send(CollectionTasks.Tasks.Handles.ReadOnlyMap, new Dictionary<string, string> { ["a"] = "b" });
        echoes.Send(CollectionTasks.Tasks.Handles.Bytes, new byte[] { 1, 2 });
        echoes.Send(CollectionTasks.Tasks.Handles.Segment, new ArraySegment<int>([1, 2, 3], 1, 2));
        echoes.Send(CollectionTasks.Tasks.Handles.Sequence, new ReadOnlySequence<int>([1, 2]));
        echoes.Send(CollectionTasks.Tasks.Handles.Bag, ["a", "b"]);
    }

    private static void SendImmutables(Echoes echoes)
    {
        echoes.Send(CollectionTasks.Tasks.Handles.ImmutableInts, [1, 2]);
        echoes.Send(CollectionTasks.Tasks.Handles.ImmutableTexts, ["a"]);
        echoes.Send(CollectionTasks.Tasks.Handles.ImmutableSorted, [2, 1]);
        echoes.Send(CollectionTasks.Tasks.Handles.ImmutableQueueOf, [1, 2]);
        echoes.Send(CollectionTasks.Tasks.Handles.ImmutableStackOf, [1, 2]);
        echoes.Send(CollectionTasks.Tasks.Handles.ImmutableMap, ImmutableDictionary<string, int>.Empty.Add("a", 1));
        echoes.Send(CollectionTasks.Tasks.Handles.FrozenSetOf, FrozenSet.Create("a"));
        echoes.Send(CollectionTasks.Tasks.Handles.FrozenMap, new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary());
    }

    private static void SendObjects(Echoes echoes)
    {
        echoes.Send(ObjectTasks.Tasks.Handles.Record, new Scenario("s", 1, 2.5, new Mesh { Points = [1, 2] }, new() { ["t"] = [1] }) { Id = Guid.Empty });
        echoes.Send(ObjectTasks.Tasks.Handles.MaybeStruct, new Mesh { Width = 2 });
        echoes.Send(ObjectTasks.Tasks.Handles.Settable, new Settings { Name = "n", Level = 3, On = true });
        echoes.Send(ObjectTasks.Tasks.Handles.ByConstructor, new Immutable("n", [1, 2]));
        echoes.Send(ObjectTasks.Tasks.Handles.Inherited, new Derived { Id = 1, Value = 2, Label = "l" });
        echoes.Send(ObjectTasks.Tasks.Handles.Recursive, new Tree { Value = 1, Children = [new Tree { Value = 2 }] });
        echoes.Send(ObjectTasks.Tasks.Handles.Generic, new Box<Box<string>>(new Box<string>("a", ["b"]), []));
        echoes.Send(ObjectTasks.Tasks.Handles.GenericOfInt, new Box<int>(1, [2, 3]));
        echoes.Send(ObjectTasks.Tasks.Handles.LongTuple, (1, 2, 3, 4, 5, 6, 7, "8", 9));
        echoes.Send(ObjectTasks.Tasks.Handles.ClassTuple, Tuple.Create(1, "a"));
        echoes.Send(ObjectTasks.Tasks.Handles.Packed, new Packed { Id = 1, Names = ["a", null], Next = new Packed { Id = 2 }, Map = new() { [1] = "one" } });
        echoes.Send(ObjectTasks.Tasks.Handles.Ordered, new Ordered { First = "f", Second = 2, Third = 3 });
        echoes.Send(ObjectTasks.Tasks.Handles.Union, new Group { Shapes = [new Circle { Name = "c", Radius = 2 }, new Group()] });
        echoes.Send(ObjectTasks.Tasks.Handles.UnionInterface, [new Square { Side = 2 }]);
        echoes.Send(ObjectTasks.Tasks.Handles.Nested, new Outer.Inner(3));
    }

    private static void SendTolerant(Echoes echoes)
    {
        var report = new ReportV2 { Id = 1, Name = "n", Series = [1, 2], Parts = new() { ["a"] = new ReportV1 { Name = "part" } }, Limit = 5, Next = new ReportV2 { Id = 2 } };
        echoes.Send(TolerantTasks.Tasks.Handles.V1, new ReportV1 { Id = 1, Name = "n" });
        echoes.Send(TolerantTasks.Tasks.Handles.V2, report);
        echoes.Send(TolerantTasks.Tasks.Handles.V2, new ReportV2 { Name = new string('x', 50_000), Series = new double[20_000], Next = report });
        echoes.Send(TolerantTasks.Tasks.Handles.V3, new ReportV3 { Level = 1, Bytes = [1, 2] });
        echoes.Send(TolerantTasks.Tasks.Handles.Struct, new TolerantStruct { Name = "n", Level = 1 });
        echoes.Send(TolerantTasks.Tasks.Handles.Record, new TolerantRecord("n", [1, 2]) { Id = Guid.Empty });
    }

    private static void SendGraphs(Echoes echoes)
    {
        var first = new Node { Value = 1 };
        first.Next = new Node { Value = 2, Next = first, Others = [first, null] };
        echoes.Send(CircularTasks.Tasks.Handles.Graph, first, static (_, back) => ReferenceEquals(back, back!.Next!.Next) && ReferenceEquals(back, back.Next.Others![0]));
        echoes.Send(CircularTasks.Tasks.Handles.Graph, first);
        var car = new Car();
        car.Parts = [new Wheel { Owner = car }, car];
        echoes.Send(CircularTasks.Tasks.Handles.Union, car, static (_, back) => back is Car { Parts: [Wheel wheel, Car last] } && ReferenceEquals(back, wheel.Owner) && ReferenceEquals(back, last));
        echoes.Send(CircularTasks.Tasks.Handles.Strict, Strict.Make("t"), static (_, back) => ReferenceEquals(back, back.Self) && back.Text == "t");
        echoes.Send(CircularTasks.Tasks.Handles.Watched, new Watched { Other = new Watched() });
    }

    private static void SendByMemoryPackFormatters(Echoes echoes)
    {
        echoes.Send(MemoryPackFormatterTasks.Tasks.Handles.Survey, Survey.Of("last", Sketch.Of("t", [1, 2.5], "a", null), Sketch.Of("hidden", new double[20_000])));
        echoes.Send(MemoryPackFormatterTasks.Tasks.Handles.Tolerant, new TolerantSurvey { Sketch = Sketch.Of(null, []), Surveys = [new Survey()], Bearing = Bearing.Of(1.239) });
        echoes.Send(MemoryPackFormatterTasks.Tasks.Handles.Compressed, new CompressedSurvey { Survey = Survey.Of("l", null), Sketch = Sketch.Of("s", [1]) });
        echoes.Fail(MemoryPackFormatterTasks.Tasks.Careless(new Careless()), static error => error is { RemoteTypeName: "MpiPool.Wire.WireFormatException", InnerException: WireFormatException });
    }

    // By their types, not only their bytes: a program without names of types must find them all the same.
    private static void SendExceptions(Echoes echoes)
    {
        var inner = new AggregateException(new TimeoutException("late"), new KeyNotFoundException("key"));
        echoes.Send(ExceptionTasks.Tasks.Handles.Any, new ArgumentException("m", nameof(echoes), inner), static (sent, back) =>
            back is ArgumentException { ParamName: nameof(echoes), InnerException: AggregateException { InnerExceptions: [TimeoutException { Message: "late" }, KeyNotFoundException] } } && back.Message == sent!.Message);
        echoes.Send(ExceptionTasks.Tasks.Handles.Any, new SolverException("own"), static (_, back) => back!.GetType() == typeof(ArithmeticException) && back.Message.EndsWith("own", StringComparison.Ordinal));
        echoes.Send(ExceptionTasks.Tasks.Handles.Any, null);
        echoes.Fail(FailingTasks.Tasks.Known(), static error => error is { RemoteTypeName: "System.IO.FileNotFoundException", InnerException: FileNotFoundException { Message: "known" } });
        echoes.Fail(FailingTasks.Tasks.Own(), static error => error.RemoteTypeName.Length > 0 && error.RemoteMessage == "own" && error.Message.EndsWith("own", StringComparison.Ordinal));
    }

    private static void SendFormatted(Echoes echoes)
    {
        echoes.Send(HiddenTasks.Tasks.Handles.Class, new Account("o", 5, "note"), static (sent, back) => back!.Tell() == sent!.Tell());
        echoes.Send(HiddenTasks.Tasks.Handles.Struct, Secret.Of("text"), static (sent, back) => back.Tell() == sent.Tell());
        echoes.Send(HiddenTasks.Tasks.Handles.Generic, new(1, "a"), static (sent, back) => back.Tell() == sent.Tell());
        echoes.Send(HiddenTasks.Tasks.Handles.GenericOfOthers, new(Secret.Of("s"), [1]), static (sent, back) => back!.Tell() == sent!.Tell());
        echoes.Send(HiddenTasks.Tasks.Handles.Derived, Savings.Of(3, "p"), static (sent, back) => back.Tell() == sent.Tell());
        echoes.Send(HiddenTasks.Tasks.Handles.Single, MpiPool.Shapes.Tests.Single.Of(4));
        var formatted = new Formatted
        {
            Utf8 = "u8", Utf16 = "u16", Interned = "in", Bits = [true, false, true], Map = new() { ["key"] = 1 }, Pooled = new byte[] { 1 }, Allowed = [new Uri("https://example.org")],
        };
        echoes.Send(FormattedTasks.Tasks.Handles.ByMemoryPack, formatted);
        echoes.Send(FormattedTasks.Tasks.Handles.ByMemoryPack, formatted, static (_, back) => back!.Map!["KEY"] == 1);
        echoes.Send(StreamCallbackTasks.Tasks.Handles.Stamped, new Stamped { Name = "n", Values = [1] });
        echoes.Send(StreamCallbackTasks.Tasks.Handles.StampedStruct, new StampedStruct { Name = "n" }, static (sent, back) => back is { Name: "nww" } && back.Read() == 3);
        echoes.Send(StreamCallbackTasks.Tasks.Handles.Given, [new Given { Name = "sent", Required = 1 }], static (_, back) => back is [{ Service: "given", Name: "sent" }]);
        echoes.Send(StreamCallbackTasks.Tasks.Handles.Union, [new StampedCircle { Radius = 1 }, null], static (_, back) => back is [StampedCircle { Calls: "wrwr" or "rwr" or "r" }, null]);
        echoes.Send(
            FormattedTasks.Tasks.Handles.Compressed,
            new Compressed { Bytes = [1, 2, 3], LimitedBytes = new byte[900], Text = "text", Map = new() { ["a"] = [1, 2] }, Last = "l" });
        echoes.Send(FormattedTasks.Tasks.Handles.Addresses, [System.Net.IPAddress.Loopback, null]);
        echoes.Send(FormattedTasks.Tasks.Handles.Money, [Money.Of(1, "EUR"), null, Money.Of(2, "CHF")]);
        echoes.Send(FormattedTasks.Tasks.Handles.Members, new Turn(Angle.FromRadians(1), "n"), static (_, back) => back.By.InRadians() == 1);
        echoes.Send(FormattedTasks.Tasks.Handles.Parameter, Angle.FromRadians(2), static (_, back) => back.InRadians() == 2);
        echoes.Send(FormattedTasks.Tasks.Handles.Grades, [null, new Grade { Points = 7 }]);
        echoes.Send(ObjectTasks.Tasks.Handles.GenericUnion, new Fork<int> { Left = new Leaf<int> { Value = 2 } });
        echoes.Send(ObjectTasks.Tasks.Handles.Records, [new Ended(DateTime.UnixEpoch, 2, new Started(DateTime.MaxValue, "n"))]);
        echoes.Send(ObjectTasks.Tasks.Handles.Required, new Required { Name = "n", Values = [1], Rate = 2, Note = null });
        echoes.Send(ObjectTasks.Tasks.Handles.GenericOfAll, new Pair<Mesh?, List<Pair<int, Scenario?>>> { First = new Mesh { Name = "m" }, Second = [new() { First = 1 }] });
        echoes.Send(CollectionTasks.Tasks.Handles.ConcurrentMap, new() { ["a"] = [1] });
        echoes.Send(CollectionTasks.Tasks.Handles.ConcurrentStackOf, new([1, 2, 3]));
        echoes.Send(ScalarTasks.Tasks.Handles.Bits, new([true, false, true]));
        echoes.Send(ScalarTasks.Tasks.Handles.TimeZone, TimeZoneInfo.Utc);
    }
}
