using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace MpiPool.Shapes.Tests;

/// <summary>One task a collection type; each returns what it gets.</summary>
public static class CollectionTasks
{
    [MpiTask] public static int[]? Ints(int[]? value) => value;

    [MpiTask] public static string?[]? Strings(string?[]? value) => value;

    [MpiTask] public static int[][] Jagged(int[][] value) => value;

    [MpiTask] public static int?[] NullableInts(int?[] value) => value;

    [MpiTask] public static Point[] Points(Point[] value) => value;

    [MpiTask] public static (int, string)[] Pairs((int, string)[] value) => value;

    [MpiTask] public static string[][][] JaggedStrings(string[][][] value) => value;

    [MpiTask] public static double[,]? Grid(double[,]? value) => value;

    [MpiTask] public static string[,,] Cube(string[,,] value) => value;

    [MpiTask] public static int[,,,] Tesseract(int[,,,] value) => value;

    [MpiTask] public static List<int>? ListOfInt(List<int>? value) => value;

    [MpiTask] public static List<string?> ListOfText(List<string?> value) => value;

    [MpiTask] public static List<List<int>> ListOfList(List<List<int>> value) => value;

    [MpiTask] public static HashSet<string> Set(HashSet<string> value) => value;

    [MpiTask] public static SortedSet<int> Sorted(SortedSet<int> value) => value;

    [MpiTask] public static Queue<string> Queue(Queue<string> value) => value;

    [MpiTask] public static Stack<int> Stack(Stack<int> value) => value;

    [MpiTask] public static LinkedList<string> Linked(LinkedList<string> value) => value;

    [MpiTask] public static Dictionary<string, int[]>? Map(Dictionary<string, int[]>? value) => value;

    [MpiTask] public static Dictionary<int, double> MapOfInt(Dictionary<int, double> value) => value;

    [MpiTask] public static Dictionary<int, int?> MapOfMaybe(Dictionary<int, int?> value) => value;

    [MpiTask] public static SortedDictionary<string, int> SortedMap(SortedDictionary<string, int> value) => value;

    [MpiTask] public static SortedList<string, int> SortedPairs(SortedList<string, int> value) => value;

    [MpiTask] public static KeyValuePair<string, int> Pair(KeyValuePair<string, int> value) => value;

    [MpiTask] public static KeyValuePair<byte, double> UnmanagedPair(KeyValuePair<byte, double> value) => value;

    [MpiTask] public static ObservableCollection<string> Observable(ObservableCollection<string> value) => value;

    [MpiTask] public static ReadOnlyCollection<int> ReadOnly(ReadOnlyCollection<int> value) => value;

    [MpiTask] public static IEnumerable<string>? Enumerable(IEnumerable<string>? value) => value;

    [MpiTask] public static ICollection<int> Collection(ICollection<int> value) => value;

    [MpiTask] public static IReadOnlyCollection<string> ReadOnlyCollectionOf(IReadOnlyCollection<string> value) => value;

    [MpiTask] public static IList<string> ListInterface(IList<string> value) => value;

    [MpiTask] public static IReadOnlyList<int> ReadOnlyList(IReadOnlyList<int> value) => value;

    [MpiTask] public static ISet<int> SetInterface(ISet<int> value) => value;

    [MpiTask] public static IReadOnlySet<int> ReadOnlySetOf(IReadOnlySet<int> value) => value;

    [MpiTask] public static IDictionary<string, int> MapInterface(IDictionary<string, int> value) => value;

    [MpiTask] public static IReadOnlyDictionary<string, string> ReadOnlyMap(IReadOnlyDictionary<string, string> value) => value;

    [MpiTask] public static ImmutableArray<int> ImmutableInts(ImmutableArray<int> value) => value;

    [MpiTask] public static ImmutableList<string>? ImmutableTexts(ImmutableList<string>? value) => value;

    [MpiTask] public static ImmutableHashSet<int> ImmutableSet(ImmutableHashSet<int> value) => value;

    [MpiTask] public static ImmutableSortedSet<int> ImmutableSorted(ImmutableSortedSet<int> value) => value;

    [MpiTask] public static ImmutableQueue<int> ImmutableQueueOf(ImmutableQueue<int> value) => value;

    [MpiTask] public static ImmutableStack<int> ImmutableStackOf(ImmutableStack<int> value) => value;

    [MpiTask] public static ImmutableDictionary<string, int> ImmutableMap(ImmutableDictionary<string, int> value) => value;

    [MpiTask] public static ImmutableSortedDictionary<string, int> ImmutableSortedMap(ImmutableSortedDictionary<string, int> value) => value;

    [MpiTask] public static FrozenSet<string> FrozenSetOf(FrozenSet<string> value) => value;

    [MpiTask] public static FrozenDictionary<string, int> FrozenMap(FrozenDictionary<string, int> value) => value;

    [MpiTask] public static Memory<byte> Bytes(Memory<byte> value) => value;

    [MpiTask] public static ReadOnlyMemory<byte> ReadOnlyBytes(ReadOnlyMemory<byte> value) => value;

    [MpiTask] public static ArraySegment<int> Segment(ArraySegment<int> value) => value;

    [MpiTask] public static ReadOnlySequence<int> Sequence(ReadOnlySequence<int> value) => value;

    [MpiTask] public static Bag Bag(Bag value) => value;

    [MpiTask] public static ClosedCollection Closed(ClosedCollection value) => value;

    [MpiTask] public static ConcurrentDictionary<string, int[]> ConcurrentMap(ConcurrentDictionary<string, int[]> value) => value;

    [MpiTask] public static ConcurrentQueue<string> ConcurrentQueueOf(ConcurrentQueue<string> value) => value;

    [MpiTask] public static ConcurrentStack<int> ConcurrentStackOf(ConcurrentStack<int> value) => value;

    [MpiTask] public static ConcurrentBag<int> ConcurrentBagOf(ConcurrentBag<int> value) => value;

    [MpiTask] public static ReadOnlyObservableCollection<string> ReadOnlyObservable(ReadOnlyObservableCollection<string> value) => value;

    [MpiTask] public static ReadOnlyDictionary<string, int> ReadOnlyPairs(ReadOnlyDictionary<string, int> value) => value;

    [MpiTask] public static ReadOnlySet<int> ReadOnlySetClass(ReadOnlySet<int> value) => value;

    [MpiTask] public static IImmutableList<string>? ImmutableListInterface(IImmutableList<string>? value) => value;

    [MpiTask] public static IImmutableStack<int> ImmutableStackInterface(IImmutableStack<int> value) => value;

    [MpiTask] public static IImmutableDictionary<string, int> ImmutableMapInterface(IImmutableDictionary<string, int> value) => value;

    [MpiTask] public static double[][,]? JaggedGrids(double[][,]? value) => value;

    [MpiTask] public static List<string>[,] GridOfLists(List<string>[,] value) => value;

    [MpiTask] public static Dictionary<string, Dictionary<int, List<Mesh?>>> DeepMap(Dictionary<string, Dictionary<int, List<Mesh?>>> value) => value;

    [MpiTask] public static Stack<Stack<string>> Stacks(Stack<Stack<string>> value) => value;

    [MpiTask] public static (ImmutableArray<string?> A, FrozenSet<int>? B)? Mixed((ImmutableArray<string?> A, FrozenSet<int>? B)? value) => value;
}

/// <summary>A collection that can be filled through the interface alone.</summary>
public sealed class ClosedCollection : ICollection<int>
{
    private readonly List<int> _items = [];

    public int Count => _items.Count;

    bool ICollection<int>.IsReadOnly => false;

    void ICollection<int>.Add(int item) => _items.Add(item);

    void ICollection<int>.Clear() => _items.Clear();

    public bool Contains(int item) => _items.Contains(item);

    public void CopyTo(int[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    bool ICollection<int>.Remove(int item) => _items.Remove(item);

    public IEnumerator<int> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A collection of one's own, filled by Add.</summary>
public sealed class Bag : Collection<string>;
