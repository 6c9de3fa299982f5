using System.Collections.Concurrent;
using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>
/// Sends shared values from the main rank: a version goes down a binary tree of ranks before the first frame that names it, and is freed
/// on every worker after the last one. Under the progress role, but for the requests.
/// </summary>
internal sealed class SharedSender(FrameLink link, Transport transport)
{
    private readonly ConcurrentQueue<SharedVersion> _eager = new();
    private readonly ConcurrentQueue<SharedVersion> _unused = new();

    // Those that no call has needed yet hold memory that nobody else would give back.
    private readonly ConcurrentDictionary<SharedVersion, SharedKey> _unsent = new();
    private int _lastId;

    /// <summary>Buffers for its frames.</summary>
    public PayloadBufferPool Buffers => link.Buffers;

    /// <summary>Whether versions are to be sent or freed. Any thread.</summary>
    public bool HasRequests => !_eager.IsEmpty || !_unused.IsEmpty;

    /// <summary>How many ranks the main rank sends a version to; they pass it on.</summary>
    public int Children => link.Tree.Children.Length;

    /// <summary>Whether some of them are on this host.</summary>
    public bool HasLocalChildren => link.Tree.HasLocalChildren;

    /// <summary>A number for a new value. Any thread.</summary>
    public int NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>Takes a version that is yet to be sent. Any thread.</summary>
    public void Add(SharedVersion version) => _unsent[version] = version.Key;

    /// <summary>Asks for a version to be sent before a call needs it. Any thread.</summary>
    public void RequestSend(SharedVersion version)
    {
        if (!version.TryAddUser())
            return;
        _eager.Enqueue(version);
        transport.Wake();
    }

    /// <summary>Asks for a version that nobody uses to be freed. Any thread.</summary>
    public void RequestFree(SharedVersion version)
    {
        _unused.Enqueue(version);
        transport.Wake();
    }

    /// <summary>Sends what was asked for. Returns whether there was anything.</summary>
    public bool ProcessRequests()
    {
        bool progressed = false;
        while (_eager.TryDequeue(out SharedVersion? version))
        {
            Send(version);
            version.RemoveUser();
            progressed = true;
        }
        while (_unused.TryDequeue(out SharedVersion? version))
        {
            Free(version);
            progressed = true;
        }
        return progressed;
    }

    /// <summary>Sends a version, if that has not been done. Before any frame that names it.</summary>
    public void Send(SharedVersion version)
    {
        if (version.Frames is not { } frames)
            return;
        version.Frames = null;
        _unsent.TryRemove(version, out _);
        for (int i = 0; i < frames.Length; i++)
        {
            if (link.Tree.IsLocal(i) && version.Mapping is { } hold && hold.TryAddUser())
                link.SendNamed(link.Tree.Children[i], version.Key, frames[i], hold);
            else
                link.Send(link.Tree.Children[i], frames[i]);
        }
        version.Mapping?.Release();
    }

    /// <summary>Gives back what was never sent. After the last step.</summary>
    public void Close()
    {
        foreach (SharedVersion version in _unsent.Keys)
            DropUnsent(version);
    }

    private void Free(SharedVersion version)
    {
        if (DropUnsent(version))
            return;
        // Straight to every worker, not along the tree: it must not overtake the calls that name the version.
        for (int worker = 1; worker < transport.Size; worker++)
        {
            PayloadBuffer frame = Buffers.Rent();
            FrameBuilder.Begin(frame, FrameKind.Unshare);
            FrameBuilder.Add(frame, version.Key);
            link.Send(worker, frame);
        }
    }

    private bool DropUnsent(SharedVersion version)
    {
        if (version.Frames is not { } frames)
            return false;
        version.Frames = null;
        _unsent.TryRemove(version, out _);
        foreach (PayloadBuffer frame in frames)
            Buffers.Return(frame);
        version.Mapping?.Release();
        return true;
    }
}
