namespace MpiPool.Generators.Model;

/// <summary>A collection: its length and its elements.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The collection type.</param>
/// <param name="Element">The elements.</param>
/// <param name="Recipe">How it is taken apart and put together.</param>
/// <param name="IsRecursive">It can contain itself, so its depth is counted.</param>
internal sealed record CollectionShape(string Name, string Type, ValueModel Element, CollectionRecipe Recipe, bool IsRecursive = false) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => [Element];
}

/// <summary>A dictionary: its length and its pairs.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The dictionary type.</param>
/// <param name="Key">The keys.</param>
/// <param name="Value">The values.</param>
/// <param name="PairsAreUnmanaged">Each pair is written as its bytes in memory, padding included, as MemoryPack does it.</param>
/// <param name="Recipe">How it is taken apart and put together.</param>
/// <param name="IsRecursive">It can contain itself, so its depth is counted.</param>
internal sealed record DictionaryShape(
    string Name,
    string Type,
    ValueModel Key,
    ValueModel Value,
    bool PairsAreUnmanaged,
    CollectionRecipe Recipe,
    bool IsRecursive = false) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => [Key, Value];
}

/// <summary>How a kind of collection is taken apart and put together.</summary>
/// <param name="Count">The member that tells the length; null where the elements must be listed first.</param>
/// <param name="Construct">An expression that makes an empty collection, with <c>length</c> in scope and <c>{T}</c> for the element types.</param>
/// <param name="Add">The method that adds an element, or a pair as two arguments.</param>
/// <param name="Finish">An expression over <c>items</c> that turns what was built into the collection; null where it already is one.</param>
/// <param name="IsReversed">The elements are written in the opposite order of their enumeration (stacks).</param>
/// <param name="NullTest">An expression over <c>value</c> that says whether it is null; null for <c>value is null</c>.</param>
internal sealed record CollectionRecipe(string? Count, string Construct, string Add, string? Finish = null, bool IsReversed = false, string? NullTest = null);
