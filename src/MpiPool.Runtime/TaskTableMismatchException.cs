namespace MpiPool;

/// <summary>Two ranks were started from different builds: their task tables do not agree, so a task's number means different methods.</summary>
public sealed class TaskTableMismatchException : Exception
{
    internal TaskTableMismatchException(string message) : base(message)
    {
    }

    /// <summary>The type, the message, the inner exceptions and the stack, in a program without names of types too.</summary>
    public override string ToString() => Wire.TypeText.Describe(this, $"{nameof(MpiPool)}.{nameof(TaskTableMismatchException)}", base.ToString);
}
