using System.Buffers;
using MpiPool.Transports.InProcess;

namespace MpiPool.Runtime.Tests;

/// <summary>Maps that their consumer gives up, or whose time is over, while something of them is under way.</summary>
public sealed class MapEndTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly RowHandle s_gate = new(TestTasks.GateLater);

    [Fact]
    public async Task MapInto_IsCancelledWhileResultsAreRead_ReturnsWhenTheMemoryIsTheCallersAlone()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(new InProcessHub(2), new PoolOptions { Catalog = TestTasks.Catalog }, roleMayMove: false);
        using var source = new CancellationTokenSource();
        using var returned = new ManualResetEventSlim();
        bool isWriting = false;
        using var results = new HookedMemory(4, () =>
        {
            Volatile.Write(ref isWriting, true);
            source.Cancel();
            // The caller sees the token within microseconds; it must wait for us all the same.
            returned.Wait(500);
            Volatile.Write(ref isWriting, false);
        });
        bool wasWriting = await Task.Run(() =>
        {
            Assert.ThrowsAny<OperationCanceledException>(() => pool.MapInto(AddOneTask.Handle.Instance, new long[] { 1, 2, 3, 4 }, results.Memory, new MapOptions { CancellationToken = source.Token }));
            bool writing = Volatile.Read(ref isWriting);
            returned.Set();
            return writing;
        }).WaitAsync(s_limit);
        Assert.False(wasWriting);
    }

    [Fact]
    public async Task MapAsync_TimeLongerThanATaskCanBeWaitedFor_Runs()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        await using IAsyncEnumerator<long> results = pool.MapAsync(s_gate, [number], new MapOptions { Timeout = TimeSpan.FromDays(300) }).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Task<bool> next = results.MoveNextAsync().AsTask();
        gate.Opened.SetResult();
        Assert.True(await next.WaitAsync(s_limit));
        Assert.Equal(number, results.Current);
    }

    [Fact]
    public async Task MapAsync_TimeIsOver_NeverEndsAsIfAllWereThere()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        try
        {
            // A timer may be early by a part of a millisecond.
            for (int i = 0; i < 100; i++)
            {
                await using IAsyncEnumerator<long> results = pool.MapAsync(s_gate, [number], new MapOptions { Timeout = TimeSpan.FromMilliseconds(1.9) }).GetAsyncEnumerator(TestContext.Current.CancellationToken);
                await Assert.ThrowsAsync<TimeoutException>(() => results.MoveNextAsync().AsTask().WaitAsync(s_limit));
            }
        }
        finally
        {
            gate.Opened.SetResult();
        }
    }

    private sealed class HookedMemory(int length, Action onFirstUse) : MemoryManager<long>
    {
        private readonly long[] _values = new long[length];
        private int _uses;

        public override Memory<long> Memory => CreateMemory(length);

        public override Span<long> GetSpan()
        {
            if (Interlocked.Increment(ref _uses) == 1)
                onFirstUse();
            return _values;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
