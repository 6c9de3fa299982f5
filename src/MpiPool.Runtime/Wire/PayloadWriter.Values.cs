using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MpiPool.Wire;

/// <summary>The values that generated code writes with one call. Each has its counterpart in the reader.</summary>
public ref partial struct PayloadWriter
{
    /// <summary>Writes a list of unmanaged elements as an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The list; may be null.</param>
    public void WriteList<T>(List<T>? value) where T : unmanaged
    {
        if (value is null)
            Memory.WriteNullCollectionHeader();
        else
            WriteSpan<T>(CollectionsMarshal.AsSpan(value));
    }

    /// <summary>Writes memory of unmanaged elements as an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The memory. It must not change until its task completes.</param>
    public void WriteReadOnlyMemory<T>(ReadOnlyMemory<T> value) where T : unmanaged => WriteMemory(value);

    /// <summary>Writes a segment of an array as an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The segment. It must not change until its task completes.</param>
    public void WriteArraySegment<T>(ArraySegment<T> value) where T : unmanaged => WriteMemory<T>(value.AsMemory());

    /// <summary>Writes a sequence of unmanaged elements as an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The sequence. It must not change until its task completes.</param>
    public void WriteReadOnlySequence<T>(ReadOnlySequence<T> value) where T : unmanaged
    {
        if (value.IsSingleSegment)
            WriteMemory(value.First);
        else
            WriteSpan<T>(value.ToArray());
    }

    /// <summary>Writes a nullable of an unmanaged type: its bytes as they stand in memory.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    public void WriteNullable<T>(T? value) where T : unmanaged => Memory.WriteBytesOf(value);

    /// <summary>Writes the name of a shared value and notes that the frame names it.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="value">The shared value.</param>
    /// <exception cref="InvalidOperationException">It is null, or of another pool, or was received by a task.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void WriteShared<T>(Shared<T> value)
    {
        if (value is null)
            throw new InvalidOperationException($"The argument of type Shared<{TypeText.Of(typeof(T))}> is null.");
        SharedVersion version = value.Use();
        if (version.Pool != Payload.Pool)
        {
            version.RemoveUser();
            throw new InvalidOperationException($"{value} belongs to another pool: share the value with the pool that runs the call.");
        }
        Payload.AddShared(version);
        Memory.WriteUnmanaged(version.Key.Id, version.Key.Version);
    }

    /// <summary>Writes an address as the text it was made from.</summary>
    /// <param name="value">The address; may be null.</param>
    public void WriteUri(Uri? value) => WriteString(value?.OriginalString);

    /// <summary>Writes a version as its four numbers.</summary>
    /// <param name="value">The version; may be null.</param>
    public void WriteVersion(Version? value)
    {
        if (value is null)
        {
            Memory.WriteNullObjectHeader();
            return;
        }
        Memory.WriteObjectHeader(4);
        Memory.WriteUnmanaged(value.Major, value.Minor, value.Build, value.Revision);
    }

    /// <summary>Writes a big integer as its bytes, least significant first.</summary>
    /// <param name="value">The number.</param>
    public void WriteBigInteger(BigInteger value) => WriteSpan<byte>(value.ToByteArray());

    /// <summary>Writes the text of a builder as UTF-16.</summary>
    /// <param name="value">The builder; may be null.</param>
    public void WriteStringBuilder(StringBuilder? value)
    {
        if (value is null)
            Memory.WriteNullCollectionHeader();
        else
            WriteSpan<char>(value.ToString());
    }

    /// <summary>Writes an exception: names, texts and its inner exceptions.</summary>
    /// <typeparam name="T">The declared type.</typeparam>
    /// <param name="value">The exception; may be null.</param>
    public void WriteException<T>(T? value) where T : Exception => ExceptionForm.Write(ref this, value);

    /// <summary>Reports an instance whose type is not the declared one.</summary>
    /// <param name="declared">The type whose form is written.</param>
    /// <param name="value">The instance.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowDerived(Type declared, object value) => throw new InvalidOperationException(
        $"A value declared as {TypeText.Of(declared)} is a {TypeText.Of(value.GetType())}, which its wire form cannot hold. Send a {TypeText.Of(declared)}, or list the derived types with [MemoryPackUnion] on an abstract base.");
}
