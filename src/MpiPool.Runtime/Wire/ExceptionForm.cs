using System.Runtime.ExceptionServices;

namespace MpiPool.Wire;

/// <summary>
/// Exceptions as values: the name of the nearest well-known type (null for a null reference), the name of the type itself where that is
/// another, message, stack trace, parameter name, HResult, and the inner exceptions, all of them for an <see cref="AggregateException"/>.
/// </summary>
internal static class ExceptionForm
{
    // Texts and the count, all empty.
    private const int MinimumSize = 4;

    public static void Write(ref PayloadWriter writer, Exception? value)
    {
        if (value is null)
        {
            writer.WriteString(null);
            return;
        }
        string known = WellKnownExceptions.NearestName(value);
        string own = WellKnownExceptions.NameOf(value);
        ReadOnlySpan<Exception> inner = value switch
        {
            AggregateException aggregate => [.. aggregate.InnerExceptions],
            { InnerException: { } one } => [one],
            _ => default,
        };
        writer.Enter();
        writer.WriteString(known);
        writer.WriteString(own == known ? null : own);
        writer.WriteString(value.Message);
        writer.WriteString(value.StackTrace);
        writer.WriteString((value as ArgumentException)?.ParamName);
        writer.Memory.WriteUnmanaged(value.HResult, inner.Length);
        foreach (Exception exception in inner)
            Write(ref writer, exception);
        writer.Leave();
    }

    public static Exception? Read(ref PayloadReader reader)
    {
        if (reader.ReadString() is not { } known)
            return null;
        reader.Enter();
        string? own = reader.ReadString();
        string message = reader.ReadString() ?? "";
        string? stackTrace = reader.ReadString();
        string? parameter = reader.ReadString();
        int code = reader.Memory.ReadUnmanaged<int>();
        int count = reader.ReadLength(MinimumSize);
        var inner = new Exception[Math.Max(count, 0)];
        for (int i = 0; i < inner.Length; i++)
            inner[i] = Read(ref reader) ?? throw new WireFormatException("An inner exception is null.");
        reader.Leave();

        var error = new RemoteError(known, own is null ? message : $"{own}: {message}", "", parameter, null);
        Exception exception = WellKnownExceptions.TryCreate(error, inner) ?? throw new WireFormatException($"'{known}' is not the name of a well-known exception.");
        exception.HResult = code;
        if (!string.IsNullOrEmpty(stackTrace))
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, stackTrace);
        return exception;
    }
}
