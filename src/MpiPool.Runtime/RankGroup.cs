using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MpiPool.Transports;

namespace MpiPool;

/// <summary>
/// Ranks that do the same together: the processes of a <see cref="Communicator"/>, or the workers of a <see cref="TaskGroup"/>. A collective
/// operation is called by all of them, in the same order; it returns when this rank has its part of the result. Made for simple values: what a
/// rank gives is copied, and every rank holds what all have given while it gathers or reduces.
/// </summary>
/// <remarks>One operation at a time; not from several threads at once.</remarks>
public abstract class RankGroup
{
    private protected RankGroup()
    {
    }

    /// <summary>This rank, from 0.</summary>
    public abstract int Rank { get; }

    /// <summary>The number of ranks.</summary>
    public abstract int Size { get; }

    /// <summary>Waits until all ranks have called it.</summary>
    /// <exception cref="InvalidOperationException">Another rank has called something else or has ended.</exception>
    public void Barrier() => AllGather(CollectiveKind.Barrier, 0, []);

    /// <summary>Gives all ranks the value of one.</summary>
    /// <typeparam name="T">An unmanaged type without padding that matters.</typeparam>
    /// <param name="value">The value; what the other ranks pass is ignored.</param>
    /// <param name="root">The rank whose value it is.</param>
    /// <returns>The value of the rank <paramref name="root"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    /// <exception cref="InvalidOperationException">Another rank has called something else or has ended.</exception>
    public T Broadcast<T>(T value, int root) where T : unmanaged => Read<T>(Distribute(root, Rank == root ? Bytes(value) : []), root);

    /// <summary>Gives all ranks the values of one.</summary>
    /// <inheritdoc cref="Broadcast{T}(T, int)"/>
    /// <param name="values">The values; the other ranks may pass null.</param>
    /// <param name="root">The rank whose values they are.</param>
    /// <returns>The values of the rank <paramref name="root"/>.</returns>
    /// <exception cref="ArgumentNullException">The values of the rank <paramref name="root"/> are null.</exception>
    public T[] Broadcast<T>(T[]? values, int root) where T : unmanaged
    {
        if (Rank == root)
            ArgumentNullException.ThrowIfNull(values);
        return ReadArray<T>(Distribute(root, Rank == root ? Bytes(values!) : []), root);
    }

    /// <summary>Gives all ranks the text of one.</summary>
    /// <param name="text">The text; what the other ranks pass is ignored.</param>
    /// <param name="root">The rank whose text it is.</param>
    /// <returns>The text of the rank <paramref name="root"/>.</returns>
    /// <exception cref="ArgumentNullException">The text of the rank <paramref name="root"/> is null.</exception>
    public string Broadcast(string? text, int root)
    {
        if (Rank == root)
            ArgumentNullException.ThrowIfNull(text);
        return Encoding.UTF8.GetString(Distribute(root, Rank == root ? Encoding.UTF8.GetBytes(text!) : []));
    }

    /// <summary>Gathers a value of every rank at one.</summary>
    /// <typeparam name="T">An unmanaged type.</typeparam>
    /// <param name="value">This rank's value.</param>
    /// <param name="root">The rank that gets them.</param>
    /// <returns>The values by rank at the rank <paramref name="root"/>; an empty array elsewhere.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    /// <exception cref="InvalidOperationException">Another rank has called something else or has ended.</exception>
    public T[] Gather<T>(T value, int root) where T : unmanaged => AtRoot(Values<T>(Exchange(CollectiveKind.Gather, root, Bytes(value))), root);

    /// <summary>Gathers an array of every rank at one. The lengths may differ.</summary>
    /// <inheritdoc cref="Gather{T}(T, int)"/>
    /// <param name="values">This rank's values.</param>
    /// <param name="root">The rank that gets them.</param>
    public T[][] Gather<T>(T[] values, int root) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return AtRoot(Arrays<T>(Exchange(CollectiveKind.Gather, root, Bytes(values))), root);
    }

    /// <summary>Gathers a text of every rank at one.</summary>
    /// <param name="text">This rank's text.</param>
    /// <param name="root">The rank that gets them.</param>
    /// <returns>The texts by rank at the rank <paramref name="root"/>; an empty array elsewhere.</returns>
    public string[] Gather(string text, int root)
    {
        ArgumentNullException.ThrowIfNull(text);
        return AtRoot(Texts(Exchange(CollectiveKind.Gather, root, Encoding.UTF8.GetBytes(text))), root);
    }

    /// <summary>Gathers a value of every rank at all ranks.</summary>
    /// <typeparam name="T">An unmanaged type.</typeparam>
    /// <param name="value">This rank's value.</param>
    /// <returns>The values by rank.</returns>
    /// <exception cref="InvalidOperationException">Another rank has called something else or has ended.</exception>
    public T[] AllGather<T>(T value) where T : unmanaged => Values<T>(Exchange(CollectiveKind.AllGather, 0, Bytes(value)));

    /// <summary>Gathers an array of every rank at all ranks. The lengths may differ.</summary>
    /// <inheritdoc cref="AllGather{T}(T)"/>
    /// <param name="values">This rank's values.</param>
    public T[][] AllGather<T>(T[] values) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return Arrays<T>(Exchange(CollectiveKind.AllGather, 0, Bytes(values)));
    }

    /// <summary>Gathers a text of every rank at all ranks.</summary>
    /// <param name="text">This rank's text.</param>
    /// <returns>The texts by rank.</returns>
    public string[] AllGather(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Texts(Exchange(CollectiveKind.AllGather, 0, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Combines a value of every rank at one.</summary>
    /// <typeparam name="T">A number.</typeparam>
    /// <param name="value">This rank's value.</param>
    /// <param name="operation">How they are combined, in the order of the ranks.</param>
    /// <param name="root">The rank that gets the result.</param>
    /// <returns>The result at the rank <paramref name="root"/>; the default value elsewhere.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank, or no such operation.</exception>
    /// <exception cref="InvalidOperationException">Another rank has called something else or has ended.</exception>
    public T Reduce<T>(T value, ReduceOperation operation, int root) where T : unmanaged, INumber<T>
    {
        CheckOperation(operation);
        T result = Fold(Values<T>(Exchange(CollectiveKind.Reduce, root, Bytes(value))), operation);
        return Rank == root ? result : default;
    }

    /// <summary>Combines arrays of every rank at one, element by element.</summary>
    /// <inheritdoc cref="Reduce{T}(T, ReduceOperation, int)"/>
    /// <param name="values">This rank's values; as many as every other rank's.</param>
    /// <param name="operation">How they are combined, in the order of the ranks.</param>
    /// <param name="root">The rank that gets the result.</param>
    /// <returns>The results at the rank <paramref name="root"/>; an empty array elsewhere.</returns>
    /// <exception cref="ArgumentException">Two ranks have arrays of different lengths. On all ranks.</exception>
    public T[] Reduce<T>(T[] values, ReduceOperation operation, int root) where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckOperation(operation);
        return AtRoot(Fold(Arrays<T>(Exchange(CollectiveKind.Reduce, root, Bytes(values))), operation), root);
    }

    /// <summary>Combines a value of every rank at all ranks.</summary>
    /// <typeparam name="T">A number.</typeparam>
    /// <param name="value">This rank's value.</param>
    /// <param name="operation">How they are combined, in the order of the ranks.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such operation.</exception>
    /// <exception cref="InvalidOperationException">Another rank has called something else or has ended.</exception>
    public T AllReduce<T>(T value, ReduceOperation operation) where T : unmanaged, INumber<T>
    {
        CheckOperation(operation);
        return Fold(Values<T>(Exchange(CollectiveKind.AllReduce, 0, Bytes(value))), operation);
    }

    /// <summary>Combines arrays of every rank at all ranks, element by element.</summary>
    /// <inheritdoc cref="AllReduce{T}(T, ReduceOperation)"/>
    /// <param name="values">This rank's values; as many as every other rank's.</param>
    /// <param name="operation">How they are combined, in the order of the ranks.</param>
    /// <exception cref="ArgumentException">Two ranks have arrays of different lengths. On all ranks.</exception>
    public T[] AllReduce<T>(T[] values, ReduceOperation operation) where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckOperation(operation);
        return Fold(Arrays<T>(Exchange(CollectiveKind.AllReduce, 0, Bytes(values))), operation);
    }

    /// <summary>What every rank gives, by rank, at every rank. The root is only checked to be the same.</summary>
    private protected abstract byte[][] AllGather(CollectiveKind kind, int root, byte[] own);

    /// <summary>What the root gives, at every rank.</summary>
    private protected abstract byte[] BroadcastBytes(int root, byte[] own);

    private byte[][] Exchange(CollectiveKind kind, int root, byte[] own)
    {
        CheckRoot(root);
        return AllGather(kind, root, own);
    }

    private byte[] Distribute(int root, byte[] own)
    {
        CheckRoot(root);
        return BroadcastBytes(root, own);
    }

    private void CheckRoot(int root)
    {
        if ((uint)root >= (uint)Size)
            throw new ArgumentOutOfRangeException(nameof(root), root, $"There is no rank {root} among {Size}.");
    }

    private static void CheckOperation(ReduceOperation operation)
    {
        if (operation is < ReduceOperation.Sum or > ReduceOperation.Maximum)
            throw new ArgumentOutOfRangeException(nameof(operation), (int)operation, "There is no such operation.");
    }

    private T[] AtRoot<T>(T[] values, int root) => Rank == root ? values : [];

    private static byte[] Bytes<T>(T value) where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();

    private static byte[] Bytes<T>(T[] values) where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static T[] Values<T>(byte[][] all) where T : unmanaged
    {
        var values = new T[all.Length];
        for (int rank = 0; rank < all.Length; rank++)
            values[rank] = Read<T>(all[rank], rank);
        return values;
    }

    private static T[][] Arrays<T>(byte[][] all) where T : unmanaged
    {
        var arrays = new T[all.Length][];
        for (int rank = 0; rank < all.Length; rank++)
            arrays[rank] = ReadArray<T>(all[rank], rank);
        return arrays;
    }

    private static string[] Texts(byte[][] all) => Array.ConvertAll(all, static bytes => Encoding.UTF8.GetString(bytes));

    private static T Read<T>(byte[] bytes, int rank) where T : unmanaged => bytes.Length == Unsafe.SizeOf<T>()
        ? MemoryMarshal.Read<T>(bytes)
        : throw new InvalidOperationException($"Rank {rank} gave {bytes.Length} bytes where a {Wire.TypeText.Of(typeof(T))} of {Unsafe.SizeOf<T>()} was expected: all ranks must use the same type.");

    private static T[] ReadArray<T>(byte[] bytes, int rank) where T : unmanaged => bytes.Length % Unsafe.SizeOf<T>() == 0
        ? MemoryMarshal.Cast<byte, T>(bytes).ToArray()
        : throw new InvalidOperationException($"Rank {rank} gave {bytes.Length} bytes where elements of {Unsafe.SizeOf<T>()} ({Wire.TypeText.Of(typeof(T))}) were expected: all ranks must use the same type.");

    private static T[] Fold<T>(T[][] arrays, ReduceOperation operation) where T : INumber<T>
    {
        T[] result = [.. arrays[0]];
        for (int rank = 1; rank < arrays.Length; rank++)
        {
            if (arrays[rank].Length != result.Length)
                throw new ArgumentException($"Rank {rank} gave {arrays[rank].Length} values, rank 0 {result.Length}. All ranks must give the same number.");
            for (int i = 0; i < result.Length; i++)
                result[i] = Combine(result[i], arrays[rank][i], operation);
        }
        return result;
    }

    private static T Fold<T>(T[] values, ReduceOperation operation) where T : INumber<T>
    {
        T result = values[0];
        for (int rank = 1; rank < values.Length; rank++)
            result = Combine(result, values[rank], operation);
        return result;
    }

    private static T Combine<T>(T left, T right, ReduceOperation operation) where T : INumber<T> => operation switch
    {
        ReduceOperation.Sum => left + right,
        ReduceOperation.Product => left * right,
        ReduceOperation.Minimum => T.Min(left, right),
        _ => T.Max(left, right),
    };
}
