using System.Runtime.InteropServices;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>The settings in force, the same on every rank: broadcast from the main rank when the pool opens.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PoolSettings
{
    private const int Size = 24;

    /// <summary>See <see cref="PoolOptions.MaximumIdleSleep"/>.</summary>
    public int MaximumIdleMicroseconds;

    /// <summary>Not 0: every rank reports itself on stderr when the pool opens (<c>MPIPOOL_INFO=1</c>).</summary>
    public int Info;

    /// <summary>See <see cref="PoolOptions.Seed"/>.</summary>
    public long Seed;

    /// <summary>See <see cref="PoolOptions.ShutdownTimeout"/>; -1 for no limit.</summary>
    public int ShutdownMilliseconds;

    /// <summary>What a main rank was asked for.</summary>
    /// <exception cref="ArgumentException">An environment variable has no valid value.</exception>
    public static PoolSettings From(PoolOptions options) => new()
    {
        MaximumIdleMicroseconds = (int)options.MaximumIdleSleep.TotalMicroseconds,
        Seed = options.Seed,
        ShutdownMilliseconds = (int)options.ShutdownTimeout.TotalMilliseconds,
        Info = PoolEnvironment.ReadInt32("MPIPOOL_INFO", 0, 1) ?? 0,
    };

    /// <summary>Gives every rank the main rank's settings. On the progress thread of every rank.</summary>
    public static PoolSettings Broadcast(Transport transport, PoolSettings own)
    {
        var block = new NativeBlock(Size);
        try
        {
            MemoryMarshal.Write(block.WritableSpan(0, Size), own);
            RequestWaiter.Wait(transport, transport.StartBroadcast(0, block.Address, Size));
            return MemoryMarshal.Read<PoolSettings>(block.Span(0, Size));
        }
        finally
        {
            block.Free();
        }
    }
}
