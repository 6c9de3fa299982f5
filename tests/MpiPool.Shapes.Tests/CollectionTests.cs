using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace MpiPool.Shapes.Tests;

public class CollectionTests
{
    [Fact] public void Ints_Travels() => RoundTrip.CheckLikeMemoryPack<int[]?>(CollectionTasks.Tasks.Ints, [null, [], [1, 2, 3]]);

    [Fact] public void Strings_Travels() => RoundTrip.CheckLikeMemoryPack<string?[]?>(CollectionTasks.Tasks.Strings, [null, [], ["a", null]]);

    [Fact] public void Jagged_Travels() => RoundTrip.CheckLikeMemoryPack<int[][]>(CollectionTasks.Tasks.Jagged, [[[1], [], [2, 3]]]);

    [Fact] public void NullableInts_Travels() => RoundTrip.CheckLikeMemoryPack<int?[]>(CollectionTasks.Tasks.NullableInts, [[1, null]]);

    [Fact] public void Points_Travels() => RoundTrip.CheckLikeMemoryPack<Point[]>(CollectionTasks.Tasks.Points, [[new Point { X = 1 }, new Point { Y = 2 }]]);

    [Fact] public void Pairs_Travels() => RoundTrip.CheckLikeMemoryPack<(int, string)[]>(CollectionTasks.Tasks.Pairs, [[(1, "a")]]);

    [Fact] public void JaggedStrings_Travels() => RoundTrip.CheckLikeMemoryPack<string[][][]>(CollectionTasks.Tasks.JaggedStrings, [[[["a"], []], []]]);

    [Fact] public void ListOfInt_Travels() => RoundTrip.CheckLikeMemoryPack<List<int>?>(CollectionTasks.Tasks.ListOfInt, [null, [], [1, 2]]);

    [Fact] public void ListOfText_Travels() => RoundTrip.CheckLikeMemoryPack<List<string?>>(CollectionTasks.Tasks.ListOfText, [[null, "a"]]);

    [Fact] public void ListOfList_Travels() => RoundTrip.CheckLikeMemoryPack<List<List<int>>>(CollectionTasks.Tasks.ListOfList, [[[1], [2, 3]]]);

    [Fact] public void Set_Travels() => RoundTrip.CheckLikeMemoryPack<HashSet<string>>(CollectionTasks.Tasks.Set, [["a", "b"]]);

    [Fact] public void Sorted_Travels() => RoundTrip.CheckLikeMemoryPack<SortedSet<int>>(CollectionTasks.Tasks.Sorted, [[3, 1, 2]]);

    [Fact] public void Queue_Travels() => RoundTrip.CheckLikeMemoryPack<Queue<string>>(CollectionTasks.Tasks.Queue, [new Queue<string>(["a", "b"])]);

    [Fact] public void Stack_Travels() => RoundTrip.CheckLikeMemoryPack<Stack<int>>(CollectionTasks.Tasks.Stack, [new Stack<int>([1, 2, 3])]);

    [Fact] public void Linked_Travels() => RoundTrip.CheckLikeMemoryPack<LinkedList<string>>(CollectionTasks.Tasks.Linked, [new LinkedList<string>(["a", "b"])]);

    [Fact] public void Map_Travels() => RoundTrip.CheckLikeMemoryPack<Dictionary<string, int[]>?>(CollectionTasks.Tasks.Map, [null, new() { ["a"] = [1], ["b"] = [] }]);

    [Fact] public void MapOfInt_Travels() => RoundTrip.CheckLikeMemoryPack<Dictionary<int, double>>(CollectionTasks.Tasks.MapOfInt, [new() { [1] = 2 }]);

    [Fact] public void MapOfMaybe_Travels() => RoundTrip.CheckLikeMemoryPack<Dictionary<int, int?>>(CollectionTasks.Tasks.MapOfMaybe, [new() { [1] = null, [2] = 3 }]);

    [Fact] public void SortedMap_Travels() => RoundTrip.CheckLikeMemoryPack<SortedDictionary<string, int>>(CollectionTasks.Tasks.SortedMap, [new() { ["b"] = 1, ["a"] = 2 }]);

    [Fact] public void SortedPairs_Travels() => RoundTrip.CheckLikeMemoryPack<SortedList<string, int>>(CollectionTasks.Tasks.SortedPairs, [new() { ["b"] = 1, ["a"] = 2 }]);

    [Fact] public void Pair_Travels() => RoundTrip.CheckLikeMemoryPack<KeyValuePair<string, int>>(CollectionTasks.Tasks.Pair, [new("a", 1)]);

    [Fact] public void UnmanagedPair_Travels() => RoundTrip.CheckLikeMemoryPack<KeyValuePair<byte, double>>(CollectionTasks.Tasks.UnmanagedPair, [new(1, 2)]);

    [Fact] public void Observable_Travels() => RoundTrip.CheckLikeMemoryPack<ObservableCollection<string>>(CollectionTasks.Tasks.Observable, [["a"]]);

    [Fact] public void ReadOnly_Travels() => RoundTrip.CheckLikeMemoryPack<ReadOnlyCollection<int>>(CollectionTasks.Tasks.ReadOnly, [new ReadOnlyCollection<int>([1, 2])]);

    [Fact] public void Enumerable_Travels() => RoundTrip.CheckLikeMemoryPack<IEnumerable<string>?>(CollectionTasks.Tasks.Enumerable, [null, new List<string> { "a" }]);

    [Fact] public void Collection_Travels() => RoundTrip.CheckLikeMemoryPack<ICollection<int>>(CollectionTasks.Tasks.Collection, [new List<int> { 1 }]);

    [Fact] public void ReadOnlyCollectionOf_Travels() => RoundTrip.CheckLikeMemoryPack<IReadOnlyCollection<string>>(CollectionTasks.Tasks.ReadOnlyCollectionOf, [new List<string> { "a" }]);

    [Fact] public void ListInterface_Travels() => RoundTrip.CheckLikeMemoryPack<IList<string>>(CollectionTasks.Tasks.ListInterface, [new List<string> { "a" }]);

    [Fact] public void ReadOnlyList_Travels() => RoundTrip.CheckLikeMemoryPack<IReadOnlyList<int>>(CollectionTasks.Tasks.ReadOnlyList, [new List<int> { 1 }]);

    [Fact] public void SetInterface_Travels() => RoundTrip.CheckLikeMemoryPack<ISet<int>>(CollectionTasks.Tasks.SetInterface, [new HashSet<int> { 1 }]);

    [Fact] public void ReadOnlySetOf_Travels() => RoundTrip.CheckLikeMemoryPack<IReadOnlySet<int>>(CollectionTasks.Tasks.ReadOnlySetOf, [new HashSet<int> { 1 }]);

    [Fact] public void MapInterface_Travels() => RoundTrip.CheckLikeMemoryPack<IDictionary<string, int>>(CollectionTasks.Tasks.MapInterface, [new Dictionary<string, int> { ["a"] = 1 }]);

    [Fact] public void ReadOnlyMap_Travels() => RoundTrip.CheckLikeMemoryPack<IReadOnlyDictionary<string, string>>(CollectionTasks.Tasks.ReadOnlyMap, [new Dictionary<string, string> { ["a"] = "b" }]);

    [Fact] public void ImmutableInts_Travels() => RoundTrip.CheckLikeMemoryPack<ImmutableArray<int>>(CollectionTasks.Tasks.ImmutableInts, [[], [1, 2]]);

    [Fact] public void ImmutableTexts_Travels() => RoundTrip.CheckLikeMemoryPack<ImmutableList<string>?>(CollectionTasks.Tasks.ImmutableTexts, [null, ["a", "b"]]);

    [Fact] public void ImmutableSet_Travels() => RoundTrip.CheckLikeMemoryPack<ImmutableHashSet<int>>(CollectionTasks.Tasks.ImmutableSet, [[1, 2]]);

    [Fact] public void ImmutableSorted_Travels() => RoundTrip.CheckLikeMemoryPack<ImmutableSortedSet<int>>(CollectionTasks.Tasks.ImmutableSorted, [[2, 1]]);

    [Fact] public void ImmutableQueueOf_Travels() => RoundTrip.CheckLikeMemoryPack<ImmutableQueue<int>>(CollectionTasks.Tasks.ImmutableQueueOf, [[1, 2]]);

    [Fact] public void ImmutableStackOf_Travels() => RoundTrip.CheckLikeMemoryPack<ImmutableStack<int>>(CollectionTasks.Tasks.ImmutableStackOf, [ImmutableStack.CreateRange([1, 2, 3])]);

    [Fact] public void ImmutableMap_Travels() => RoundTrip.CheckLikeMemoryPack<ImmutableDictionary<string, int>>(CollectionTasks.Tasks.ImmutableMap, [ImmutableDictionary<string, int>.Empty.Add("a", 1)]);

    [Fact] public void ImmutableSortedMap_Travels() => RoundTrip.CheckLikeMemoryPack<ImmutableSortedDictionary<string, int>>(CollectionTasks.Tasks.ImmutableSortedMap, [ImmutableSortedDictionary<string, int>.Empty.Add("a", 1)]);

    [Fact] public void FrozenSetOf_Travels() => RoundTrip.CheckLikeMemoryPack<FrozenSet<string>>(CollectionTasks.Tasks.FrozenSetOf, [FrozenSet.Create("a", "b")]);

    [Fact] public void FrozenMap_Travels() => RoundTrip.CheckLikeMemoryPack<FrozenDictionary<string, int>>(CollectionTasks.Tasks.FrozenMap, [new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary()]);

    [Fact] public void Bag_Travels() => RoundTrip.Check<Bag>(CollectionTasks.Tasks.Bag, [new Bag { "x", "y" }]);

    [Fact]
    public void CollectionFilledThroughItsInterface_Travels()
    {
        var value = new ClosedCollection();
        ((ICollection<int>)value).Add(3);
        RoundTrip.Check<ClosedCollection>(CollectionTasks.Tasks.Closed, [value]);
    }

    [Fact] public void ConcurrentMap_Travels() => RoundTrip.CheckLikeMemoryPack<ConcurrentDictionary<string, int[]>>(CollectionTasks.Tasks.ConcurrentMap, [new() { ["a"] = [1] }]);

    [Fact] public void ConcurrentQueueOf_Travels() => RoundTrip.CheckLikeMemoryPack<ConcurrentQueue<string>>(CollectionTasks.Tasks.ConcurrentQueueOf, [new(["a", "b"])]);

    [Fact] public void ConcurrentStackOf_Travels() => RoundTrip.CheckLikeMemoryPack<ConcurrentStack<int>>(CollectionTasks.Tasks.ConcurrentStackOf, [new([1, 2, 3])]);

    [Fact] public void ConcurrentBagOf_Travels() => Assert.Equal([1, 2, 3], RoundTrip.Run(CollectionTasks.Tasks.ConcurrentBagOf([1, 2, 3])).Order());

    [Fact] public void ReadOnlyObservable_Travels() => RoundTrip.CheckLikeMemoryPack<ReadOnlyObservableCollection<string>>(CollectionTasks.Tasks.ReadOnlyObservable, [new(["a"])]);

    [Fact] public void ReadOnlyPairs_Travel() => RoundTrip.Check<ReadOnlyDictionary<string, int>>(CollectionTasks.Tasks.ReadOnlyPairs, [new(new Dictionary<string, int> { ["a"] = 1 })]);

    [Fact] public void ReadOnlySetClass_Travels() => RoundTrip.Check<ReadOnlySet<int>>(CollectionTasks.Tasks.ReadOnlySetClass, [new(new HashSet<int> { 1, 2 })]);

    [Fact]
    public void ImmutableInterfaces_Travel()
    {
        RoundTrip.CheckLikeMemoryPack<IImmutableList<string>?>(CollectionTasks.Tasks.ImmutableListInterface, [null, ImmutableList.Create("a")]);
        RoundTrip.CheckLikeMemoryPack<IImmutableStack<int>>(CollectionTasks.Tasks.ImmutableStackInterface, [ImmutableStack.Create(1, 2)]);
        RoundTrip.CheckLikeMemoryPack<IImmutableDictionary<string, int>>(CollectionTasks.Tasks.ImmutableMapInterface, [ImmutableDictionary<string, int>.Empty.Add("a", 1)]);
    }

    [Fact]
    public void NestedCollections_Travel()
    {
        Assert.Equal(new double[,] { { 1, 2 } }, RoundTrip.Run(CollectionTasks.Tasks.JaggedGrids([new double[,] { { 1, 2 } }, new double[0, 3]]))![0]);
        Assert.Equal(["a"], RoundTrip.Run(CollectionTasks.Tasks.GridOfLists(new List<string>[,] { { ["a"], [] } }))[0, 0]);
        RoundTrip.Check<Dictionary<string, Dictionary<int, List<Mesh?>>>>(CollectionTasks.Tasks.DeepMap, [new() { ["a"] = new() { [1] = [new Mesh { Name = "m" }, null] } }]);
        RoundTrip.CheckLikeMemoryPack<Stack<Stack<string>>>(CollectionTasks.Tasks.Stacks, [new([new Stack<string>(["a", "b"]), new Stack<string>()])]);
        RoundTrip.Check<(ImmutableArray<string?> A, FrozenSet<int>? B)?>(CollectionTasks.Tasks.Mixed, [null, (["a", null], null), ([], FrozenSet.Create(1))]);
    }
}
