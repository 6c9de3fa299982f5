using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace MpiPool.Shapes.Tests;

/// <summary>One task a scalar type; each returns what it gets.</summary>
public static class ScalarTasks
{
    [MpiTask] public static bool Bool(bool value) => value;
    [MpiTask] public static byte Byte(byte value) => value;
    [MpiTask] public static sbyte SByte(sbyte value) => value;
    [MpiTask] public static short Short(short value) => value;
    [MpiTask] public static ushort UShort(ushort value) => value;
    [MpiTask] public static int Int(int value) => value;
    [MpiTask] public static uint UInt(uint value) => value;
    [MpiTask] public static long Long(long value) => value;
    [MpiTask] public static ulong ULong(ulong value) => value;
    [MpiTask] public static char Char(char value) => value;
    [MpiTask] public static float Float(float value) => value;
    [MpiTask] public static double Double(double value) => value;
    [MpiTask] public static decimal Decimal(decimal value) => value;
    [MpiTask] public static nint NInt(nint value) => value;
    [MpiTask] public static Half Half(Half value) => value;
    [MpiTask] public static Int128 Int128(Int128 value) => value;
    [MpiTask] public static UInt128 UInt128(UInt128 value) => value;
    [MpiTask] public static Guid Guid(Guid value) => value;
    [MpiTask] public static DateTime DateTime(DateTime value) => value;
    [MpiTask] public static DateTimeOffset DateTimeOffset(DateTimeOffset value) => value;
    [MpiTask] public static TimeSpan TimeSpan(TimeSpan value) => value;
    [MpiTask] public static DateOnly DateOnly(DateOnly value) => value;
    [MpiTask] public static TimeOnly TimeOnly(TimeOnly value) => value;
    [MpiTask] public static Rune Rune(Rune value) => value;
    [MpiTask] public static Complex Complex(Complex value) => value;
    [MpiTask] public static Colour Colour(Colour value) => value;
    [MpiTask] public static Point Point(Point value) => value;
    [MpiTask] public static Index Index(Index value) => value;
    [MpiTask] public static Range Range(Range value) => value;
    [MpiTask] public static Vector3 Vector(Vector3 value) => value;
    [MpiTask] public static string? Text(string? value) => value;
    [MpiTask] public static Uri? Uri(Uri? value) => value;
    [MpiTask] public static Version? Version(Version? value) => value;
    [MpiTask] public static BigInteger BigInteger(BigInteger value) => value;
    [MpiTask] public static StringBuilder? Builder(StringBuilder? value) => value;
    [MpiTask] public static BitArray? Bits(BitArray? value) => value;
    [MpiTask] public static CultureInfo? Culture(CultureInfo? value) => value;
    [MpiTask] public static TimeZoneInfo? TimeZone(TimeZoneInfo? value) => value;
    [MpiTask] public static nuint NUInt(nuint value) => value;
    [MpiTask] public static Wide Wide(Wide value) => value;
    [MpiTask] public static NullableScalars NullableScalars(NullableScalars value) => value;
    [MpiTask] public static ScalarArrays ScalarArrays(ScalarArrays value) => value;
    [MpiTask] public static int? NullableInt(int? value) => value;
    [MpiTask] public static Point? NullablePoint(Point? value) => value;
}

public enum Colour : byte
{
    Red,
    Green = 7,
}

public enum Wide : long
{
    Least = long.MinValue,
    Most = long.MaxValue,
}

/// <summary>Every scalar that has a size, as a member that may be missing.</summary>
public sealed record NullableScalars(
    bool? Bool, byte? Byte, sbyte? SByte, short? Short, ushort? UShort, int? Int, uint? UInt, long? Long, ulong? ULong, char? Char, float? Float, double? Double,
    decimal? Decimal, nint? NInt, Half? Half, Int128? Int128, UInt128? UInt128, Guid? Guid, DateTime? DateTime, DateTimeOffset? DateTimeOffset, TimeSpan? TimeSpan,
    DateOnly? DateOnly, TimeOnly? TimeOnly, Rune? Rune, Complex? Complex, Colour? Colour, Index? Index, Range? Range, BigInteger? BigInteger, Point? Point);

/// <summary>Every scalar as an element.</summary>
public sealed record ScalarArrays(
    bool[] Bools, char[] Chars, Half[] Halves, Int128[] Int128s, UInt128[] UInt128s, Guid[] Guids, DateTime[] DateTimes, DateTimeOffset[] DateTimeOffsets,
    TimeSpan[] TimeSpans, DateOnly[] DateOnlys, TimeOnly[] TimeOnlys, decimal[] Decimals, Rune[] Runes, Complex[] Complexes, Colour[] Colours, Index[] Indexes,
    Range[] Ranges, BigInteger[] BigIntegers, Uri?[] Uris, Version?[] Versions, List<BigInteger?> Maybes, Dictionary<Guid, BigInteger> Map);

public struct Point
{
    public int X;
    public double Y;
}
