using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>Where results of calls go, where a bare future will not do: the buffer of a map, an outcome. Called by the holder of the progress role; must not run user code.</summary>
internal abstract class ResultSink<TResult>
{
    /// <summary>Whether nobody wants results any more.</summary>
    public abstract bool IsStopped { get; }

    /// <summary>Reads the result of item <paramref name="index"/> and stores it.</summary>
    public virtual void Read(int index, TaskCall<TResult> call, ref PayloadReader reader, in RunInfo run)
    {
        TResult result = call.ReadResult(ref reader);
        reader.Complete();
        SetResult(index, result, run);
    }

    /// <summary>Stores the result of item <paramref name="index"/>.</summary>
    public abstract void SetResult(int index, TResult result, in RunInfo run);

    /// <summary>Stores the error of item <paramref name="index"/>.</summary>
    public abstract void SetError(int index, Exception error, in RunInfo run);
}
