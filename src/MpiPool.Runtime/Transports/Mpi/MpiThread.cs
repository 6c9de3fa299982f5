using System.Collections.Concurrent;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// The one thread of a process that initializes and finalizes MPI. Runs what it is given, one after another. A background thread: it does
/// not keep the process alive, the exit handler finalizes.
/// </summary>
internal sealed class MpiThread : IDisposable
{
    // User tasks run on it, and expect the stack of a main thread.
    private const int StackSize = 16 * 1024 * 1024;

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public MpiThread()
    {
        _thread = new Thread(Run, StackSize) { IsBackground = true, Name = "mpipool-mpi" };
        _thread.Start();
    }

    /// <summary>Whether the caller runs on it.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Runs <paramref name="action"/> after what was given before; returns at once. It must not throw.</summary>
    public void Post(Action action) => _work.Add(action);

    /// <summary>Runs <paramref name="function"/> on the thread, waits for it and hands on what it returns or throws.</summary>
    public T Invoke<T>(Func<T> function)
    {
        if (IsCurrent)
            return function();
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                result.SetResult(function());
            }
            // Handed to the caller whole, whatever it is: this thread must live on to finalize MPI.
            catch (Exception error)
            {
                result.SetException(error);
            }
        });
        return result.Task.GetAwaiter().GetResult();
    }

    /// <summary>Ends the thread once it has nothing to do.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (Action action in _work.GetConsumingEnumerable())
            action();
    }
}
