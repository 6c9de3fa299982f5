using System.Runtime.CompilerServices;

namespace MpiPool.Wire;

/// <summary>Makes arrays of one element type.</summary>
internal abstract class ArrayMaker
{
    /// <summary>An array of <paramref name="length"/> bytes, its contents undefined; null where no array has that length.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for it.</exception>
    public abstract Array? Make(long length);
}

/// <summary>Makes arrays of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ArrayMaker<T> : ArrayMaker where T : unmanaged
{
    /// <inheritdoc/>
    public override Array? Make(long length)
    {
        (long count, long rest) = Math.DivRem(length, Unsafe.SizeOf<T>());
        return rest == 0 && count <= Array.MaxLength ? GC.AllocateUninitializedArray<T>((int)count) : null;
    }
}
