using Microsoft.CodeAnalysis.CSharp;

namespace MpiPool.Generators.Emitter;

/// <summary>Identifiers in generated code.</summary>
internal static class Names
{
    public const string Writer = "global::MpiPool.Wire.PayloadWriter";
    public const string Reader = "global::MpiPool.Wire.PayloadReader";
    public const string Hidden = "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";

    private static readonly HashSet<string> s_locals = new(StringComparer.Ordinal)
    {
        "reader", "writer", "value", "arguments", "result", "context", "completed", "returned", "length", "items", "item", "ends", "lastEnd", "memberCount",
        "sink", "memoryPack",
    };

    /// <summary>The identifier, escaped where it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>Names for locals that hold these parameters or members, all different and none the name of a parameter of the method around them.</summary>
    public static string[] Locals(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(s_locals, StringComparer.Ordinal);
        return [.. names.Select(name => Escape(Unique(CamelCase(name), taken)))];
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
            name += "_";
        return name;
    }

    private static string CamelCase(string name)
    {
        string trimmed = name.TrimStart('_');
        // An underscore alone would be a discard, and a digit cannot begin a name.
        return trimmed.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(trimmed[0]) ? "item" + trimmed : char.ToLowerInvariant(trimmed[0]) + trimmed.Substring(1);
    }
}
