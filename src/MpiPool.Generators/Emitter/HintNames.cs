namespace MpiPool.Generators.Emitter;

/// <summary>Names of generated files. They must differ in more than case, which the names of types and methods need not.</summary>
internal static class HintNames
{
    /// <summary>Gives each item a file name; a number follows where another one differs in case alone.</summary>
    /// <param name="items">The items; equal names are one item.</param>
    /// <param name="name">Tells an item's name.</param>
    /// <param name="suffix">What ends the file name.</param>
    public static IEnumerable<(T Item, string HintName)> Assign<T>(IEnumerable<T> items, Func<T, string> name, string suffix)
    {
        foreach (IGrouping<string, T> alike in items.GroupBy(name, StringComparer.OrdinalIgnoreCase))
        {
            int number = 0;
            foreach (IGrouping<string, T> same in alike.GroupBy(name, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
            {
                number++;
                yield return (same.First(), same.Key + (number == 1 ? "" : $"-{number}") + suffix);
            }
        }
    }
}
