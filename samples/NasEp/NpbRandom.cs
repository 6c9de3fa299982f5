namespace NasEp;

/// <summary>The random numbers of the NAS Parallel Benchmarks: s[k+1] = a * s[k] mod 2^46, scaled to (0, 1). In integers, so exact everywhere.</summary>
internal struct NpbRandom
{
    // 5^13.
    private const ulong Multiplier = 1220703125;
    private const ulong Modulus = 1UL << 46;

    // 2^46 divides 2^64, so the wrap-around of a 64-bit product never touches the 46 bits that are kept.
    private const ulong Mask = Modulus - 1;
    private const double Scale = 1.0 / Modulus;

    private ulong _state;

    /// <summary>Starts at <paramref name="seed"/>, moved on by <paramref name="skip"/> numbers in one jump.</summary>
    public NpbRandom(ulong seed, long skip) => _state = seed * PowerOfMultiplier(skip) & Mask;

    /// <summary>The next number.</summary>
    public double Next()
    {
        _state = Multiplier * _state & Mask;
        return _state * Scale;
    }

    private static ulong PowerOfMultiplier(long exponent)
    {
        ulong power = 1;
        for (ulong square = Multiplier; exponent != 0; exponent >>= 1, square = square * square & Mask)
        {
            if ((exponent & 1) != 0)
                power = power * square & Mask;
        }
        return power;
    }
}
