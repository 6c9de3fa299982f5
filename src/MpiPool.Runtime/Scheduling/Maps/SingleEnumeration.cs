namespace MpiPool.Scheduling.Maps;

/// <summary>The rule that the results of a map are enumerated once.</summary>
internal static class SingleEnumeration
{
    /// <summary>Claims the one enumeration.</summary>
    /// <exception cref="InvalidOperationException">It was claimed before.</exception>
    public static void Claim(ref bool enumerated)
    {
        if (enumerated)
            throw new InvalidOperationException("The results of a map can be enumerated once. Keep them with ToArray() or ToList(), or start another map.");
        enumerated = true;
    }
}
