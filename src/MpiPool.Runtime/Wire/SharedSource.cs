using MpiPool.Tasks;

namespace MpiPool.Wire;

/// <summary>A shared value on the main rank and its present version. Thread-safe.</summary>
internal sealed class SharedSource<T>
{
    private readonly SharedSender _sender;
    private readonly SharedCodec<T> _codec;
    private readonly Action _throwIfClosed;
    private readonly bool _eager;
    private readonly Lock _gate = new();

    // Writing a version runs code of the value's type, for as long as it takes: never under the gate, which the holder of the progress role takes.
    private readonly Lock _replacing = new();
    private readonly int _id;
    private SharedVersion? _version;
    private T _value;
    private int _replaced;

    /// <param name="sender">Sends versions.</param>
    /// <param name="value">The value.</param>
    /// <param name="eager">Whether versions are sent before a call needs them.</param>
    /// <param name="throwIfClosed">Throws where the pool takes no more work.</param>
    /// <exception cref="ArgumentException">No task takes such a value.</exception>
    /// <exception cref="InvalidOperationException">The value cannot be serialized.</exception>
    public SharedSource(SharedSender sender, T value, bool eager, Action throwIfClosed)
    {
        _sender = sender;
        _codec = SharedCodecs.Find<T>();
        _eager = eager;
        _throwIfClosed = throwIfClosed;
        _id = sender.NextId();
        _value = value;
        _version = Make(value, 0);
    }

    /// <summary>See <see cref="Shared{T}.Value"/>.</summary>
    public T Value
    {
        get
        {
            lock (_gate)
            {
                ThrowIfDisposed();
                return _value;
            }
        }
    }

    /// <summary>See <see cref="Shared{T}.Version"/>.</summary>
    public int Version => Volatile.Read(ref _replaced);

    /// <summary>The present version, with one more user.</summary>
    /// <exception cref="ObjectDisposedException">The value was disposed.</exception>
    public SharedVersion Use()
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            // The handle's own use keeps it alive.
            _version!.TryAddUser();
            return _version;
        }
    }

    /// <summary>See <see cref="Shared{T}.Replace"/>.</summary>
    public void Replace(T value)
    {
        _throwIfClosed();
        if (_replacing.IsHeldByCurrentThread)
            throw new InvalidOperationException($"A Shared<{TypeText.Of(typeof(T))}> was replaced by the code that writes its next value.");
        lock (_replacing)
        {
            lock (_gate)
                ThrowIfDisposed();
            Put(Make(value, _replaced + 1), value);
        }
    }

    /// <summary>See <see cref="Shared{T}.Dispose"/>.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _version?.RemoveUser();
            _version = null;
            _value = default!;
        }
    }

    private void Put(SharedVersion next, T value)
    {
        lock (_gate)
        {
            if (_version is null)
                next.RemoveUser();
            ThrowIfDisposed();
            _version!.RemoveUser();
            _version = next;
            _value = value;
            _replaced++;
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_version is null, typeof(Shared<T>));

    // Each child gets a frame of its own: only small values are written more than once, large arrays stay where they are.
    private SharedVersion Make(T value, int number)
    {
        var key = new SharedKey(_id, number);
        var frames = new PayloadBuffer[_sender.Children];
        for (int i = 0; i < frames.Length; i++)
            frames[i] = Write(key, value, frames.AsSpan(0, i));
        // Copied here, where the caller waits, not by whoever drives the traffic.
        MappingHold? mapping = _sender.HasLocalChildren ? MappedLayout.TryCopy(frames[0]) : null;
        var version = new SharedVersion(key, _sender, frames, mapping);
        _sender.Add(version);
        if (_eager)
            _sender.RequestSend(version);
        return version;
    }

    private PayloadBuffer Write(SharedKey key, T value, ReadOnlySpan<PayloadBuffer> written)
    {
        PayloadBuffer frame = _sender.Buffers.Rent();
        try
        {
            FrameBuilder.Begin(frame, FrameKind.Share);
            FrameBuilder.Add(frame, new ShareRecord { Key = key });
            var writer = new PayloadWriter(frame);
            _codec.Write(ref writer, value);
            writer.Flush();
            ref ShareRecord record = ref frame.At<ShareRecord>(FrameHeader.Size);
            record.Length = FrameBuilder.PayloadLength(frame, FrameHeader.Size + ShareRecord.Size);
            record.SegmentCount = frame.Segments.Length;
            return frame;
        }
        catch (Exception error)
        {
            _sender.Buffers.Return(frame);
            foreach (PayloadBuffer earlier in written)
                _sender.Buffers.Return(earlier);
            throw new InvalidOperationException($"The value to be shared, a {TypeText.Of(typeof(T))}, could not be serialized: {error.Message}", error);
        }
    }
}
