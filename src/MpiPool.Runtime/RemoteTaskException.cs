namespace MpiPool;

/// <summary>
/// A task failed on its worker. Where the worker's exception is of a well-known type of the base library, an exception of that type is the
/// <see cref="Exception.InnerException"/>. Immutable and thread-safe.
/// </summary>
public sealed class RemoteTaskException : Exception
{
    internal RemoteTaskException(string taskName, string? label, int rank, int size, string hostName, string remoteTypeName, string remoteMessage, string remoteStackTrace, Exception? innerException, long? itemIndex = null)
        : base($"Task '{taskName}'{(label is null ? "" : $" (\"{label}\")")} failed{(itemIndex is null ? "" : $" for item {itemIndex}")} on rank {rank} of {size} ({hostName}): {remoteTypeName}: {remoteMessage}", innerException)
    {
        TaskName = taskName;
        Label = label;
        ItemIndex = itemIndex;
        Rank = rank;
        Size = size;
        HostName = hostName;
        RemoteTypeName = remoteTypeName;
        RemoteMessage = remoteMessage;
        RemoteStackTrace = remoteStackTrace;
    }

    /// <summary>The task's name, such as <c>Kernels.Power</c>.</summary>
    public string TaskName { get; }

    /// <summary>The call's <see cref="CallOptions.Label"/>; null where it has none.</summary>
    public string? Label { get; }

    /// <summary>The item of the reduction (<c>pool.MapReduce</c>) that failed, counted from 0; null where it was no reduction.</summary>
    public long? ItemIndex { get; }

    /// <summary>The rank on which it failed.</summary>
    public int Rank { get; }

    /// <summary>The number of ranks of the pool.</summary>
    public int Size { get; }

    /// <summary>The host on which it failed.</summary>
    public string HostName { get; }

    /// <summary>The full name of the type of the worker's exception.</summary>
    public string RemoteTypeName { get; }

    /// <summary>The message of the worker's exception.</summary>
    public string RemoteMessage { get; }

    /// <summary>The stack trace on the worker; empty where it has none.</summary>
    public string RemoteStackTrace { get; }

    /// <summary>The message, the local stack and the worker's stack.</summary>
    public override string ToString()
    {
        string text = Wire.TypeText.Describe(this, $"{nameof(MpiPool)}.{nameof(RemoteTaskException)}", base.ToString);
        return RemoteStackTrace.Length == 0 ? text : $"{text}{Environment.NewLine}   --- stack on rank {Rank} ---{Environment.NewLine}{RemoteStackTrace}";
    }
}
