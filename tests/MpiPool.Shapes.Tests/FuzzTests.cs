using MpiPool.Tasks;

namespace MpiPool.Shapes.Tests;

/// <summary>Readers meet bytes that no writer made: an exception each time, never a crash, a hang or a large allocation.</summary>
public class FuzzTests
{
    private const int TriesPerCall = 3000;

    // A payload's byte stands for at most one element, and an entry of a hash table takes some tens of bytes.
    private const long AllowedBytes = 256 * 1024;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void MutatedPayload_GivesAnExceptionOrAValue(int seed)
    {
        int tries = int.TryParse(Environment.GetEnvironmentVariable("MPIPOOL_FUZZ_TRIES"), out int given) ? given : TriesPerCall;
        var random = new Random(seed);
        foreach (TaskCall call in Samples())
        {
            byte[] valid = RoundTrip.Arguments(call);
            for (int i = 0; i < tries; i++)
                Try(call.Entry, Mutate(valid, random));
        }
    }

    [Fact]
    public void TruncatedPayload_GivesAnException()
    {
        foreach (TaskCall call in Samples())
        {
            byte[] valid = RoundTrip.Arguments(call);
            for (int length = 0; length < valid.Length; length++)
                Assert.ThrowsAny<Exception>(() => RoundTrip.Invoke(call.Entry, valid[..length]));
        }
    }

    [Fact]
    public void LongerPayload_GivesAnException()
    {
        foreach (TaskCall call in Samples())
            Assert.ThrowsAny<Exception>(() => RoundTrip.Invoke(call.Entry, [.. RoundTrip.Arguments(call), 0]));
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(0x20000000)]
    public void AbsurdLength_GivesAnExceptionWithoutAllocation(int length)
    {
        TaskEntry[] entries = [CollectionTasks.Tasks.Ints(null).Entry, CollectionTasks.Tasks.Strings(null).Entry, CollectionTasks.Tasks.ListOfInt(null).Entry, CollectionTasks.Tasks.Map(null).Entry];
        foreach (TaskEntry entry in entries)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.ThrowsAny<Exception>(() => RoundTrip.Invoke(entry, BitConverter.GetBytes(length)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllowedBytes);
        }
    }

    [Fact]
    public void NestingOfThousands_GivesAnException()
    {
        // value 0, one child, and so on
        byte[] level = [2, 0, 0, 0, 0, 1, 0, 0, 0];
        byte[] bytes = [.. Enumerable.Repeat(level, 100_000).SelectMany(static l => l)];
        Assert.ThrowsAny<Exception>(() => RoundTrip.Invoke(ObjectTasks.Tasks.Recursive(null).Entry, bytes));
    }

    [Fact]
    public void NestingOfThousandsOfReferableObjects_GivesAnException()
    {
        // Two members: a value that is not there, and the next object, which takes all bytes that are left.
        var bytes = new List<byte>();
        for (int i = 0; i < 20_000; i++)
            bytes.AddRange([2, 0, 130, .. BitConverter.GetBytes((20_000 - i - 1) * 12), 131, .. BitConverter.GetBytes(i)]);
        Assert.ThrowsAny<Exception>(() => RoundTrip.Invoke(CircularTasks.Tasks.Graph(null).Entry, [.. bytes]));
    }

    private static void Try(TaskEntry entry, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            RoundTrip.Invoke(entry, bytes);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or NullReferenceException or AccessViolationException))
        {
            // Which exception does not matter here: the runtime reports any as an argument that cannot be read.
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < AllowedBytes, $"{entry.Name} allocated {allocated} bytes for {Convert.ToHexString(bytes)}.");
    }

    private static byte[] Mutate(byte[] valid, Random random)
    {
        var bytes = new List<byte>(valid);
        int changes = random.Next(1, 4);
        for (int i = 0; i < changes; i++)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 2 when at < bytes.Count: bytes.RemoveRange(at, random.Next(1, bytes.Count - at + 1)); break;
                case 3: bytes.InsertRange(at, BitConverter.GetBytes(random.Next(8) == 0 ? int.MaxValue : random.Next(-3, 300))); break;
                default: bytes.Insert(at, (byte)(random.Next(2) == 0 ? 255 : random.Next(256))); break;
            }
        }
        return [.. bytes];
    }

    private static IEnumerable<TaskCall> Samples()
    {
        yield return ScalarTasks.Tasks.Text("some text");
        yield return ScalarTasks.Tasks.Version(new Version(1, 2, 3, 4));
        yield return ScalarTasks.Tasks.BigInteger(12345678901234);
        yield return ScalarTasks.Tasks.Builder(new("text"));
        yield return CollectionTasks.Tasks.Ints([1, 2, 3]);
        yield return CollectionTasks.Tasks.Strings(["a", null, "c"]);
        yield return CollectionTasks.Tasks.Jagged([[1], [], [2, 3]]);
        yield return CollectionTasks.Tasks.Grid(new double[,] { { 1, 2 }, { 3, 4 } });
        yield return CollectionTasks.Tasks.ListOfInt([1, 2]);
        yield return CollectionTasks.Tasks.Set(["a", "b"]);
        yield return CollectionTasks.Tasks.Map(new() { ["a"] = [1], ["b"] = [] });
        yield return CollectionTasks.Tasks.MapOfInt(new() { [1] = 2, [3] = 4 });
        yield return CollectionTasks.Tasks.ImmutableTexts(["a", "b"]);
        yield return CollectionTasks.Tasks.Stack(new Stack<int>([1, 2]));
        yield return ExceptionTasks.Tasks.Any(new AggregateException(new ArgumentException("m", "p"), new SolverException("s")));
        yield return ObjectTasks.Tasks.Recursive(new Tree { Children = [new Tree { Value = 2 }] });
        yield return ObjectTasks.Tasks.Struct(new Mesh { Points = [1, 2], Name = "m" });
        yield return ObjectTasks.Tasks.MaybeStruct(new Mesh { Name = "m" });
        yield return ObjectTasks.Tasks.NamedTuple((1, "b", 3));
        yield return ObjectTasks.Tasks.Union(new Group { Shapes = [new Circle { Name = "c" }] });
        foreach (TaskCall call in NewerSamples())
            yield return call;
        yield return ObjectTasks.Tasks.Packed(new Packed { Name = "n", Values = [1], Map = new() { [1] = "a" }, Next = new Packed() });
    }

    private static IEnumerable<TaskCall> NewerSamples()
    {
        yield return ScalarTasks.Tasks.Bits(new([true, false, true]));
        yield return TolerantTasks.Tasks.V1(new ReportV1 { Id = 1, Name = "n" });
        yield return TolerantTasks.Tasks.V2(TolerantTests.Sample());
        yield return TolerantTasks.Tasks.V3(new ReportV3 { Name = new string('x', 200), Bytes = [1, 2] });
        yield return TolerantTasks.Tasks.Struct(new TolerantStruct { Name = "n", Level = 1 });
        yield return CircularTasks.Tasks.Graph(Ring(3));
        yield return CircularTasks.Tasks.Nodes([Ring(2), null, Ring(1)]);
        yield return CircularTasks.Tasks.Tree(new Company { Name = "c", Employees = [new Employee { Name = "e", Reports = new() { ["a"] = new Employee() } }] });
        yield return CircularTasks.Tasks.Union(new Car { Parts = [new Wheel { Owner = new Car() }, null] });
        yield return HiddenTasks.Tasks.Class(new Account("o", 5, "note"));
        yield return HiddenTasks.Tasks.GenericOfOthers(new(Secret.Of("s"), [1]));
        yield return FormattedTasks.Tasks.ByMemoryPack(FormattedTests.Sample());
        yield return FormattedTasks.Tasks.Compressed(FormattedTests.CompressedSample(20));
        yield return FormattedTasks.Tasks.Addresses([System.Net.IPAddress.Loopback, null]);
        yield return FormattedTasks.Tasks.Money([Money.Of(1, "EUR"), null]);
        yield return MemoryPackFormatterTasks.Tasks.Surveys([MemoryPackFormatterTests.Sample(), null]);
        yield return MemoryPackFormatterTasks.Tasks.Tolerant(new TolerantSurvey { Surveys = [MemoryPackFormatterTests.Sample()] });
        yield return MemoryPackFormatterTasks.Tasks.Compressed(new CompressedSurvey { Survey = MemoryPackFormatterTests.Sample(), Sketch = Sketch.Of("", [1]) });
        yield return StreamCallbackTasks.Tasks.Ring(new StampedRing { Name = "", Next = new StampedRing() });
        yield return StreamCallbackTasks.Tasks.Union([new StampedCircle { Radius = 1 }, null]);
        yield return ObjectTasks.Tasks.GenericUnion(new Fork<int> { Left = new Leaf<int> { Value = 2 } });
    }

    private static Node Ring(int count)
    {
        var first = new Node { Value = 1, Text = "t" };
        Node last = first;
        for (int i = 1; i < count; i++)
            last = last.Next = new Node { Value = i, Others = [first, null] };
        last.Next = first;
        return first;
    }
}
