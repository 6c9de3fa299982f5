namespace MpiPool;

/// <summary>Two ranks were started from different builds: their task tables do not agree, so a task's number means different methods.</summary>
public sealed class TaskTableMismatchException : Exception
{
    internal TaskTableMismatchException(string message) : base(message)
    {
    }
}
