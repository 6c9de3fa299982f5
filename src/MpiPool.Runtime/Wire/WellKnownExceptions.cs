namespace MpiPool.Wire;

/// <summary>
/// Makes exceptions of the base library again from what a worker reported, so that a caller can ask <c>InnerException is TimeoutException</c>.
/// A table of constructors: types are never looked up by name.
/// </summary>
internal static class WellKnownExceptions
{
    private static readonly Dictionary<string, Func<RemoteError, Exception?, Exception>> s_factories = new()
    {
        [typeof(Exception).FullName!] = static (e, inner) => new Exception(e.Message, inner),
        [typeof(AggregateException).FullName!] = static (e, inner) => inner is null ? new AggregateException(e.Message) : new AggregateException(WithoutInner(e.Message, inner), inner),
        [typeof(ApplicationException).FullName!] = static (e, inner) => new ApplicationException(e.Message, inner),
        [typeof(ArgumentException).FullName!] = static (e, inner) => new ArgumentException(WithoutParameter(e), e.Parameter, inner),
        [typeof(ArgumentNullException).FullName!] = static (e, inner) => inner is null ? new ArgumentNullException(e.Parameter, WithoutParameter(e)) : new ArgumentNullException(e.Message, inner),
        [typeof(ArgumentOutOfRangeException).FullName!] = static (e, inner) => inner is null ? OutOfRange(e) : new ArgumentOutOfRangeException(e.Message, inner),
        [typeof(ArithmeticException).FullName!] = static (e, inner) => new ArithmeticException(e.Message, inner),
        [typeof(ArrayTypeMismatchException).FullName!] = static (e, inner) => new ArrayTypeMismatchException(e.Message, inner),
        [typeof(DirectoryNotFoundException).FullName!] = static (e, inner) => new DirectoryNotFoundException(e.Message, inner),
        [typeof(DivideByZeroException).FullName!] = static (e, inner) => new DivideByZeroException(e.Message, inner),
        [typeof(EndOfStreamException).FullName!] = static (e, inner) => new EndOfStreamException(e.Message, inner),
        [typeof(FileNotFoundException).FullName!] = static (e, inner) => new FileNotFoundException(e.Message, inner),
        [typeof(FormatException).FullName!] = static (e, inner) => new FormatException(e.Message, inner),
        [typeof(IndexOutOfRangeException).FullName!] = static (e, inner) => new IndexOutOfRangeException(e.Message, inner),
        [typeof(InsufficientMemoryException).FullName!] = static (e, inner) => new InsufficientMemoryException(e.Message, inner),
        [typeof(InvalidCastException).FullName!] = static (e, inner) => new InvalidCastException(e.Message, inner),
        [typeof(InvalidDataException).FullName!] = static (e, inner) => new InvalidDataException(e.Message, inner),
        [typeof(InvalidOperationException).FullName!] = static (e, inner) => new InvalidOperationException(e.Message, inner),
        [typeof(IOException).FullName!] = static (e, inner) => new IOException(e.Message, inner),
        [typeof(KeyNotFoundException).FullName!] = static (e, inner) => new KeyNotFoundException(e.Message, inner),
        [typeof(NotImplementedException).FullName!] = static (e, inner) => new NotImplementedException(e.Message, inner),
        [typeof(NotSupportedException).FullName!] = static (e, inner) => new NotSupportedException(e.Message, inner),
        [typeof(NullReferenceException).FullName!] = static (e, inner) => new NullReferenceException(e.Message, inner),
        [typeof(ObjectDisposedException).FullName!] = static (e, inner) => new ObjectDisposedException(e.Message, inner),
        [typeof(OperationCanceledException).FullName!] = static (e, inner) => new OperationCanceledException(e.Message, inner),
        [typeof(OutOfMemoryException).FullName!] = static (e, inner) => new OutOfMemoryException(e.Message, inner),
        [typeof(OverflowException).FullName!] = static (e, inner) => new OverflowException(e.Message, inner),
        [typeof(PathTooLongException).FullName!] = static (e, inner) => new PathTooLongException(e.Message, inner),
        [typeof(PlatformNotSupportedException).FullName!] = static (e, inner) => new PlatformNotSupportedException(e.Message, inner),
        [typeof(RankException).FullName!] = static (e, inner) => new RankException(e.Message, inner),
        [typeof(TaskCanceledException).FullName!] = static (e, inner) => new TaskCanceledException(e.Message, inner),
        [typeof(TimeoutException).FullName!] = static (e, inner) => new TimeoutException(e.Message, inner),
        [typeof(UnauthorizedAccessException).FullName!] = static (e, inner) => new UnauthorizedAccessException(e.Message, inner),
        [typeof(WireFormatException).FullName!] = static (e, inner) => inner is null ? new WireFormatException(e.Message) : new WireFormatException(e.Message, inner),
    };

    /// <summary>The full names of the types; the generator has the same list.</summary>
    public static IEnumerable<string> Names => s_factories.Keys;

    /// <summary>The exception again, with its inner exceptions as far as they are well known; null where its type is not.</summary>
    public static Exception? TryCreate(RemoteError error) =>
        s_factories.TryGetValue(error.TypeName, out Func<RemoteError, Exception?, Exception>? create)
            ? create(error, error.Inner is null ? null : TryCreate(error.Inner))
            : null;

    /// <summary>An exception of a well-known type; null where the type is none.</summary>
    public static Exception? TryCreate(RemoteError error, Exception[] inner)
    {
        if (inner.Length > 1 && error.TypeName == typeof(AggregateException).FullName)
            return new AggregateException(WithoutInner(error.Message, inner), inner);
        return s_factories.TryGetValue(error.TypeName, out Func<RemoteError, Exception?, Exception>? create) ? create(error, inner.FirstOrDefault()) : null;
    }

    /// <summary>The name of the exception's type, or of the nearest base type that is well known.</summary>
    public static string NearestName(Exception exception)
    {
        for (Type? type = exception.GetType(); type is not null; type = type.BaseType)
        {
            if (type.FullName is { } name && s_factories.ContainsKey(name))
                return name;
        }
        return typeof(Exception).FullName!;
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
}
