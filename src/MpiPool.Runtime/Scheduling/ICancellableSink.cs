namespace MpiPool.Scheduling;

/// <summary>A sink whose future can be cancelled while its call waits in the queue.</summary>
internal interface ICancellableSink
{
    /// <summary>Cancels the future, if it has no result yet.</summary>
    void Cancel();
}
