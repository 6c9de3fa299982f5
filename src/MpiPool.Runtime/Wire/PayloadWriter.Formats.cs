using System.Collections;
using System.Globalization;

namespace MpiPool.Wire;

/// <summary>Forms that an attribute asks for, and rarer values of the base library.</summary>
public ref partial struct PayloadWriter
{
    private const int BitsPerWord = 32;

    /// <summary>Writes a value by a formatter.</summary>
    /// <typeparam name="TFormatter">The formatter.</typeparam>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    public void WriteFormatted<TFormatter, T>(T value) where TFormatter : ITaskFormatter<T> => TFormatter.Write(ref this, value);

    /// <summary>Writes a string as UTF-16.</summary>
    /// <param name="value">The string; may be null.</param>
    public void WriteUtf16String(string? value)
    {
        if (value is null)
            Memory.WriteNullCollectionHeader();
        else
            WriteMemory(value.AsMemory());
    }

    /// <summary>Writes a string that is interned where it is read.</summary>
    /// <param name="value">The string; may be null.</param>
    public void WriteInternedString(string? value) => WriteString(value);

    /// <summary>Writes an array of truth values as bits, 32 to a word.</summary>
    /// <param name="value">The array; may be null.</param>
    public void WritePackedBits(bool[]? value)
    {
        if (value is null)
        {
            Memory.WriteNullCollectionHeader();
            return;
        }
        Memory.WriteCollectionHeader(value.Length);
        for (int start = 0; start < value.Length; start += BitsPerWord)
        {
            uint word = 0;
            int count = Math.Min(BitsPerWord, value.Length - start);
            for (int bit = 0; bit < count; bit++)
                word |= (value[start + bit] ? 1u : 0) << bit;
            Memory.WriteUnmanaged(word);
        }
    }

    /// <summary>Writes a bit array: its length and its words.</summary>
    /// <param name="value">The array; may be null.</param>
    public void WriteBitArray(BitArray? value)
    {
        if (value is null)
        {
            Memory.WriteNullObjectHeader();
            return;
        }
        int[] words = new int[(value.Length + BitsPerWord - 1) / BitsPerWord];
        value.CopyTo(words, 0);
        Memory.WriteObjectHeader(2);
        Memory.WriteUnmanaged(value.Length);
        WriteSpan<int>(words);
    }

    /// <summary>Writes a culture as its name.</summary>
    /// <param name="value">The culture; may be null.</param>
    public void WriteCultureInfo(CultureInfo? value) => WriteString(value?.Name);

    /// <summary>Writes a time zone as text that holds its rules.</summary>
    /// <param name="value">The time zone; may be null.</param>
    public void WriteTimeZoneInfo(TimeZoneInfo? value) => WriteString(value?.ToSerializedString());
}
