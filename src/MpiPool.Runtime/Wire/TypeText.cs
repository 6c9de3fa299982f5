namespace MpiPool.Wire;

/// <summary>Names of types in messages. A program published with reflection data "none" has no names, and asking for one throws.</summary>
internal static class TypeText
{
    /// <summary>The type, or words that stand for it.</summary>
    public static string Of(Type type) => TryGet(type, static t => t.ToString()) ?? "type without a name in this program";

    /// <summary>The full name; null where the program has none.</summary>
    public static string? FullName(Type type) => TryGet(type, static t => t.FullName ?? t.Name);

    /// <summary>An exception with all that it says of itself; its message and its stack where a type has no name.</summary>
    public static string Describe(Exception error) => Describe(error, null, error.ToString);

    /// <summary>The text of an exception; where a type has no name, one of the same parts.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="name">Its type's name, where that is known; else null.</param>
    /// <param name="text">Gives the text.</param>
    public static string Describe(Exception error, string? name, Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            string inner = error.InnerException is { } cause ? $"{Environment.NewLine} ---> {Describe(cause)}{Environment.NewLine}   --- End of inner exception ---" : "";
            return $"{name ?? WellKnownExceptions.NameOf(error)}: {error.Message}{inner}{Environment.NewLine}{error.StackTrace}";
        }
    }

    private static string? TryGet(Type type, Func<Type, string> name)
    {
        try
        {
            return name(type);
        }
        catch (InvalidOperationException)
        {
            // What the runtime throws in such a program; there is nothing to ask before.
            return null;
        }
    }
}
