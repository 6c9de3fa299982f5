using System.ComponentModel;
using MpiPool.Wire;

namespace MpiPool.Tasks;

/// <summary>
/// Runs a task that yields items, on the worker: each item travels to the main rank as soon as the consumer there has room for it. Generated
/// code derives one sealed class a task.
/// </summary>
/// <typeparam name="T">What is yielded.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StreamProducer<T> : ItemSender<T>
{
    private readonly ProgressChannel _channel;
    private readonly SemaphoreSlim _credit;
    private readonly CancellationToken _cancellation;

    /// <summary>For generated code.</summary>
    /// <param name="context">The task's context.</param>
    /// <param name="bufferSize">How many items may be sent before the first was read.</param>
    /// <exception cref="ArgumentOutOfRangeException">The buffer's size is negative.</exception>
    protected StreamProducer(TaskContext context, int bufferSize)
    {
        ArgumentNullException.ThrowIfNull(context);
        _channel = context.Channel ?? throw new ArgumentException("The context is not that of a running task.", nameof(context));
        _cancellation = context.CancellationToken;
        _credit = _channel.OpenStream(bufferSize);
    }

    /// <summary>Sends all items. Ends with what the task throws.</summary>
    /// <param name="items">What the task's method returned.</param>
    /// <returns>Ends when the last item was sent.</returns>
    public async Task RunAsync(IAsyncEnumerable<T> items)
    {
        if (items is null)
            throw new InvalidOperationException("The task returned null in place of a stream.");
        await foreach (T item in items.WithCancellation(_cancellation).ConfigureAwait(false))
        {
            await _credit.WaitAsync(_cancellation).ConfigureAwait(false);
            Send(_channel, item);
        }
    }
}
