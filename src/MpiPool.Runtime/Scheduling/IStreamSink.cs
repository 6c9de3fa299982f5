namespace MpiPool.Scheduling;

/// <summary>The sink of a stream, without the type of its items.</summary>
internal interface IStreamSink
{
    /// <summary>Lets the task make all its items without waiting for the consumer. Under the progress role.</summary>
    void Release(in CallOrigin origin);
}
