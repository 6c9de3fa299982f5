using MemoryPack;
using MpiPool.Wire;

namespace MpiPool.Shapes.Tests;

/// <summary>Graphs of types with circular references keep their form and have MemoryPack's bytes.</summary>
public class CircularTests
{
    [Fact]
    public void Null_Travels() => Assert.Null(RoundTrip.Run(CircularTasks.Tasks.Graph(null)));

    [Fact]
    public void Cycle_ComesBackAsOne()
    {
        var first = new Node { Value = 1, Text = null };
        first.Next = new Node { Value = 2, Next = first };
        Node back = Check(first);
        Assert.Equal((1, 2), (back.Value, back.Next!.Value));
        Assert.Same(back, back.Next.Next);
        Assert.Equal("initial", back.Next.Text);
    }

    [Fact]
    public void ObjectThatRefersToItself_ComesBackSo()
    {
        var node = new Node();
        node.Others = [node, null, node];
        Node back = Check(node);
        Assert.Equal([back, null, back], back.Others!);
    }

    [Fact]
    public void SharedObject_ComesBackShared()
    {
        var shared = new Node { Value = 3, Text = new string('x', 300) };
        Node back = Check(new Node { Next = shared, Others = [shared, new Node { Next = shared }] });
        Assert.Same(back.Next, back.Others![0]);
        Assert.Same(back.Next, back.Others[1]!.Next);
    }

    [Fact]
    public void HundredsOfObjects_HaveNumbersOfEverySize()
    {
        Node?[] nodes = [.. Enumerable.Range(0, 70_000).Select(static i => new Node { Value = i })];
        for (int i = 0; i < nodes.Length; i += 1000)
            nodes[i]!.Next = nodes[^1];
        Node?[] back = RoundTrip.Run(CircularTasks.Tasks.Nodes(nodes));
        Assert.Same(back[0]!.Next, back[^1]);
        Assert.Equal(MemoryPackSerializer.Serialize(nodes), RoundTrip.Arguments(CircularTasks.Tasks.Nodes(nodes)));
    }

    [Fact]
    public void Tree_WithParents_ComesBack()
    {
        var company = new Company { Name = "c" };
        var manager = new Employee { Name = "m", Company = company };
        var worker = new Employee { Name = "w", Company = company, Manager = manager };
        manager.Reports = new() { ["w"] = worker };
        company.Employees.AddRange([worker, manager]);
        Company back = RoundTrip.Run(CircularTasks.Tasks.Tree(company));
        Assert.Equal(MemoryPackSerializer.Serialize(company), RoundTrip.Arguments(CircularTasks.Tasks.Tree(company)));
        Assert.Same(back, back.Employees[1].Company);
        Assert.Same(back.Employees[0], back.Employees[1].Reports!["w"]);
        Assert.Same(back.Employees[1], back.Employees[0].Manager);
    }

    [Fact]
    public void Union_OfReferableTypes_ComesBack()
    {
        var car = new Car();
        car.Parts = [new Wheel { Owner = car }, null, car];
        var back = (Car)RoundTrip.Run(CircularTasks.Tasks.Union(car))!;
        Assert.Same(back, ((Wheel)back.Parts![0]!).Owner);
        Assert.Same(back, back.Parts[2]);
        Assert.Equal(MemoryPackSerializer.Serialize<Part>(car), RoundTrip.Arguments(CircularTasks.Tasks.Union(car)));
    }

    [Fact]
    public void ArgumentsOfOneCall_ShareTheirObjects()
    {
        var node = new Node();
        Assert.True(RoundTrip.Run(CircularTasks.Tasks.AreSame(node, [node, node], node)));
        (Node a, Node b) = RoundTrip.Run(CircularTasks.Tasks.Twice(node));
        Assert.Same(a, b);
    }

    [Fact]
    public void PrivateSettersAndMembers_AreSet()
    {
        Strict value = Strict.Make("t");
        Strict back = RoundTrip.Run(CircularTasks.Tasks.Strict(value));
        Assert.Same(back, back.Self);
        Assert.Equal(("t", 3), (back.Text, back.Level));
        Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.Arguments(CircularTasks.Tasks.Strict(value)));
    }

    [Fact]
    public void OlderBytes_LeaveMembersAsTheConstructorMadeThem()
    {
        byte[] bytes = MemoryPackSerializer.Serialize(new NodeV0 { Value = 4 });
        Node back = RoundTrip.Run(CircularTasks.Tasks.Graph(null), bytes)!;
        Assert.Equal((4, "initial"), (back.Value, back.Text));
        Assert.Equivalent(MemoryPackSerializer.Deserialize<Node>(bytes), back, strict: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Callbacks_AreCalledAsMemoryPackDoes(bool isCycle)
    {
        var value = new Watched { Other = new Watched() };
        value.Other.Other = isCycle ? value : null;
        byte[] expected = MemoryPackSerializer.Serialize(value);
        string[] expectedWriting = Watched.TakeCalls();
        MemoryPackSerializer.Deserialize<Watched>(expected);
        string[] expectedReading = Watched.TakeCalls();

        Assert.Equal(expected, RoundTrip.Arguments(CircularTasks.Tasks.Watched(value)));
        Assert.Equal(expectedWriting, Watched.TakeCalls());
        RoundTrip.Run(CircularTasks.Tasks.Watched(null), expected);
        string[] calls = Watched.TakeCalls();
        // The task returns the value, so it is read, written and read again.
        Assert.Equal([.. expectedReading, .. expectedWriting, .. expectedReading], calls);
    }

    [Theory]
    [InlineData(new byte[] { 250, 0 })]
    [InlineData(new byte[] { 250 })]
    [InlineData(new byte[] { 251 })]
    [InlineData(new byte[] { 2, 4, 2, 7, 0, 0, 0, 0, 250, 8 })]
    [InlineData(new byte[] { 2, 4, 4, 7, 0, 0, 0, 0, 1, 0, 7, 0 })]
    [InlineData(new byte[] { 1, 4, 156, 0, 0, 0, 0 })]
    public void BytesThatNoWriterMakes_GiveAnException(byte[] bytes) => Assert.ThrowsAny<Exception>(() => RoundTrip.Run(CircularTasks.Tasks.Graph(null), bytes));

    [Fact]
    public void ReferenceToAnObjectOfAnotherType_GivesAnException()
    {
        // A company without employees but one: a reference to the company itself.
        byte[] bytes = [2, 4, 6, 0, 255, 255, 255, 255, 1, 0, 0, 0, 250, 0];
        var error = Assert.Throws<WireFormatException>(() => RoundTrip.Run(CircularTasks.Tasks.Tree(null!), bytes));
        Assert.Contains("Company", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChainOfThousands_IsAnErrorAtTheSender()
    {
        var node = new Node();
        for (int i = 0; i < 5000; i++)
            node = new Node { Next = node };
        Assert.Throws<InvalidOperationException>(() => RoundTrip.Arguments(CircularTasks.Tasks.Graph(node)));
    }

    private static Node Check(Node value)
    {
        Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.Arguments(CircularTasks.Tasks.Graph(value)));
        return RoundTrip.Run(CircularTasks.Tasks.Graph(value))!;
    }
}
