using System.Buffers.Binary;
using System.Numerics;

namespace MpiPool;

/// <summary>
/// A task's own stream of random numbers: xoshiro256** (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47,
/// 2021), seeded through SplitMix64 from the pool's seed and the task's sequence number. The algorithm is fixed: the same seed and number give
/// the same values in every version, on every machine, with any number of workers. Not for cryptography. Not thread-safe.
/// </summary>
public sealed class TaskRandom : Random
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Makes the stream of a task.</summary>
    /// <param name="seed">The pool's seed.</param>
    /// <param name="sequence">The task's sequence number.</param>
    public TaskRandom(long seed, long sequence)
    {
        // The two numbers are mixed one after the other, so that neighbouring seeds and neighbouring tasks share nothing.
        ulong state = Mix(unchecked((ulong)seed + GoldenGamma)) ^ unchecked((ulong)sequence * GoldenGamma);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number from 0 to below 1, with 53 random bits.</summary>
    public override double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to below 1, with 24 random bits.</summary>
    public override float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1u << 24));

    /// <summary>A number from 0 to below <see cref="int.MaxValue"/>.</summary>
    public override int Next() => (int)Below(int.MaxValue);

    /// <summary>A number from 0 to below <paramref name="maxValue"/>, all equally likely.</summary>
    /// <param name="maxValue">Above the largest number; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is negative.</exception>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)Below((ulong)maxValue);
    }

    /// <summary>A number from <paramref name="minValue"/> to below <paramref name="maxValue"/>, all equally likely.</summary>
    /// <param name="minValue">The smallest number.</param>
    /// <param name="maxValue">Above the largest number; not less than <paramref name="minValue"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is reversed.</exception>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)(minValue + (long)Below((ulong)((long)maxValue - minValue)));
    }

    /// <summary>A number from 0 to below <see cref="long.MaxValue"/>.</summary>
    public override long NextInt64() => (long)Below(long.MaxValue);

    /// <summary>A number from 0 to below <paramref name="maxValue"/>, all equally likely.</summary>
    /// <param name="maxValue">Above the largest number; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is negative.</exception>
    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)Below((ulong)maxValue);
    }

    /// <summary>A number from <paramref name="minValue"/> to below <paramref name="maxValue"/>, all equally likely.</summary>
    /// <param name="minValue">The smallest number.</param>
    /// <param name="maxValue">Above the largest number; not less than <paramref name="minValue"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is reversed.</exception>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return unchecked((long)((ulong)minValue + Below((ulong)maxValue - (ulong)minValue)));
    }

    /// <summary>Fills the buffer with random bytes.</summary>
    /// <param name="buffer">The buffer.</param>
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <summary>Fills the buffer with random bytes.</summary>
    /// <param name="buffer">The buffer.</param>
    public override void NextBytes(Span<byte> buffer)
    {
        while (buffer.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, NextUInt64());
            buffer = buffer[sizeof(ulong)..];
        }
        for (ulong bits = buffer.IsEmpty ? 0 : NextUInt64(); !buffer.IsEmpty; bits >>= 8, buffer = buffer[1..])
            buffer[0] = (byte)bits;
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    // Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29, 2019: unbiased, mostly without a division.
    private ulong Below(ulong bound)
    {
        if (bound == 0)
            return 0;
        ulong high = Math.BigMul(NextUInt64(), bound, out ulong low);
        if (low < bound)
        {
            ulong threshold = unchecked(0 - bound) % bound;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), bound, out low);
        }
        return high;
    }

    private static ulong SplitMix(ref ulong state) => Mix(state += GoldenGamma);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
