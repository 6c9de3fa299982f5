using System.Collections.Concurrent;

namespace MpiPool.Serving;

/// <summary>
/// What tasks keep on their worker: one object of a type, made by the first task that asks for it, disposed when the pool ends. Thread-safe.
/// </summary>
internal sealed class WorkerObjects
{
    private readonly ConcurrentDictionary<Type, object> _objects = new();
    private readonly List<object> _inOrder = [];

    // One for all types: a factory may ask for the object of another, and locks of their own could wait for each other.
    private readonly Lock _making = new();
    private readonly HashSet<Type> _underWay = [];
    private bool _closed;

    /// <summary>The worker's object of a type; made by <paramref name="factory"/> where there is none. One that throws leaves none, and the next task tries again.</summary>
    /// <exception cref="InvalidOperationException">The factory asked for what it is to make, or returned null, or the pool has ended.</exception>
    public T GetOrCreate<T>(Func<T> factory) where T : class
    {
        if (_objects.TryGetValue(typeof(T), out object? present))
            return (T)present;
        lock (_making)
        {
            if (_objects.TryGetValue(typeof(T), out present))
                return (T)present;
            if (_closed)
                throw new InvalidOperationException($"A task asked for the worker's {Wire.TypeText.Of(typeof(T))} after the pool has ended.");
            if (!_underWay.Add(typeof(T)))
                throw new InvalidOperationException($"The factory of the worker's {Wire.TypeText.Of(typeof(T))} asked for that object itself.");
            try
            {
                T made = factory() ?? throw new InvalidOperationException($"The factory of the worker's {Wire.TypeText.Of(typeof(T))} returned null.");
                _inOrder.Add(made);
                _objects[typeof(T)] = made;
                return made;
            }
            finally
            {
                _underWay.Remove(typeof(T));
            }
        }
    }

    /// <summary>Disposes all objects, those made last first. All are disposed even where one of them throws.</summary>
    /// <exception cref="AggregateException">What they threw.</exception>
    public void Close()
    {
        List<Exception>? errors = null;
        lock (_making)
        {
            _closed = true;
            for (int i = _inOrder.Count - 1; i >= 0; i--)
            {
                try
                {
                    Dispose(_inOrder[i]);
                }
                catch (Exception error)
                {
                    (errors ??= []).Add(error);
                }
            }
            _inOrder.Clear();
            _objects.Clear();
        }
        if (errors is not null)
            throw new AggregateException(errors);
    }

    private static void Dispose(object value)
    {
        if (value is IDisposable disposable)
            disposable.Dispose();
        else if (value is IAsyncDisposable asynchronous)
            asynchronous.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
