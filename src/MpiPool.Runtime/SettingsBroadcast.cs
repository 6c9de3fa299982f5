using System.Runtime.InteropServices;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>Gives every rank the main rank's settings, while other things go on. On the progress thread of every rank.</summary>
internal sealed class SettingsBroadcast
{
    private readonly Transport _transport;
    private readonly NativeBlock _block = new(PoolSettings.Size);
    private readonly TransportRequest _request;

    private SettingsBroadcast(Transport transport, in PoolSettings own)
    {
        _transport = transport;
        MemoryMarshal.Write(_block.WritableSpan(0, PoolSettings.Size), own);
        _request = transport.StartBroadcast(0, _block.Address, PoolSettings.Size);
    }

    /// <summary>Begins.</summary>
    /// <param name="transport">Connects the ranks.</param>
    /// <param name="own">Of the main rank what all get; of others nothing.</param>
    public static SettingsBroadcast Start(Transport transport, in PoolSettings own) => new(transport, own);

    /// <summary>Waits for the main rank's settings. Called once; where it is not, the job has failed, and MPI may still write into the block.</summary>
    /// <exception cref="PoolBrokenException">The job failed meanwhile.</exception>
    public PoolSettings Wait()
    {
        RequestWaiter.Wait(_transport, _request, areNear: !_transport.IsInProcess);
        PoolSettings settings = MemoryMarshal.Read<PoolSettings>(_block.Span(0, PoolSettings.Size));
        _block.Free();
        return settings;
    }
}
