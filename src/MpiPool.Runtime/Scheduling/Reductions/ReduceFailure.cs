namespace MpiPool.Scheduling.Reductions;

/// <summary>Why a reduction fails: the error of the first item in the order of the input that is known to have failed.</summary>
internal sealed class ReduceFailure
{
    private long _item;

    /// <summary>The error; null where there is none.</summary>
    public Exception? Error { get; private set; }

    /// <summary>An item failed. Of errors at the same place a cause goes before what it cancelled.</summary>
    public void Note(long item, Exception error)
    {
        if (Error is not null && item > _item)
            return;
        if (Error is not null && item == _item && !IsCancelled(Error))
            return;
        (_item, Error) = (item, error);
    }

    private static bool IsCancelled(Exception error) => error is OperationCanceledException or RemoteTaskException { InnerException: OperationCanceledException };
}
