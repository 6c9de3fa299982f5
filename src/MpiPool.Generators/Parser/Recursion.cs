using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Finds the shapes that can contain themselves: only their depth must be counted, all others are as deep as their type.</summary>
internal static class Recursion
{
    /// <summary>The shapes with objects and unions marked that can be reached from themselves.</summary>
    public static Dictionary<string, ShapeModel> Mark(Dictionary<string, ShapeModel> shapes)
    {
        var marked = new Dictionary<string, ShapeModel>(shapes.Count, StringComparer.Ordinal);
        foreach (KeyValuePair<string, ShapeModel> pair in shapes)
        {
            marked.Add(pair.Key, pair.Value switch
            {
                ObjectShape shape when ReachesItself(shape, shapes) => shape with { IsRecursive = true },
                UnionShape shape when ReachesItself(shape, shapes) => shape with { IsRecursive = true },
                CollectionShape shape when ReachesItself(shape, shapes) => shape with { IsRecursive = true },
                DictionaryShape shape when ReachesItself(shape, shapes) => shape with { IsRecursive = true },
                ShapeModel shape => shape,
            });
        }
        return marked;
    }

    private static bool ReachesItself(ShapeModel start, Dictionary<string, ShapeModel> shapes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<ShapeModel>([start]);
        while (pending.Count > 0)
        {
            foreach (ValueModel part in pending.Pop().Parts)
            {
                if (part.Kind != ValueKind.Codec || !shapes.TryGetValue(part.Method, out ShapeModel? next))
                    continue;
                if (part.Method == start.Name)
                    return true;
                if (seen.Add(part.Method))
                    pending.Push(next);
            }
        }
        return false;
    }
}
