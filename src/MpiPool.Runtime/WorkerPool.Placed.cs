using System.Runtime.CompilerServices;
using MpiPool.Scheduling;

namespace MpiPool;

/// <summary>Results that are received into memory of the caller.</summary>
public sealed partial class WorkerPool
{
    /// <summary>
    /// Submits a call and receives its result, an array, into memory of the caller: a large one straight from the
    /// network, with no memory allocated for it. For results whose length is known.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The call; submitted once.</param>
    /// <param name="destination">Receives the elements. Must have exactly the result's length, and must not be used until the task has completed. It stays pinned while it is received into.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>
    /// Completes when the memory holds the result. Fails like the future of <see cref="Submit{TResult}(TaskCall{TResult}, CancellationToken)"/>, and with
    /// <see cref="InvalidOperationException"/>, the memory untouched, where the result has another length or is null. Where the pool breaks while it is received, the memory's contents are undefined.
    /// </returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task SubmitInto<T>(TaskCall<T[]> call, Memory<T> destination, CancellationToken cancellationToken) where T : unmanaged =>
        SubmitPlaced(call, destination, cancellationToken);

    /// <summary>
    /// Submits a call and receives its result, memory, into memory of the caller: a large one straight from the
    /// network, with no memory allocated for it. For results whose length is known.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The call; submitted once.</param>
    /// <param name="destination">Receives the elements. Must have exactly the result's length, and must not be used until the task has completed. It stays pinned while it is received into.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>
    /// Completes when the memory holds the result. Fails like the future of <see cref="Submit{TResult}(TaskCall{TResult}, CancellationToken)"/>, and with
    /// <see cref="InvalidOperationException"/>, the memory untouched, where the result has another length or is null. Where the pool breaks while it is received, the memory's contents are undefined.
    /// </returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task SubmitInto<T>(TaskCall<Memory<T>> call, Memory<T> destination, CancellationToken cancellationToken) where T : unmanaged =>
        SubmitPlaced(call, destination, cancellationToken);

    /// <summary>
    /// Submits a call and receives its result, memory, into memory of the caller: a large one straight from the
    /// network, with no memory allocated for it. For results whose length is known.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The call; submitted once.</param>
    /// <param name="destination">Receives the elements. Must have exactly the result's length, and must not be used until the task has completed. It stays pinned while it is received into.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>
    /// Completes when the memory holds the result. Fails like the future of <see cref="Submit{TResult}(TaskCall{TResult}, CancellationToken)"/>, and with
    /// <see cref="InvalidOperationException"/>, the memory untouched, where the result has another length or is null. Where the pool breaks while it is received, the memory's contents are undefined.
    /// </returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task SubmitInto<T>(TaskCall<ReadOnlyMemory<T>> call, Memory<T> destination, CancellationToken cancellationToken) where T : unmanaged =>
        SubmitPlaced(call, destination, cancellationToken);

    /// <summary>
    /// Runs a call and receives its result, an array, into memory of the caller: a large one straight from the
    /// network, with no memory allocated for it. For results whose length is known.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The call; submitted once.</param>
    /// <param name="destination">Receives the elements. Must have exactly the result's length, and must not be used until the task has completed. It stays pinned while it is received into.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before, or the result has another length or is null: the memory is untouched.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    /// <exception cref="RemoteTaskException">The task threw.</exception>
    /// <exception cref="OperationCanceledException">The task was cancelled.</exception>
    public void ApplyInto<T>(TaskCall<T[]> call, Memory<T> destination, CancellationToken cancellationToken) where T : unmanaged =>
        Wait(SubmitPlaced(call, destination, cancellationToken));

    /// <summary>
    /// Runs a call and receives its result, memory, into memory of the caller: a large one straight from the
    /// network, with no memory allocated for it. For results whose length is known.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The call; submitted once.</param>
    /// <param name="destination">Receives the elements. Must have exactly the result's length, and must not be used until the task has completed. It stays pinned while it is received into.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before, or the result has another length or is null: the memory is untouched.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    /// <exception cref="RemoteTaskException">The task threw.</exception>
    /// <exception cref="OperationCanceledException">The task was cancelled.</exception>
    public void ApplyInto<T>(TaskCall<Memory<T>> call, Memory<T> destination, CancellationToken cancellationToken) where T : unmanaged =>
        Wait(SubmitPlaced(call, destination, cancellationToken));

    /// <summary>
    /// Runs a call and receives its result, memory, into memory of the caller: a large one straight from the
    /// network, with no memory allocated for it. For results whose length is known.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The call; submitted once.</param>
    /// <param name="destination">Receives the elements. Must have exactly the result's length, and must not be used until the task has completed. It stays pinned while it is received into.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before, or the result has another length or is null: the memory is untouched.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    /// <exception cref="RemoteTaskException">The task threw.</exception>
    /// <exception cref="OperationCanceledException">The task was cancelled.</exception>
    public void ApplyInto<T>(TaskCall<ReadOnlyMemory<T>> call, Memory<T> destination, CancellationToken cancellationToken) where T : unmanaged =>
        Wait(SubmitPlaced(call, destination, cancellationToken));

    /// <inheritdoc cref="SubmitInto{T}(TaskCall{T[]}, Memory{T}, CancellationToken)"/>
    public Task SubmitInto<T>(TaskCall<T[]> call, Memory<T> destination) where T : unmanaged => SubmitPlaced(call, destination, CancellationToken.None);

    /// <inheritdoc cref="ApplyInto{T}(TaskCall{T[]}, Memory{T}, CancellationToken)"/>
    public void ApplyInto<T>(TaskCall<T[]> call, Memory<T> destination) where T : unmanaged => Wait(SubmitPlaced(call, destination, CancellationToken.None));

    /// <inheritdoc cref="SubmitInto{T}(TaskCall{Memory{T}}, Memory{T}, CancellationToken)"/>
    public Task SubmitInto<T>(TaskCall<Memory<T>> call, Memory<T> destination) where T : unmanaged => SubmitPlaced(call, destination, CancellationToken.None);

    /// <inheritdoc cref="ApplyInto{T}(TaskCall{Memory{T}}, Memory{T}, CancellationToken)"/>
    public void ApplyInto<T>(TaskCall<Memory<T>> call, Memory<T> destination) where T : unmanaged => Wait(SubmitPlaced(call, destination, CancellationToken.None));

    /// <inheritdoc cref="SubmitInto{T}(TaskCall{ReadOnlyMemory{T}}, Memory{T}, CancellationToken)"/>
    public Task SubmitInto<T>(TaskCall<ReadOnlyMemory<T>> call, Memory<T> destination) where T : unmanaged => SubmitPlaced(call, destination, CancellationToken.None);

    /// <inheritdoc cref="ApplyInto{T}(TaskCall{ReadOnlyMemory{T}}, Memory{T}, CancellationToken)"/>
    public void ApplyInto<T>(TaskCall<ReadOnlyMemory<T>> call, Memory<T> destination) where T : unmanaged => Wait(SubmitPlaced(call, destination, CancellationToken.None));

    private Task SubmitPlaced<TResult, T>(TaskCall<TResult> call, Memory<T> destination, CancellationToken cancellationToken, [CallerMemberName] string member = "") where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard(member);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var submission = new PlacedSubmission<TResult, T>(_rank.Scheduler, destination, cancellationToken);
        _rank.Enqueue(call, submission, null, cancellationToken);
        if (cancellationToken.CanBeCanceled)
            submission.Watch();
        return submission.Task;
    }

    private void Wait(Task task)
    {
        _rank.DriveUntil(task);
        task.GetAwaiter().GetResult();
    }
}
