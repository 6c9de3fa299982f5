namespace MpiPool.Scheduling.Continuations;

/// <summary>
/// The future of a call that was submitted when the pool had nothing else to do. Whoever holds the progress role only notes how it ended
/// (<see cref="Complete"/>); a <see cref="ContinuationDriver"/> then sets it, on its own thread.
/// </summary>
internal sealed class LoneFuture<TResult> : TaskCompletionSource<TResult>, ILoneFuture
{
    private static readonly object s_cancelled = new();

    // The driver until the call has ended, then how: null for a result, an exception, or the mark of a cancel. One field, for each counts
    // in what a submit allocates.
    private object? _end;
    private TResult _result = default!;

    public LoneFuture(ContinuationDriver driver) => _end = driver;

    /// <inheritdoc/>
    public bool IsCompleted => Task.IsCompleted;

    /// <summary>Notes the result. The first end counts.</summary>
    public void Complete(TResult result)
    {
        if (_end is not ContinuationDriver driver)
            return;
        _result = result;
        _end = null;
        driver.Ended(this);
    }

    /// <summary>Notes an error.</summary>
    public void Fail(Exception error) => EndBy(error);

    /// <summary>Notes that the call was cancelled.</summary>
    public void Cancel() => EndBy(s_cancelled);

    /// <inheritdoc/>
    public void Set()
    {
        if (_end is null)
            TrySetResult(_result);
        else if (_end is Exception error)
            TrySetException(error);
        else
            TrySetCanceled();
    }

    private void EndBy(object end)
    {
        if (_end is not ContinuationDriver driver)
            return;
        _end = end;
        driver.Ended(this);
    }
}
