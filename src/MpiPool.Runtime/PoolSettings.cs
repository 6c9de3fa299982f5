using System.Runtime.InteropServices;

namespace MpiPool;

/// <summary>The settings in force, the same on every rank: broadcast from the main rank when the pool opens.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PoolSettings
{
    /// <summary>Bytes.</summary>
    public const int Size = 32;

    /// <summary>See <see cref="PoolOptions.MaximumIdleSleep"/>.</summary>
    public int MaximumIdleMicroseconds;

    /// <summary>Not 0: every rank reports itself on stderr when the pool opens (<c>MPIPOOL_INFO=1</c>).</summary>
    public int Info;

    /// <summary>See <see cref="PoolOptions.Seed"/>.</summary>
    public long Seed;

    /// <summary>See <see cref="PoolOptions.MaximumPending"/>.</summary>
    public int MaximumPending;

    /// <summary>Not 0: see <see cref="PoolOptions.Rejoin"/>.</summary>
    public int Rejoin;

    /// <summary>See <see cref="PoolOptions.ShutdownTimeout"/>; -1 for no limit.</summary>
    public int ShutdownMilliseconds;

    /// <summary>What a main rank was asked for.</summary>
    /// <exception cref="ArgumentException">An environment variable has no valid value.</exception>
    public static PoolSettings From(PoolOptions options) => new()
    {
        MaximumIdleMicroseconds = (int)options.MaximumIdleSleep.TotalMicroseconds,
        Seed = options.Seed,
        MaximumPending = options.MaximumPending,
        Rejoin = options.Rejoin ? 1 : 0,
        ShutdownMilliseconds = (int)options.ShutdownTimeout.TotalMilliseconds,
        Info = PoolEnvironment.ReadInt32("MPIPOOL_INFO", 0, 1) ?? 0,
    };
}
