using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>Puts records into a <see cref="PayloadBuffer"/> so that it becomes a frame. Stateless: the header in the buffer holds the counts.</summary>
internal static class FrameBuilder
{
    /// <summary>Begins a frame in an empty buffer.</summary>
    public static void Begin(PayloadBuffer frame, FrameKind kind)
    {
        nint offset = frame.Reserve(FrameHeader.Size);
        frame.At<FrameHeader>(offset) = new FrameHeader { Magic = FrameHeader.MagicNumber, Kind = kind };
    }

    /// <summary>The number of records so far.</summary>
    public static int Count(PayloadBuffer frame) => frame.At<FrameHeader>(0).Count;

    /// <summary>Adds a record of fixed size.</summary>
    public static void Add<TRecord>(PayloadBuffer frame, TRecord record) where TRecord : unmanaged
    {
        nint offset = frame.Reserve(Unsafe.SizeOf<TRecord>());
        frame.At<TRecord>(offset) = record;
        frame.At<FrameHeader>(0).Count++;
    }

    /// <summary>Lets a description follow the record of each call. Before the first one is added.</summary>
    public static void Describe(PayloadBuffer frame) => frame.At<FrameHeader>(0).Flags |= FrameFlags.Described;

    /// <summary>Whether descriptions follow the records of calls.</summary>
    public static bool IsDescribed(PayloadBuffer frame) => (frame.At<FrameHeader>(0).Flags & FrameFlags.Described) != 0;

    /// <summary>Notes that nobody waits for the results of the calls.</summary>
    public static void MarkPosted(PayloadBuffer frame) => frame.At<FrameHeader>(0).Flags |= FrameFlags.Posted;

    /// <summary>Notes that no other worker may run the calls.</summary>
    public static void MarkTargeted(PayloadBuffer frame) => frame.At<FrameHeader>(0).Flags |= FrameFlags.Targeted;

    /// <summary>Adds a call. Where its arguments cannot be written the frame stays as it was and the error goes to the caller.</summary>
    /// <exception cref="Exception">Whatever a property or an enumeration of an argument throws, or that the value does not fit.</exception>
    public static void AddCall(PayloadBuffer frame, TaskCall call, int taskIndex, int slot, long sequence, CallDescription? description = null)
    {
        nint start = frame.Length;
        int segments = frame.Segments.Length;
        try
        {
            frame.Reserve(CallRecord.Size);
            if (IsDescribed(frame))
                (description ?? CallDescription.Plain).Write(frame);
            nint payload = frame.Length;
            WriteArguments(frame, call);
            frame.At<CallRecord>(start) = new CallRecord
            {
                TaskIndex = taskIndex,
                Slot = slot,
                Sequence = sequence,
                Length = PayloadLength(frame, payload),
                SegmentCount = frame.Segments.Length - segments,
            };
            frame.At<FrameHeader>(0).Count++;
        }
        catch
        {
            frame.Truncate(start, segments);
            throw;
        }
    }

    /// <summary>Writes a call's arguments to the frame's end.</summary>
    public static void WriteArguments(PayloadBuffer frame, TaskCall call)
    {
        int length = call.TryWriteArguments(frame.FreeSpan(0));
        if (length >= 0)
            frame.SetLength(frame.Length + length);
        else
            WriteByWriter(frame, call);
    }

    /// <summary>Reserves the record of a frame that has one, to be filled in by <see cref="End{TRecord}"/>; the payload is written after it.</summary>
    public static ResultMark Begin<TRecord>(PayloadBuffer frame, FrameKind kind) where TRecord : unmanaged
    {
        Begin(frame, kind);
        var mark = new ResultMark(frame.Length, frame.Segments.Length);
        frame.Reserve(Unsafe.SizeOf<TRecord>());
        return mark;
    }

    /// <summary>Fills in the record begun at <paramref name="mark"/>.</summary>
    public static void End<TRecord>(PayloadBuffer frame, ResultMark mark, TRecord record) where TRecord : unmanaged
    {
        frame.At<TRecord>(mark.Offset) = record;
        frame.At<FrameHeader>(0).Count++;
    }

    /// <summary>Reserves a result record; the payload is written after it and <see cref="EndResult"/> fills it in.</summary>
    public static ResultMark BeginResult(PayloadBuffer frame)
    {
        var mark = new ResultMark(frame.Length, frame.Segments.Length);
        frame.Reserve(ResultRecord.Size);
        return mark;
    }

    /// <summary>Completes the record begun at <paramref name="mark"/>.</summary>
    public static void EndResult(PayloadBuffer frame, ResultMark mark, int slot, ResultStatus status, long nanoseconds)
    {
        frame.At<ResultRecord>(mark.Offset) = new ResultRecord
        {
            Slot = slot,
            Status = status,
            Length = PayloadLength(frame, mark.Offset + ResultRecord.Size),
            SegmentCount = frame.Segments.Length - mark.Segments,
            Nanoseconds = nanoseconds,
        };
        frame.At<FrameHeader>(0).Count++;
    }

    /// <summary>Drops what was written since <paramref name="mark"/>.</summary>
    public static void Abandon(PayloadBuffer frame, ResultMark mark) => frame.Truncate(mark.Offset, mark.Segments);

    /// <summary>Completes the frame: appends the names of shared values and the segments' records and fills in the header.</summary>
    public static void End(PayloadBuffer frame)
    {
        int shared = frame.Shared.Length;
        for (int i = 0; i < shared; i++)
        {
            nint offset = frame.Reserve(SharedKey.Size);
            frame.At<SharedKey>(offset) = frame.Shared[i].Key;
        }
        int segments = frame.Segments.Length;
        for (int i = 0; i < segments; i++)
        {
            nint offset = frame.Reserve(SegmentRecord.Size);
            frame.At<SegmentRecord>(offset) = new SegmentRecord { Length = frame.Segments[i].Length, ElementType = frame.Segments[i].ElementType };
        }
        ref FrameHeader header = ref frame.At<FrameHeader>(0);
        header.SharedCount = shared;
        header.SegmentCount = segments;
        header.Length = frame.Length - FrameHeader.Size;
    }

    // Apart, so that calls that need no writer do not pay for the place of one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteByWriter(PayloadBuffer frame, TaskCall call)
    {
        var writer = new PayloadWriter(frame);
        call.WriteArguments(ref writer);
        writer.Flush();
    }

    /// <summary>The bytes written after <paramref name="start"/>.</summary>
    /// <exception cref="InvalidOperationException">They are too many for one value.</exception>
    public static int PayloadLength(PayloadBuffer frame, nint start)
    {
        nint length = frame.Length - start;
        if (length > int.MaxValue)
            throw new InvalidOperationException($"The value takes {length} bytes without its large arrays; one value may take {int.MaxValue}. Split it, or keep its bulk in arrays of unmanaged elements.");
        return (int)length;
    }
}

/// <summary>Where a result record begins in a frame.</summary>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Segments">Segments before it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ResultMark(nint Offset, int Segments);
