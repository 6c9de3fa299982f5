using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>How the base library's collections are taken apart and put together. <c>{T}</c> stands for the element types.</summary>
internal static class CollectionRecipes
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Immutable = "global::System.Collections.Immutable.";
    private const string Concurrent = "global::System.Collections.Concurrent.";
    private const string ObjectModel = "global::System.Collections.ObjectModel.";

    private static readonly CollectionRecipe s_asList = new(null, $"new {Generic}List<{{T}}>(length)", "Add");
    private static readonly CollectionRecipe s_asCountedList = s_asList with { Count = "Count" };
    private static readonly CollectionRecipe s_asSet = new("Count", $"new {Generic}HashSet<{{T}}>(length)", "Add");
    private static readonly CollectionRecipe s_asDictionary = new("Count", $"new {Generic}Dictionary<{{T}}>(length)", "Add");

    private static readonly Dictionary<string, CollectionRecipe> s_generic = new(StringComparer.Ordinal)
    {
        ["List`1"] = s_asCountedList,
        ["HashSet`1"] = s_asSet,
        ["SortedSet`1"] = new("Count", $"new {Generic}SortedSet<{{T}}>()", "Add"),
        ["Queue`1"] = new("Count", $"new {Generic}Queue<{{T}}>(length)", "Enqueue"),
        ["Stack`1"] = new("Count", $"new {Generic}Stack<{{T}}>(length)", "Push", IsReversed: true),
        ["LinkedList`1"] = new("Count", $"new {Generic}LinkedList<{{T}}>()", "AddLast"),
        ["IEnumerable`1"] = s_asList,
        ["ICollection`1"] = s_asCountedList,
        ["IReadOnlyCollection`1"] = s_asCountedList,
        ["IList`1"] = s_asCountedList,
        ["IReadOnlyList`1"] = s_asCountedList,
        ["ISet`1"] = s_asSet,
        ["IReadOnlySet`1"] = s_asSet,
        ["Dictionary`2"] = s_asDictionary,
        ["IDictionary`2"] = s_asDictionary,
        ["IReadOnlyDictionary`2"] = s_asDictionary,
        ["SortedDictionary`2"] = new("Count", $"new {Generic}SortedDictionary<{{T}}>()", "Add"),
        ["SortedList`2"] = new("Count", $"new {Generic}SortedList<{{T}}>(length)", "Add"),
    };

    private static readonly Dictionary<string, CollectionRecipe> s_immutable = new(StringComparer.Ordinal)
    {
        ["ImmutableArray`1"] = Frozen("ImmutableArray") with { Count = "Length", NullTest = "value.IsDefault" },
        ["ImmutableList`1"] = Frozen("ImmutableList"),
        ["IImmutableList`1"] = Frozen("ImmutableList"),
        ["ImmutableHashSet`1"] = Frozen("ImmutableHashSet"),
        ["IImmutableSet`1"] = Frozen("ImmutableHashSet"),
        ["ImmutableSortedSet`1"] = Frozen("ImmutableSortedSet"),
        ["ImmutableQueue`1"] = Frozen("ImmutableQueue") with { Count = null },
        ["IImmutableQueue`1"] = Frozen("ImmutableQueue") with { Count = null },
        ["ImmutableStack`1"] = Frozen("ImmutableStack") with { Count = null, IsReversed = true },
        ["IImmutableStack`1"] = Frozen("ImmutableStack") with { Count = null, IsReversed = true },
        ["ImmutableDictionary`2"] = s_asDictionary with { Finish = $"{Immutable}ImmutableDictionary.CreateRange(items)" },
        ["IImmutableDictionary`2"] = s_asDictionary with { Finish = $"{Immutable}ImmutableDictionary.CreateRange(items)" },
        ["ImmutableSortedDictionary`2"] = s_asDictionary with { Finish = $"{Immutable}ImmutableSortedDictionary.CreateRange(items)" },
    };

    private static readonly Dictionary<string, CollectionRecipe> s_frozen = new(StringComparer.Ordinal)
    {
        ["FrozenSet`1"] = s_asCountedList with { Finish = "global::System.Collections.Frozen.FrozenSet.ToFrozenSet(items)" },
        ["FrozenDictionary`2"] = s_asDictionary with { Finish = "global::System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(items)" },
    };

    // Counted as they are enumerated: another thread may add meanwhile.
    private static readonly Dictionary<string, CollectionRecipe> s_concurrent = new(StringComparer.Ordinal)
    {
        ["ConcurrentQueue`1"] = new(null, $"new {Concurrent}ConcurrentQueue<{{T}}>()", "Enqueue"),
        ["ConcurrentStack`1"] = new(null, $"new {Concurrent}ConcurrentStack<{{T}}>()", "Push", IsReversed: true),
        ["ConcurrentBag`1"] = new(null, $"new {Concurrent}ConcurrentBag<{{T}}>()", "Add"),
    };

    private static readonly Dictionary<string, CollectionRecipe> s_objectModel = new(StringComparer.Ordinal)
    {
        ["ReadOnlyObservableCollection`1"] = s_asCountedList with
        {
            Finish = $"new {ObjectModel}ReadOnlyObservableCollection<{{T}}>(new {ObjectModel}ObservableCollection<{{T}}>(items))",
        },
        ["ReadOnlyCollection`1"] = s_asCountedList with { Finish = $"new {ObjectModel}ReadOnlyCollection<{{T}}>(items)" },
        ["ReadOnlyDictionary`2"] = s_asDictionary with { Finish = $"new {ObjectModel}ReadOnlyDictionary<{{T}}>(items)" },
        ["ReadOnlySet`1"] = s_asSet with { Finish = $"new {ObjectModel}ReadOnlySet<{{T}}>(items)" },
    };

    /// <summary>The recipe of a collection of the base library, or null.</summary>
    public static CollectionRecipe? Find(INamedTypeSymbol type)
    {
        if (type.TypeArguments.IsEmpty || type.ContainingType is not null)
            return null;
        Dictionary<string, CollectionRecipe>? recipes = TypeNames.Namespace(type) switch
        {
            "System.Collections.Generic" => s_generic,
            "System.Collections.Immutable" => s_immutable,
            "System.Collections.Frozen" => s_frozen,
            "System.Collections.ObjectModel" => s_objectModel,
            "System.Collections.Concurrent" => s_concurrent,
            _ => null,
        };
        return recipes is not null && recipes.TryGetValue(type.MetadataName, out CollectionRecipe? recipe) ? recipe : null;
    }

    /// <summary>The recipe of a dictionary whose keys are equal whatever their case.</summary>
    public static CollectionRecipe IgnoringCase { get; } = s_asDictionary with { Construct = $"new {Generic}Dictionary<{{T}}>(length, global::System.StringComparer.OrdinalIgnoreCase)" };

    /// <summary>The recipe of a class that is filled through its own Add.</summary>
    public static CollectionRecipe ForUserType(string type) => new("Count", $"new {type}()", "Add");

    /// <summary>The recipe of a class that is filled through the Add of the interface alone.</summary>
    public static CollectionRecipe ForUserType(string type, string contract) => new("Count", $"({contract})new {type}()", "Add", Finish: $"({type})items");

    private static CollectionRecipe Frozen(string factory) => s_asCountedList with { Finish = $"{Immutable}{factory}.CreateRange(items)" };
}
