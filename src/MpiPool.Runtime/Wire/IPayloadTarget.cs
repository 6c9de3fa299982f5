namespace MpiPool.Wire;

/// <summary>Gives a writer its buffer at the moment there is something to write.</summary>
internal interface IPayloadTarget
{
    /// <summary>The buffer, positioned where the payload begins.</summary>
    PayloadBuffer Open();
}
