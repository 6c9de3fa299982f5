using System.Collections;
using System.Globalization;

namespace MpiPool.Wire;

/// <summary>Forms that an attribute asks for, and rarer values of the base library.</summary>
public ref partial struct PayloadReader
{
    private const int BitsPerWord = 32;

    /// <summary>Reads a value by a formatter.</summary>
    /// <typeparam name="TFormatter">The formatter.</typeparam>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <returns>The value.</returns>
    public T ReadFormatted<TFormatter, T>() where TFormatter : ITaskFormatter<T> => TFormatter.Read(ref this);

    /// <summary>Reads a string, in whichever encoding it was written.</summary>
    /// <returns>The string, or null.</returns>
    public string? ReadUtf16String() => ReadString();

    /// <summary>Reads a string and interns it: equal strings are one object afterwards.</summary>
    /// <returns>The string, or null.</returns>
    public string? ReadInternedString() => ReadString() is { } text ? string.Intern(text) : null;

    /// <summary>Reads an array of truth values from bits.</summary>
    /// <returns>The array, or null.</returns>
    /// <exception cref="WireFormatException">The length exceeds the bytes left.</exception>
    public bool[]? ReadPackedBits()
    {
        int length = Memory.ReadUnmanaged<int>();
        if (length == -1)
            return null;
        long words = ((long)length + BitsPerWord - 1) / BitsPerWord;
        if (length < 0 || words * sizeof(uint) > Memory.Remaining)
            throw new WireFormatException($"A packed array claims {length} bits, and {Memory.Remaining} bytes are left.");
        bool[] value = new bool[length];
        uint word = 0;
        for (int i = 0; i < length; i++)
        {
            if (i % BitsPerWord == 0)
                word = Memory.ReadUnmanaged<uint>();
            value[i] = (word & 1) != 0;
            word >>= 1;
        }
        return value;
    }

    /// <summary>Reads a bit array.</summary>
    /// <returns>The array, or null.</returns>
    /// <exception cref="WireFormatException">The length does not go with the number of words.</exception>
    public BitArray? ReadBitArray()
    {
        if (!ReadObjectHeader(2))
            return null;
        int length = Memory.ReadUnmanaged<int>();
        int[]? words = ReadArray<int>();
        if (length < 0 || words is null || words.Length != ((long)length + BitsPerWord - 1) / BitsPerWord)
            throw new WireFormatException($"A bit array claims {length} bits in {words?.Length ?? 0} words.");
        return new BitArray(words) { Length = length };
    }

    /// <summary>Reads a culture by its name.</summary>
    /// <returns>The culture, or null.</returns>
    /// <exception cref="CultureNotFoundException">This rank does not know the name.</exception>
    public CultureInfo? ReadCultureInfo() => ReadString() is { } name ? CultureInfo.GetCultureInfo(name) : null;

    /// <summary>Reads a time zone.</summary>
    /// <returns>The time zone, or null.</returns>
    /// <exception cref="System.Runtime.Serialization.SerializationException">The text is no time zone.</exception>
    public TimeZoneInfo? ReadTimeZoneInfo() => ReadString() is { } text ? TimeZoneInfo.FromSerializedString(text) : null;
}
