using System.Text;

namespace MpiPool.Wire;

/// <summary>What a worker is told of a call beside its arguments, where there is anything to tell. Immutable.</summary>
/// <param name="Attempt">Which run of the task it is, from 1.</param>
/// <param name="Label">The call's label, or null.</param>
internal sealed record CallDescription(int Attempt, string? Label)
{
    private const int NoLabel = -1;
    private static readonly CallDescription s_plain = new(1, null);

    /// <summary>Writes a description behind a call record.</summary>
    public static void Write(PayloadBuffer frame, int attempt, string? label)
    {
        int length = label is null ? NoLabel : Encoding.UTF8.GetByteCount(label);
        nint offset = frame.Reserve(2 * sizeof(int));
        frame.At<int>(offset) = attempt;
        frame.At<int>(offset + sizeof(int)) = length;
        if (length <= 0)
            return;
        Encoding.UTF8.GetBytes(label, frame.ReserveSpan(length));
    }

    /// <summary>Reads a description and moves <paramref name="offset"/> behind it.</summary>
    /// <exception cref="WireFormatException">The frame ends before it.</exception>
    public static CallDescription Read(ReceivedFrame frame, ref long offset)
    {
        int attempt = frame.Read<int>(ref offset);
        int length = frame.Read<int>(ref offset);
        if (attempt == 1 && length == NoLabel)
            return s_plain;
        return new CallDescription(attempt, length == NoLabel ? null : Encoding.UTF8.GetString(frame.Bytes(ref offset, length)));
    }
}
