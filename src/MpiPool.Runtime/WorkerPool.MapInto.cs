// The forms differ in what they receive; each takes the same options, last.
#pragma warning disable RS0026

namespace MpiPool;

/// <content>Maps from memory to memory.</content>
public sealed partial class WorkerPool
{
    /// <summary>
    /// Runs a task for every item of an array or a memory and puts the results into another one, each at its item's place. Returns when all are
    /// there. The fastest form of a map: nothing is allocated for an item, and results are received into their places. The calling thread drives
    /// the communication. Where an item fails, what has not begun is dropped and the exception of the first failed item is thrown, unless the
    /// options name a replacement; the results of items before it are in their places.
    /// </summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task, such as <c>Kernels.Tasks.Handles.Square</c>; it takes neither a context nor a token and returns directly.</param>
    /// <param name="items">The items; they must not change until the call returns.</param>
    /// <param name="results">Receives the results; exactly as long as <paramref name="items"/>.</param>
    /// <param name="options">Settings of this map; null for the defaults. The window does not count here.</param>
    /// <exception cref="ArgumentNullException">The task is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ, the task cannot run in chunks, or the options say Skip, which leaves no places.</exception>
    /// <exception cref="RemoteTaskException">An item failed.</exception>
    /// <exception cref="TimeoutException">The time was over.</exception>
    /// <exception cref="OperationCanceledException">The token has fired.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken, or breaks meanwhile.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public void MapInto<T, TResult>(TaskHandle<T, TResult> task, ReadOnlyMemory<T> items, Memory<TResult> results, MapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        Guard();
        if (items.Length != results.Length)
            throw new ArgumentException($"There are {items.Length} items and {results.Length} places for results. Give as many of both.", nameof(results));
        if (!task.Entry.IsChunkable)
            throw new ArgumentException($"Task '{task.Name}' is asynchronous, or takes a context, a token or a receiver of reports, so that its items cannot run in chunks. Use Map.", nameof(task));
        if (options?.Errors == MapErrors.Skip)
            throw new ArgumentException("An item that is left out has no place among the results. Set a replacement, or use Map.", nameof(options));
        _rank.MapInto(task, items, results, options);
    }

    /// <summary>
    /// Runs a task that returns an array for every item, and puts the arrays side by side into one large memory, each as its item's row. Returns when
    /// all are there. Large rows are received into their places, with no memory allocated for them and no copy; small ones travel many at a time. The
    /// calling thread drives the communication. Where an item fails, no further ones begin and the exception of the first failed item is thrown; the
    /// other rows that have come are in their places. With <see cref="MapErrors.Skip"/> the row of an item that fails stays as it was; with
    /// <see cref="MapErrors.Replace"/> it gets the replacement: an element for all of the row, <c>SetReplacement(double.NaN)</c>, or an array of its length.
    /// </summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TElement">The elements of a row.</typeparam>
    /// <param name="task">The task, such as <c>Kernels.Tasks.Handles.Row</c>; each result must be exactly as long as a row.</param>
    /// <param name="items">The items; they must not change until the call returns.</param>
    /// <param name="rows">Receives the rows; its length is that of <paramref name="items"/> times the length of a row. Must not be used until the call returns; after a timeout or a cancellation rows on their way may still be received into it.</param>
    /// <param name="options">Settings of this map; null for the defaults. The window counts only where the task cannot run in chunks.</param>
    /// <exception cref="ArgumentNullException">The task is null.</exception>
    /// <exception cref="ArgumentException">The length of the rows is no multiple of that of the items, or the options say Replace and have no element and no row of the right length.</exception>
    /// <exception cref="InvalidOperationException">A result has another length than a row, or is null, which counts as an item that fails: the row is untouched.</exception>
    /// <exception cref="RemoteTaskException">An item failed.</exception>
    /// <exception cref="TimeoutException">The time was over.</exception>
    /// <exception cref="OperationCanceledException">The token has fired.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken, or breaks meanwhile.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public void MapInto<T, TElement>(TaskHandle<T, TElement[]> task, ReadOnlyMemory<T> items, Memory<TElement> rows, MapOptions? options = null) where TElement : unmanaged
    {
        ArgumentNullException.ThrowIfNull(task);
        Guard();
        if (items.IsEmpty ? !rows.IsEmpty : rows.Length % items.Length != 0)
            throw new ArgumentException($"There are {items.Length} items and {rows.Length} elements for their rows, which is no multiple. Give as many elements to each row.", nameof(rows));
        _rank.MapRows(task, items, rows, options);
    }
}
