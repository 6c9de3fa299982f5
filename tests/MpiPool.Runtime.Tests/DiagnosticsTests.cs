using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

using MpiPool.Diagnostics;

namespace MpiPool.Runtime.Tests;

/// <summary>Log, metrics and activities.</summary>
public sealed class DiagnosticsTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Log_NamesTheRankInEveryLine()
    {
        using var log = new ListLog();
        WorkerPool pool = WorkerPool.OpenInProcess(2, new PoolOptions { Catalog = TestTasks.Catalog, LoggerFactory = log });
        pool.Post(VoidTask.Call(-3));
        await pool.Submit(TestTasks.Flaky.Call(1), new CallOptions { Retries = 1, RetryDelay = TimeSpan.Zero }).WaitAsync(s_limit);
        await Waits.Until(() => log.Has(LogLevel.Warning, "rank 0 of 3: a posted call failed") && log.Has(LogLevel.Information, "rank 0 of 3: task Flaky threw; attempt 2 follows"));
        await pool.ShutdownAsync().WaitAsync(s_limit);
        await Waits.Until(() => log.Has(LogLevel.Debug, "rank 0 of 3: a call of task Test.Void failed"));
        for (int rank = 0; rank < 3; rank++)
        {
            int number = rank;
            await Waits.Until(() => log.Has(LogLevel.Information, $"rank {number} of 3: the pool is open on {pool.HostName}"));
            await Waits.Until(() => log.Has(LogLevel.Information, $"rank {number} of 3: the pool has ended, exit code 0"));
        }
        Assert.All(log.Lines, static line => Assert.Matches("^rank [0-2] of 3: ", line.Text));
    }

    [Fact]
    public async Task Log_LoggerThatThrows_CostsNothingButItsLines()
    {
        using var log = new ThrowingLog();
        WorkerPool pool = WorkerPool.OpenInProcess(2, new PoolOptions { Catalog = TestTasks.Catalog, LoggerFactory = log });
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Fail.Call(1)).WaitAsync(s_limit));
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal(2, await pool.Submit(TestTasks.Flaky.Call(1), new CallOptions { Retries = 1, RetryDelay = TimeSpan.Zero }).WaitAsync(s_limit));
        await pool.ShutdownAsync().WaitAsync(s_limit);
        Assert.NotEqual(0, log.Calls);
    }

    [Fact]
    public void Log_PoolThatDoesNotOpen_IsAnError()
    {
        using var log = new ListLog();
        Assert.Throws<PoolBrokenException>(() => WorkerPool.OpenInProcess(1, new PoolOptions { Catalog = TestTasks.Catalog, LoggerFactory = log, Initializer = VoidTask.Call(-1) }));
        Assert.True(log.Has(LogLevel.Error, "rank 0 of 2: the pool broke"));
    }

    [Fact]
    public async Task Metrics_CountCallsAndTheirTimes()
    {
        // Other tests run pools meanwhile: counts are at least ours.
        var counts = new ConcurrentDictionary<string, long>();
        var durations = new ConcurrentBag<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == "MpiPool")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => counts[instrument.Name] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => counts[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => durations.Add($"{instrument.Name} {tags[0].Value} {value > 0}"));
        listener.Start();
        await using WorkerPool pool = TestTasks.OpenPool(1);
        listener.RecordObservableInstruments();
        long submitted = counts["mpipool.calls.submitted"], completed = counts["mpipool.calls.completed"], failed = counts["mpipool.calls.failed"];
        await pool.Submit(TestTasks.LabelLength.Call(2)).WaitAsync(s_limit);
        await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Fail.Call(1)).WaitAsync(s_limit));
        await Waits.Until(() => pool.Status.Completed == 1);
        listener.RecordObservableInstruments();
        Assert.True(counts["mpipool.calls.submitted"] >= submitted + 2);
        Assert.True(counts["mpipool.calls.completed"] >= completed + 1);
        Assert.True(counts["mpipool.calls.failed"] >= failed + 1);
        Assert.Contains("mpipool.calls.queued", counts.Keys);
        Assert.Contains("mpipool.calls.in_flight", counts.Keys);
        Assert.Contains("mpipool.task.duration LabelLength True", durations);
        pool.ForEach(new RowHandle(TestTasks.LeftAlone), Enumerable.Range(0, 100).Select(static x => (long)x), new MapOptions { ChunkSize = 10 });
        Assert.Equal(100, durations.Count(static line => line.StartsWith("mpipool.task.duration LeftAlone ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Activities_OneACall_WhileSomebodyListens()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "MpiPool",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using WorkerPool pool = TestTasks.OpenPool(1);
        using var parent = new Activity("parent").Start();
        await pool.Submit(TestTasks.Square.Call(2), new CallOptions { Label = "traced" }).WaitAsync(s_limit);
        Assert.Equal(4, pool.Apply(TestTasks.Square.Call(2)));
        await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Fail.Call(1)).WaitAsync(s_limit));
        Assert.Same(parent, Activity.Current);
        await Waits.Until(() => ended.Count(activity => activity.ParentId == parent.Id) == 3);
        Activity[] ours = [.. ended.Where(activity => activity.ParentId == parent.Id)];
        Activity traced = Assert.Single(ours, static activity => (string?)activity.GetTagItem("mpipool.label") == "traced");
        Assert.Equal("Square", traced.OperationName);
        Assert.Equal(1, traced.GetTagItem("mpipool.rank"));
        Assert.Equal(1, traced.GetTagItem("mpipool.attempt"));
        Assert.Single(ours, static activity => activity.OperationName == "Fail" && activity.Status == ActivityStatusCode.Error);
    }

    [Fact]
    public async Task Metrics_ListenerThatThrows_BreaksNothing()
    {
        int calls = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == "MpiPool")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (tags[0].Value is not "Sequence")
                return;
            calls++;
            throw new NotSupportedException();
        });
        listener.Start();
        await using WorkerPool pool = TestTasks.OpenPool(1);
        await pool.Submit(TestTasks.Sequence.Call(0)).WaitAsync(s_limit);
        await pool.Submit(TestTasks.Sequence.Call(0)).WaitAsync(s_limit);
        await pool.ShutdownAsync().WaitAsync(s_limit);
        Assert.NotEqual(0, calls);
        Assert.Equal((2, 0), (pool.Status.Completed, pool.Status.Failed));
    }

    [Fact]
    public async Task Activities_ListenerThatThrows_BreaksNothing()
    {
        using var parent = new Activity("parent of one whose listener throws").Start();
        int calls = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "MpiPool",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Other tests run tasks meanwhile.
                if (activity.ParentId != parent.Id)
                    return;
                Interlocked.Increment(ref calls);
                throw new NotSupportedException();
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)).WaitAsync(s_limit));
        await Waits.Until(() => Volatile.Read(ref calls) == 1);
        Assert.Equal(9, await pool.Submit(TestTasks.Square.Call(3)).WaitAsync(s_limit));
        await Waits.Until(() => Volatile.Read(ref calls) == 2);
    }

    [Fact]
    public void ListenerFailure_SaysWhoThrewAndWhat_WhateverTheErrorDoes()
    {
        var failure = new ListenerFailure("rank 2 of 3: the logger");
        Assert.Equal("mpipool: warning: rank 2 of 3: the logger threw, and goes on being called: its target is gone", failure.Describe(new IOException("its target is gone")));
        Assert.StartsWith("mpipool: warning: rank 2 of 3: the logger threw", failure.Describe(new Speechless()), StringComparison.Ordinal);
    }

    private sealed class Speechless : Exception
    {
        public override string Message => throw new NotSupportedException();
    }

    // As one whose target is gone.
    private sealed class ThrowingLog : ILoggerFactory, ILogger
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel)
        {
            Interlocked.Increment(ref _calls);
            throw new ObjectDisposedException(nameof(ThrowingLog));
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw new ObjectDisposedException(nameof(ThrowingLog));

        public void Dispose()
        {
        }
    }

    private sealed class ListLog : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = [];

        public (LogLevel Level, string Text)[] Lines => [.. _lines];

        public bool Has(LogLevel level, string start) => _lines.Any(line => line.Level == level && line.Text.StartsWith(start, StringComparison.Ordinal));

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue((logLevel, formatter(state, exception)));

        public void Dispose()
        {
        }
    }
}
