using Microsoft.Extensions.Logging;

namespace MpiPool.Aot.Program;

/// <summary>A log that counts its lines.</summary>
internal sealed class CountingLog : ILoggerFactory, ILogger
{
    private int _lines;

    /// <summary>Lines so far.</summary>
    public int Lines => Volatile.Read(ref _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).Length > 0)
            Interlocked.Increment(ref _lines);
    }

    public void Dispose()
    {
    }
}
