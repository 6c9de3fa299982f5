namespace MpiPool.Scheduling;

/// <summary>Where results of several calls go: the buffer of a map. Called by the holder of the progress role; must not run user code.</summary>
internal abstract class ResultSink<TResult>
{
    /// <summary>Whether nobody wants results any more.</summary>
    public abstract bool IsStopped { get; }

    /// <summary>Stores the result of item <paramref name="index"/>.</summary>
    public abstract void SetResult(int index, TResult result);

    /// <summary>Stores the error of item <paramref name="index"/>.</summary>
    public abstract void SetError(int index, Exception error);
}
