namespace MpiPool.Wire;

/// <summary>What a writer knows of an element type.</summary>
/// <typeparam name="T">The type.</typeparam>
internal static class ElementType<T> where T : unmanaged
{
    /// <summary>Its number in segments' records; 0 where <see cref="ElementTypes"/> does not know it.</summary>
    public static ulong Number;
}
