using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Calls whose payload is a few values of fixed size: they are written and read without a writer and a reader.</summary>
public sealed class FixedValuesTests
{
    [Fact]
    public void TryWrite_WritesWhatPrimitiveWriterWrites()
    {
        Assert.Equal(ByWriter(static (ref w) => w.WriteUnmanaged(7)), Written(static room => FixedValues.TryWrite(room, 7), 4));
        Assert.Equal(ByWriter(static (ref w) => w.WriteUnmanaged(7, 1.5)), Written(static room => FixedValues.TryWrite(room, 7, 1.5), 12));
        Assert.Equal(ByWriter(static (ref w) => w.WriteUnmanaged(7, 1.5, 'x')), Written(static room => FixedValues.TryWrite(room, 7, 1.5, 'x'), 14));
        Assert.Equal(ByWriter(static (ref w) => w.WriteUnmanaged(7, 1.5, 'x', (byte)9)), Written(static room => FixedValues.TryWrite(room, 7, 1.5, 'x', (byte)9), 15));
    }

    [Fact]
    public void TryWrite_WithoutRoom_WritesNothing()
    {
        NotWritten(static room => FixedValues.TryWrite(room, -1), 3);
        NotWritten(static room => FixedValues.TryWrite(room, -1, -1.0), 11);
        NotWritten(static room => FixedValues.TryWrite(room, -1, -1.0, char.MaxValue), 13);
        NotWritten(static room => FixedValues.TryWrite(room, -1, -1.0, char.MaxValue, byte.MaxValue), 14);
    }

    [Fact]
    public void TryRead_TakesAPayloadOfTheValuesLengthAlone()
    {
        byte[] bytes = [1, 2, 3, 4, 5];
        Assert.True(FixedValues.TryRead(bytes.AsSpan(0, 4), out int value));
        Assert.Equal(0x04030201, value);
        Assert.False(FixedValues.TryRead(bytes.AsSpan(0, 3), out value));
        Assert.False(FixedValues.TryRead(bytes, out value));
        Assert.False(FixedValues.TryRead([], out value));
    }

    // The frame has less room than the value takes.
    [Fact]
    public void WriteArguments_LargerThanTheFramesRoom_GrowsIt()
    {
        Large value = default;
        for (int i = 0; i < Large.Length; i++)
            value[i] = i * 3;
        var frame = new PayloadBuffer();
        Assert.InRange(frame.Capacity, 1, Large.Length * sizeof(long) - 1);
        FrameBuilder.WriteArguments(frame, new FixedCall<long>(-1));
        FrameBuilder.WriteArguments(frame, new FixedCall<Large>(value));
        Assert.Equal([-1L, .. Enumerable.Range(0, Large.Length).Select(static i => i * 3L)], MemoryMarshal.Cast<byte, long>(frame.From(0)).ToArray());
        frame.Free();
    }

    // Frames are filled to their last byte by calls of any length.
    [Fact]
    public async Task Submit_ManyAtOnce_AllTravel()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Task<long>[] futures = [.. Enumerable.Range(0, 10_000).Select(i => pool.Submit(new FixedCall<long>(i)))];
        Assert.Equal(Enumerable.Range(0, 10_000).Select(static i => (long)i * i), await Task.WhenAll(futures));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    public async Task Result_OfAnotherLength_FailsItsCallAlone(int length)
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        Task<long> wrong = pool.Submit(new FixedCall<long>(3));
        worker.ReplyBytes(Assert.Single(worker.Receive(FrameKind.Calls)), new byte[length]);
        RemoteTaskException error = await Assert.ThrowsAsync<RemoteTaskException>(() => wrong);
        Assert.Contains(length < 8 ? $"{length} are left" : "1 bytes and 0 segments are left", error.RemoteMessage, StringComparison.Ordinal);
        Task<long> right = pool.Submit(new FixedCall<long>(4));
        worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), 16L);
        Assert.Equal(16, await right);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    private delegate void Write(ref PrimitiveWriter writer);

    private static byte[] ByWriter(Write write)
    {
        var buffer = new PayloadBuffer();
        var writer = new PrimitiveWriter(buffer);
        write(ref writer);
        writer.Flush();
        byte[] bytes = buffer.From(0).ToArray();
        buffer.Free();
        return bytes;
    }

    private static byte[] Written(Func<Span<byte>, int> write, int length)
    {
        byte[] room = new byte[length];
        Assert.Equal(length, write(room));
        return room;
    }

    private static void NotWritten(Func<Span<byte>, int> write, int length)
    {
        byte[] room = new byte[length];
        Assert.Equal(-1, write(room));
        Assert.All(room, static value => Assert.Equal(0, value));
    }

    [InlineArray(Length)]
    private struct Large
    {
        public const int Length = 2_000;
        private long _first;
    }

    // As the generator writes it for one parameter of fixed size.
    private sealed class FixedCall<T>(T argument) : TaskCall<long> where T : unmanaged
    {
        public override TaskEntry Entry => TestTasks.Square;

        public override void WriteArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged(argument);

        public override int TryWriteArguments(Span<byte> room) => FixedValues.TryWrite(room, argument);

        public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

        public override bool TryReadResult(ReadOnlySpan<byte> payload, out long result) => FixedValues.TryRead(payload, out result);
    }
}
