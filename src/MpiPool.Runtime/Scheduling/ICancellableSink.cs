namespace MpiPool.Scheduling;

/// <summary>A sink whose future can be cancelled while its call waits in the queue.</summary>
internal interface ICancellableSink
{
    /// <summary>Whether the future's token has fired.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>Cancels the future, if it has no result yet.</summary>
    void Cancel();
}
