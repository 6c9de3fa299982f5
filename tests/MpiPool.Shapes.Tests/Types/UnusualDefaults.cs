// Values at the ends of their types are what is tried here.
#pragma warning disable CA1062, CA1068, CA1008, CA1028, CA1027, CA1717, CA2217
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiPool;

namespace Unusual;

public enum Small : sbyte
{
    Least = -1,
    @default = 5,
}

public enum Large : ulong
{
    Most = ulong.MaxValue,
}

/// <summary>Default values of every kind: the factory's are those of the method.</summary>
public static class Defaults
{
    public const int Seven = 7;

    [MpiTask] public static string Numbers(
        sbyte a = sbyte.MinValue, byte b = 255, short c = short.MinValue, ushort d = 1, int e = int.MinValue, uint f = uint.MaxValue, long g = long.MinValue, ulong h = ulong.MaxValue,
        float i = float.NaN, double j = double.NegativeInfinity, decimal k = -1.10m, nint l = -5, nuint m = 5, char n = '\uD800', bool o = true, string? p = null) =>
        string.Create(null, $"{a} {b} {c} {d} {e} {f} {g} {h} {i} {j} {k} {l} {m} {(int)n} {o} {p ?? "null"}");

    [MpiTask] public static string Others(
        double negativeZero = -0.0, double least = double.Epsilon, float most = float.MaxValue, double pi = Math.PI, decimal largest = decimal.MaxValue, int eight = Seven + 1,
        string text = "a\n\"\\\0\u2028{}", char quote = '\'', char end = '\u2028', Small small = Small.Least, Small named = Small.@default, Large large = Large.Most, DayOfWeek? day = DayOfWeek.Friday, int? maybe = 3,
        Guid guid = default, Small? none = null) =>
        string.Create(null, $"{1 / negativeZero} {least} {most} {pi} {largest} {eight} {text}{quote}{end} {small} {named} {large} {day} {maybe} {guid} {none}");

    [MpiTask] public static DayOfWeek Unnamed(DayOfWeek day = (DayOfWeek)64, Small negative = (Small)(-7)) => negative == (Small)(-7) ? day : default;

    [MpiTask] public static int Structs(CancellationToken cancel = default, DateTime at = default, (int, string?) pair = default, int[]? array = null, TimeSpan? span = null, params string[] rest) =>
        rest.Length + (array?.Length ?? 0) + (at.Ticks == 0 && pair.Item2 is null && span is null ? 0 : 100);

    [MpiTask] public static int ByAttributes([Optional] int x, [Optional, DefaultParameterValue(9)] int y) => x + y;

    /// <summary>What the compiler fills in, it fills in where the method is called: in generated code that would be wrong, so the given values are the constants.</summary>
    [MpiTask] public static string Caller(int x, [CallerMemberName] string who = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(x))] string? text = null) => $"{who} {line} {text ?? "null"}";
}
