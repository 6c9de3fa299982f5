namespace MpiPool.Mpi.PoolProgram;

/// <summary>Checks of a scenario; a failed one ends the job with its message, and thereby the test.</summary>
internal static class Expect
{
    /// <summary>No future of a scenario takes longer unless it is lost.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"{what}: expected {expected}, got {actual}.");
    }

    public static void True(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException($"Not so: {what}.");
    }

    /// <summary>The future fails with exactly this type of exception. One that has not ended when its time is over has not failed.</summary>
    public static async Task<TException> Fails<TException>(Task future, string what) where TException : Exception
    {
        try
        {
            await future.WaitAsync(Limit);
        }
        catch (TException error) when (future.IsCompleted && error.GetType() == typeof(TException))
        {
            return error;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{what}: expected {typeof(TException).Name}.", error);
        }
        throw new InvalidOperationException($"{what}: expected {typeof(TException).Name}, but it succeeded.");
    }

    /// <summary>The call throws exactly this type of exception.</summary>
    public static TException Throws<TException>(Action action, string what) where TException : Exception
    {
        try
        {
            action();
        }
        catch (TException error) when (error.GetType() == typeof(TException))
        {
            return error;
        }
        throw new InvalidOperationException($"{what}: expected {typeof(TException).Name}, but it did not throw.");
    }

    /// <summary>The asynchronous call throws exactly this type of exception.</summary>
    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action, string what) where TException : Exception
    {
        try
        {
            await action();
        }
        catch (TException error) when (error.GetType() == typeof(TException))
        {
            return error;
        }
        throw new InvalidOperationException($"{what}: expected {typeof(TException).Name}, but it did not throw.");
    }
}
