using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>The exception types that the runtime can make again; a test compares the list with the runtime's own.</summary>
internal static class WellKnownExceptions
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "System.Exception", "System.AggregateException", "System.ApplicationException", "System.ArgumentException", "System.ArgumentNullException",
        "System.ArgumentOutOfRangeException", "System.ArithmeticException", "System.ArrayTypeMismatchException", "System.IO.DirectoryNotFoundException",
        "System.DivideByZeroException", "System.IO.EndOfStreamException", "System.IO.FileNotFoundException", "System.FormatException",
        "System.IndexOutOfRangeException", "System.InsufficientMemoryException", "System.InvalidCastException", "System.IO.InvalidDataException",
        "System.InvalidOperationException", "System.IO.IOException", "System.Collections.Generic.KeyNotFoundException", "System.NotImplementedException",
        "System.NotSupportedException", "System.NullReferenceException", "System.ObjectDisposedException", "System.OperationCanceledException",
        "System.OutOfMemoryException", "System.OverflowException", "System.IO.PathTooLongException", "System.PlatformNotSupportedException",
        "System.RankException", "System.Threading.Tasks.TaskCanceledException", "System.TimeoutException", "System.UnauthorizedAccessException",
        "MpiPool.Wire.WireFormatException",
    };

    /// <summary>Their full names.</summary>
    public static IEnumerable<string> Names => s_names;

    public static bool IsException(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (TypeNames.Is(level, "System", "Exception"))
                return true;
        }
        return false;
    }

    public static bool Contains(INamedTypeSymbol exception) => s_names.Contains(TypeNames.Full(exception));
}
