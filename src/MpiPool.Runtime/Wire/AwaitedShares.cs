namespace MpiPool.Wire;

/// <summary>
/// Shared values that were sent to ranks of this host by the name of a mapping: until the rank says that it has mapped one, the frame with the
/// bytes is kept, to be sent where it could not, and so is the mapping. Under the progress role, but for <see cref="IsEmpty"/>.
/// </summary>
internal sealed class AwaitedShares(PayloadBufferPool buffers)
{
    private readonly Dictionary<(SharedKey Key, int Rank), (PayloadBuffer Bytes, MappingHold Hold)> _awaited = [];
    private volatile int _count;

    /// <summary>Whether all ranks have answered. A hint on other threads.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>A value is sent by name. Takes the frame over, and a use of the mapping.</summary>
    public void Add(SharedKey key, int rank, PayloadBuffer bytes, MappingHold hold)
    {
        _awaited.Add((key, rank), (bytes, hold));
        _count = _awaited.Count;
    }

    /// <summary>A rank has answered. Gives out the frame that is to be sent to it where it could not map the value, else null.</summary>
    /// <exception cref="WireFormatException">Nothing was sent to it.</exception>
    public PayloadBuffer? Take(in ShareAnswerRecord answer, int rank)
    {
        if (!_awaited.Remove((answer.Key, rank), out (PayloadBuffer Bytes, MappingHold Hold) sent))
            throw new WireFormatException($"Rank {rank} answers to {answer.Key}, a shared value that was not sent to it by name.");
        _count = _awaited.Count;
        sent.Hold.Release();
        if (answer.IsRefused != 0)
            return sent.Bytes;
        buffers.Return(sent.Bytes);
        return null;
    }

    /// <summary>Gives all back, when the pool ends.</summary>
    public void Close()
    {
        foreach ((PayloadBuffer bytes, MappingHold hold) in _awaited.Values)
        {
            hold.Release();
            buffers.Return(bytes);
        }
        _awaited.Clear();
        _count = 0;
    }
}
