namespace MpiPool.Scheduling;

/// <summary>The host of every rank, as exchanged at the handshake. Immutable.</summary>
internal sealed class HostNames(string[] names)
{
    /// <summary>The host of a rank.</summary>
    public string this[int rank] => names[rank];
}
