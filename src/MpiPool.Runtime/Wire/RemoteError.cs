namespace MpiPool.Wire;

/// <summary>An exception as it travels: names and texts, no object. Inner exceptions are kept to a small depth.</summary>
/// <param name="TypeName">The full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="StackTrace">Its stack trace on the worker; may be empty.</param>
/// <param name="Parameter">The parameter's name of an <see cref="ArgumentException"/>, else null.</param>
/// <param name="Inner">The inner exception.</param>
internal sealed record RemoteError(string TypeName, string Message, string StackTrace, string? Parameter, RemoteError? Inner)
{
    private const int MaximumInner = 8;
    private const int MaximumText = 64 * 1024 / sizeof(char) - 1;

    /// <summary>Describes an exception. Never throws: a property of the exception that does is replaced by a note.</summary>
    public static RemoteError From(Exception exception, int depth = 0) => new(
        WellKnownExceptions.NameOf(exception),
        Text(exception, static e => e.Message),
        Text(exception, static e => e.StackTrace ?? ""),
        exception is ArgumentException argument ? ParameterOf(argument) : null,
        exception.InnerException is { } inner && depth < MaximumInner ? From(inner, depth + 1) : null);

    /// <summary>Writes the error as a payload.</summary>
    public void Write(ref PayloadWriter writer)
    {
        writer.WriteString(TypeName);
        writer.WriteString(Message);
        writer.WriteString(StackTrace);
        writer.WriteString(Parameter);
        writer.Memory.WriteUnmanaged(Inner is not null);
        Inner?.Write(ref writer);
    }

    /// <summary>Reads an error.</summary>
    /// <exception cref="WireFormatException">The bytes are no error.</exception>
    public static RemoteError Read(ref PayloadReader reader)
    {
        reader.Enter();
        string typeName = reader.ReadString() ?? "";
        string message = reader.ReadString() ?? "";
        string stackTrace = reader.ReadString() ?? "";
        string? parameter = reader.ReadString();
        RemoteError? inner = reader.Memory.ReadUnmanaged<byte>() != 0 ? Read(ref reader) : null;
        reader.Leave();
        return new RemoteError(typeName, message, stackTrace, parameter, inner);
    }

    private static string? ParameterOf(ArgumentException exception)
    {
        try
        {
            return exception.ParamName;
        }
        catch (Exception)
        {
            // Virtual too; the error is worth more without it than not at all.
            return null;
        }
    }

    // Message and StackTrace are virtual: user code that may itself throw. Long texts are cut so that an error is never a large transfer.
    private static string Text(Exception exception, Func<Exception, string> property)
    {
        try
        {
            string text = property(exception) ?? "";
            return text.Length <= MaximumText ? text : string.Concat(text.AsSpan(0, MaximumText - 1), "\u2026");
        }
        catch (Exception failure)
        {
            return $"({WellKnownExceptions.NameOf(failure)} was thrown while the exception was described)";
        }
    }
}
