namespace MpiPool.Wire;

/// <summary>
/// Makes exceptions of the base library again from what a worker reported, so that a caller can ask <c>InnerException is TimeoutException</c>.
/// A table of constructors: types are never looked up by name.
/// </summary>
internal static class WellKnownExceptions
{
    private static readonly Entry[] s_entries =
    [
        new(typeof(Exception), "System.Exception", static (e, inner) => new Exception(e.Message, inner)),
        new(typeof(AggregateException), "System.AggregateException", static (e, inner) => inner is null ? new AggregateException(e.Message) : new AggregateException(WithoutInner(e.Message, inner), inner)),
        new(typeof(ApplicationException), "System.ApplicationException", static (e, inner) => new ApplicationException(e.Message, inner)),
        new(typeof(ArgumentException), "System.ArgumentException", static (e, inner) => new ArgumentException(WithoutParameter(e), e.Parameter, inner)),
        new(typeof(ArgumentNullException), "System.ArgumentNullException", static (e, inner) => inner is null ? new ArgumentNullException(e.Parameter, WithoutParameter(e)) : new ArgumentNullException(e.Message, inner)),
        new(typeof(ArgumentOutOfRangeException), "System.ArgumentOutOfRangeException", static (e, inner) => inner is null ? OutOfRange(e) : new ArgumentOutOfRangeException(e.Message, inner)),
        new(typeof(ArithmeticException), "System.ArithmeticException", static (e, inner) => new ArithmeticException(e.Message, inner)),
        new(typeof(ArrayTypeMismatchException), "System.ArrayTypeMismatchException", static (e, inner) => new ArrayTypeMismatchException(e.Message, inner)),
        new(typeof(DirectoryNotFoundException), "System.IO.DirectoryNotFoundException", static (e, inner) => new DirectoryNotFoundException(e.Message, inner)),
        new(typeof(DivideByZeroException), "System.DivideByZeroException", static (e, inner) => new DivideByZeroException(e.Message, inner)),
        new(typeof(EndOfStreamException), "System.IO.EndOfStreamException", static (e, inner) => new EndOfStreamException(e.Message, inner)),
        new(typeof(FileNotFoundException), "System.IO.FileNotFoundException", static (e, inner) => new FileNotFoundException(e.Message, inner)),
        new(typeof(FormatException), "System.FormatException", static (e, inner) => new FormatException(e.Message, inner)),
        new(typeof(IndexOutOfRangeException), "System.IndexOutOfRangeException", static (e, inner) => new IndexOutOfRangeException(e.Message, inner)),
        new(typeof(InsufficientMemoryException), "System.InsufficientMemoryException", static (e, inner) => new InsufficientMemoryException(e.Message, inner)),
        new(typeof(InvalidCastException), "System.InvalidCastException", static (e, inner) => new InvalidCastException(e.Message, inner)),
        new(typeof(InvalidDataException), "System.IO.InvalidDataException", static (e, inner) => new InvalidDataException(e.Message, inner)),
        new(typeof(InvalidOperationException), "System.InvalidOperationException", static (e, inner) => new InvalidOperationException(e.Message, inner)),
        new(typeof(IOException), "System.IO.IOException", static (e, inner) => new IOException(e.Message, inner)),
        new(typeof(KeyNotFoundException), "System.Collections.Generic.KeyNotFoundException", static (e, inner) => new KeyNotFoundException(e.Message, inner)),
        new(typeof(NotImplementedException), "System.NotImplementedException", static (e, inner) => new NotImplementedException(e.Message, inner)),
        new(typeof(NotSupportedException), "System.NotSupportedException", static (e, inner) => new NotSupportedException(e.Message, inner)),
        new(typeof(NullReferenceException), "System.NullReferenceException", static (e, inner) => new NullReferenceException(e.Message, inner)),
        new(typeof(ObjectDisposedException), "System.ObjectDisposedException", static (e, inner) => new ObjectDisposedException(e.Message, inner)),
        new(typeof(OperationCanceledException), "System.OperationCanceledException", static (e, inner) => new OperationCanceledException(e.Message, inner)),
        new(typeof(OutOfMemoryException), "System.OutOfMemoryException", static (e, inner) => new OutOfMemoryException(e.Message, inner)),
        new(typeof(OverflowException), "System.OverflowException", static (e, inner) => new OverflowException(e.Message, inner)),
        new(typeof(PathTooLongException), "System.IO.PathTooLongException", static (e, inner) => new PathTooLongException(e.Message, inner)),
        new(typeof(PlatformNotSupportedException), "System.PlatformNotSupportedException", static (e, inner) => new PlatformNotSupportedException(e.Message, inner)),
        new(typeof(RankException), "System.RankException", static (e, inner) => new RankException(e.Message, inner)),
        new(typeof(TaskCanceledException), "System.Threading.Tasks.TaskCanceledException", static (e, inner) => new TaskCanceledException(e.Message, inner)),
        new(typeof(TimeoutException), "System.TimeoutException", static (e, inner) => new TimeoutException(e.Message, inner)),
        new(typeof(UnauthorizedAccessException), "System.UnauthorizedAccessException", static (e, inner) => new UnauthorizedAccessException(e.Message, inner)),
        new(typeof(WireFormatException), "MpiPool.Wire.WireFormatException", static (e, inner) => inner is null ? new WireFormatException(e.Message) : new WireFormatException(e.Message, inner)),
    ];

    private static readonly Dictionary<string, Entry> s_byName = s_entries.ToDictionary(static e => e.Name);
    private static readonly Dictionary<Type, Entry> s_byType = s_entries.ToDictionary(static e => e.Type);

    /// <summary>The full names of the types; the generator has the same list.</summary>
    public static IEnumerable<string> Names => s_byName.Keys;

    /// <summary>The exception again, with its inner exceptions as far as they are well known; null where its type is not.</summary>
    public static Exception? TryCreate(RemoteError error) =>
        s_byName.TryGetValue(error.TypeName, out Entry? entry) ? entry.Create(error, error.Inner is null ? null : TryCreate(error.Inner)) : null;

    /// <summary>An exception of a well-known type; null where the type is none.</summary>
    public static Exception? TryCreate(RemoteError error, Exception[] inner)
    {
        if (!s_byName.TryGetValue(error.TypeName, out Entry? entry))
            return null;
        return inner.Length > 1 && entry.Type == typeof(AggregateException) ? new AggregateException(WithoutInner(error.Message, inner), inner) : entry.Create(error, inner.FirstOrDefault());
    }

    /// <summary>The name of the exception's type, or of the nearest base type that is well known.</summary>
    public static string NearestName(Exception exception)
    {
        for (Type? type = exception.GetType(); type is not null; type = type.BaseType)
        {
            if (s_byType.TryGetValue(type, out Entry? entry))
                return entry.Name;
        }
        return s_byType[typeof(Exception)].Name;
    }

    /// <summary>The full name of the exception's type; where the program has no names of types, one that says so.</summary>
    public static string NameOf(Exception exception)
    {
        Type type = exception.GetType();
        if (s_byType.TryGetValue(type, out Entry? entry))
            return entry.Name;
        return TypeText.FullName(type) ?? $"{NearestName(exception)} (a derived type without a name in this program)";
    }

    // An AggregateException's message ends with those of its inner exceptions, which its constructor appends again.
    private static string WithoutInner(string message, params ReadOnlySpan<Exception> inner)
    {
        string end = "";
        foreach (Exception exception in inner)
            end += $" ({exception.Message})";
        return message.EndsWith(end, StringComparison.Ordinal) ? message[..^end.Length] : message;
    }

    // This constructor appends the actual value too, which travelled as the text it has in the message.
    private static ArgumentOutOfRangeException OutOfRange(RemoteError error)
    {
        const string Start = "Actual value was ";
        string message = WithoutParameter(error);
        string rest = error.Message[Math.Min(error.Message.Length, message.Length + $" (Parameter '{error.Parameter}')".Length)..].TrimStart('\r', '\n');
        return rest.StartsWith(Start, StringComparison.Ordinal)
            ? new ArgumentOutOfRangeException(error.Parameter, rest[Start.Length..].TrimEnd('.'), message)
            : new ArgumentOutOfRangeException(error.Parameter, message);
    }

    // The constructors append the parameter's name to the message; the message that travelled has it already.
    private static string WithoutParameter(RemoteError error)
    {
        int index = error.Parameter is null ? -1 : error.Message.LastIndexOf($" (Parameter '{error.Parameter}')", StringComparison.Ordinal);
        return index < 0 ? error.Message : error.Message[..index];
    }

    /// <summary>A type with its name: a program published without reflection data knows it from here alone.</summary>
    private sealed record Entry(Type Type, string Name, Func<RemoteError, Exception?, Exception> Create);
}
