using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>
/// The wire format. All numbers are little-endian; structures are packed as declared here.
/// <code>
/// message (tag Frame):   FrameHeader, record 1 .. record n, SharedKey 1 .. SharedCount, SegmentRecord 1 .. SegmentCount
/// Calls record:          CallRecord,   Length bytes of arguments
///   of a Described frame: CallRecord,   attempt, members of the group (0 for none), label length (-1 for none), each int32;
///                         where there is a group: its number (int64), this member (int32), the members' ranks (int32 each);
///                         label (UTF-8), Length bytes of arguments
/// Accumulator record:    AccumulatorRecord, Length bytes of the accumulator
/// Group record:          GroupRecord, its parts, each with its length before it (int32)
/// Results record:        ResultRecord, Length bytes of result or error
/// Progress record:       ProgressRecord, Length bytes of the report, or of an item of a stream
/// Cancel record:         slot (uint32)
/// Revoke record:         count (int32), the most calls to give back; RevokeAll: all of them, to be cancelled
/// Grant record:          GrantRecord, how many more items a stream may send
/// Shutdown record:       ShutdownRecord
/// Share record:          ShareRecord, Length bytes of the value; passed on along the tree of ranks
///   to a rank of the same host where its segments are lent: MappingReference follows, and the segments are not sent
/// ShareAnswer record:    ShareAnswerRecord
/// Unshare record:        SharedKey
/// Chunk record:          ChunkRecord, Length bytes: by columns (Columns set) the values of argument 1 of all items, then those of argument 2 ..,
///                        else one row an item: RowHeader, Length bytes of arguments
/// ChunkResult record:    ChunkResultRecord, Length bytes: by columns the results of the items that began, then for each failed one
///                        its place (int32) and its error; else one row an item: RowHeader, Length bytes of result or error
/// ChunkReturn record:    ChunkReturnRecord
/// Recall record:         RecallRecord: give back items of a chunk that have not begun
/// messages (tag Segment): the bytes of segment 1 .. SegmentCount, each in pieces of at most <see cref="FrameFormat.MaximumPiece"/>
/// </code>
/// A frame longer than one message may be is sent as its header alone with <see cref="FrameFlags.Detached"/>; what follows the header
/// then travels as the first segment. Segments of one rank arrive in the order of its frames (MPI keeps the order of one source and tag, MPI 4.0 §3.5).
/// </summary>
internal static class FrameFormat
{
    /// <summary>Raised whenever a structure here changes; compared at the handshake.</summary>
    public const int ProtocolVersion = 8;

    /// <summary>In place of the count of a Revoke record.</summary>
    public const int RevokeAll = int.MaxValue;

    /// <summary>The tag of frames.</summary>
    public const int FrameTag = 1;

    /// <summary>The tag of segments.</summary>
    public const int SegmentTag = 2;

    /// <summary>
    /// The bytes of a segment that travel as one message at most. Long enough that a message costs nothing beside its bytes; and a rank that has no
    /// memory for a segment needs memory for one such piece to be rid of it.
    /// </summary>
    public const int MaximumPiece = 64 << 20;
}

/// <summary>What a frame is.</summary>
internal enum FrameKind : byte
{
    /// <summary>Main to worker: calls to run.</summary>
    Calls = 1,

    /// <summary>Worker to main: results.</summary>
    Results = 2,

    /// <summary>Main to worker: give up calls that have not begun, cancel the tokens of those that have.</summary>
    Cancel = 3,

    /// <summary>Main to worker: give back calls that have not begun.</summary>
    Revoke = 4,

    /// <summary>Main to worker, passed on along a binary tree: the pool ends.</summary>
    Shutdown = 5,

    /// <summary>Worker to main: a report of a running task, or an item of a stream.</summary>
    Progress = 6,

    /// <summary>Main to worker: a stream may send more items.</summary>
    Grant = 7,

    /// <summary>Main to worker: a run of items of a map, one record.</summary>
    Chunk = 8,

    /// <summary>Worker to main: the results of a chunk's items that began, one record.</summary>
    ChunkResult = 9,

    /// <summary>Worker to main: items of a chunk that were given back, one record.</summary>
    ChunkReturn = 10,

    /// <summary>Main to worker: give back what has not begun of chunks.</summary>
    Recall = 11,

    /// <summary>Main to worker, passed on along a binary tree: a shared value.</summary>
    Share = 12,

    /// <summary>Main to worker: a shared value is used by no call any more that comes after this.</summary>
    Unshare = 13,

    /// <summary>To whoever sent a shared value by name: whether it could be mapped.</summary>
    ShareAnswer = 15,

    /// <summary>Worker to worker: what a part of the tree of a reduction has come to, one record.</summary>
    Accumulator = 14,

    /// <summary>Worker to worker: what one member of a task group tells another.</summary>
    Group = 16,
}

/// <summary>Properties of a frame.</summary>
[Flags]
internal enum FrameFlags : byte
{
    /// <summary>Header and records are one message.</summary>
    None = 0,

    /// <summary>The records follow as the first segment.</summary>
    Detached = 1,

    /// <summary>A description follows each call record (<see cref="CallDescription"/>).</summary>
    Described = 2,

    /// <summary>Of calls: nobody waits for their results.</summary>
    Posted = 4,
}

/// <summary>The start of every frame: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct FrameHeader
{
    public const int Size = 24;

    /// <summary>Tells a frame from stray bytes.</summary>
    public const ushort MagicNumber = 0x504D;

    public ushort Magic;
    public FrameKind Kind;
    public FrameFlags Flags;
    public int Count;
    public int SegmentCount;

    /// <summary>The shared values that its calls name.</summary>
    public int SharedCount;

    /// <summary>Bytes after the header, the segments' records included.</summary>
    public long Length;
}

/// <summary>One segment: 16 bytes at the end of its frame.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct SegmentRecord
{
    public const int Size = 16;

    /// <summary>In place of an element type: the bytes are not sent; they stand in a mapping that the frame names.</summary>
    public const ulong Mapped = ulong.MaxValue;

    /// <summary>Bytes.</summary>
    public long Length;

    /// <summary>The element type (<see cref="ElementTypes"/>) of the array that it is received into; 0: a native block.</summary>
    public ulong ElementType;
}

/// <summary>A shared value: 16 bytes before its payload.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ShareRecord
{
    public const int Size = 16;

    public SharedKey Key;
    public int Length;

    /// <summary>Of the value; -1 where there is none, for a rank on the way had no memory to pass it on.</summary>
    public int SegmentCount;

    public readonly bool IsLost => SegmentCount < 0;
}

/// <summary>Whether a shared value that came by the name of a mapping could be mapped: 12 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ShareAnswerRecord
{
    public SharedKey Key;

    /// <summary>Not 0: the bytes are wanted.</summary>
    public int IsRefused;
}

/// <summary>One call: 24 bytes before its arguments.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct CallRecord
{
    public const int Size = 24;

    /// <summary>Place of the task in the catalog.</summary>
    public int TaskIndex;

    /// <summary>Place of the call in the main rank's in-flight table; comes back with the result.</summary>
    public int Slot;

    public long Sequence;
    public int Length;
    public int SegmentCount;
}

/// <summary>How a call ended.</summary>
internal enum ResultStatus : byte
{
    /// <summary>The result follows.</summary>
    Completed = 0,

    /// <summary>The error follows (<see cref="RemoteError"/>).</summary>
    Failed = 1,

    /// <summary>Cancelled, before it began or by its token.</summary>
    Cancelled = 2,

    /// <summary>Given back without having begun.</summary>
    Returned = 3,
}

/// <summary>One result: 20 bytes before its payload.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ResultRecord
{
    public const int Size = 20;

    public int Slot;
    public ResultStatus Status;
    private readonly byte _reserved;
    private ushort _nanosecondsHigh;
    public int Length;
    public int SegmentCount;
    private uint _nanosecondsLow;

    /// <summary>The run time of the task, saturated at 2^48 ns, about 78 hours.</summary>
    public long Nanoseconds
    {
        readonly get => ((long)_nanosecondsHigh << 32) | _nanosecondsLow;
        set
        {
            long saturated = Math.Min(value, (1L << 48) - 1);
            _nanosecondsHigh = (ushort)(saturated >> 32);
            _nanosecondsLow = (uint)saturated;
        }
    }
}

/// <summary>One report: 20 bytes before its payload.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ProgressRecord
{
    public const int Size = 20;

    /// <summary>Must be that of the call in the slot: a late report may find another call there.</summary>
    public long Sequence;

    public int Slot;
    public int Length;
    public int SegmentCount;
}

/// <summary>More items of a stream: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct GrantRecord
{
    /// <summary>Must be that of the call in the slot: the stream may have ended.</summary>
    public long Sequence;

    public int Slot;
    public int Count;
}

/// <summary>The end of the pool: 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ShutdownRecord
{
    public const int Size = 8;

    public int ExitCode;
    public int Reserved;
}

/// <summary>A run of items of one task: 32 bytes before their arguments.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ChunkRecord
{
    public const int Size = 32;

    /// <summary>Place of the task in the catalog.</summary>
    public int TaskIndex;

    /// <summary>Place of the chunk among those in flight; a number space of its own.</summary>
    public int Slot;

    /// <summary>The sequence number of its first item.</summary>
    public long Sequence;

    public int Items;
    public int Length;
    public int SegmentCount;

    /// <summary>Not 0: arguments and results are columns; else rows.</summary>
    public int Columns;
}

/// <summary>What the items of a chunk came to: 32 bytes before their results.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ChunkResultRecord
{
    public const int Size = 32;

    /// <summary>The run time of all items that began.</summary>
    public long Nanoseconds;

    public int Slot;

    /// <summary>How many items, from the first on, began; the others were given back.</summary>
    public int Begun;

    /// <summary>How many of them failed.</summary>
    public int Failed;

    public int Length;
    public int SegmentCount;
    public int Reserved;
}

/// <summary>Items of a chunk that were given back: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ChunkReturnRecord
{
    public const int Size = 16;

    /// <summary>Must be that of the chunk in the slot: its result may have come before, and another chunk be there.</summary>
    public long Sequence;

    public int Slot;

    /// <summary>The first item that comes back; all after it do too. Where it is 0, nothing began and no result follows.</summary>
    public int First;
}

/// <summary>Which items of a chunk are to be given back: 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RecallRecord
{
    public int Slot;

    /// <summary>
    /// How many items stay even where none has begun. Those of a chunk that has only just come would else go from worker to worker for ever, where
    /// they take longer to travel than an idle worker waits.
    /// </summary>
    public int Keep;
}

/// <summary>One item of a chunk that is not written by columns: 8 bytes before its payload, so that an item that cannot be read fails alone.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RowHeader
{
    public const int Size = 8;

    public int Length;

    /// <summary>Segments of the payload; of a result: -1 where the payload is an error.</summary>
    public int SegmentCount;
}
