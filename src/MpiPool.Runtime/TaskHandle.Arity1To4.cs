using System.ComponentModel;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool;

// What maps need of a handle stands in these: to write the arguments of items and to read their results without an object for each.

/// <summary>A handle of a task with 1 argument. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, TResult> : TaskHandle
{
    /// <summary>For generated code.</summary>
    /// <param name="entry">The task's entry.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TaskHandle(TaskEntry entry) : base(entry)
    {
    }

    /// <summary>Makes a call of the task with these arguments.</summary>
    /// <param name="arg1">Argument 1.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1);

    /// <summary>Writes the arguments of one call. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="arg1">Argument 1.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteArguments(ref PayloadWriter writer, T1 arg1);

    /// <summary>Reads the result of one call. For generated code.</summary>
    /// <param name="reader">Holds the result's bytes.</param>
    /// <returns>The result.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TResult ReadResult(ref PayloadReader reader);

    /// <summary>Writes the arguments of a run of items as columns. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="arg1">Argument 1 of every item.</param>
    /// <exception cref="NotSupportedException">The task has no columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<T1> arg1) => throw NoColumns();

    /// <summary>Reads the results of a run of items from their column. For generated code.</summary>
    /// <param name="reader">Holds the results' bytes.</param>
    /// <param name="results">Receives the results.</param>
    /// <exception cref="NotSupportedException">The task has no columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void ReadColumn(ref PayloadReader reader, Span<TResult> results) => throw NoColumns();
}

/// <summary>A handle of a task with 2 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, TResult> : TaskHandle
{
    /// <summary>For generated code.</summary>
    /// <param name="entry">The task's entry.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TaskHandle(TaskEntry entry) : base(entry)
    {
    }

    /// <summary>Makes a call of the task with these arguments.</summary>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2);

    /// <summary>Writes the arguments of one call. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteArguments(ref PayloadWriter writer, T1 arg1, T2 arg2);

    /// <summary>Reads the result of one call. For generated code.</summary>
    /// <param name="reader">Holds the result's bytes.</param>
    /// <returns>The result.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TResult ReadResult(ref PayloadReader reader);

    /// <summary>Writes the arguments of a run of items as columns. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="arg1">Argument 1 of every item.</param>
    /// <param name="arg2">Argument 2 of every item.</param>
    /// <exception cref="NotSupportedException">The task has no columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<T1> arg1, ReadOnlySpan<T2> arg2) => throw NoColumns();

    /// <summary>Reads the results of a run of items from their column. For generated code.</summary>
    /// <param name="reader">Holds the results' bytes.</param>
    /// <param name="results">Receives the results.</param>
    /// <exception cref="NotSupportedException">The task has no columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void ReadColumn(ref PayloadReader reader, Span<TResult> results) => throw NoColumns();
}

/// <summary>A handle of a task with 3 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="T3">Type of argument 3.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, TResult> : TaskHandle
{
    /// <summary>For generated code.</summary>
    /// <param name="entry">The task's entry.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TaskHandle(TaskEntry entry) : base(entry)
    {
    }

    /// <summary>Makes a call of the task with these arguments.</summary>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3);

    /// <summary>Writes the arguments of one call. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteArguments(ref PayloadWriter writer, T1 arg1, T2 arg2, T3 arg3);

    /// <summary>Reads the result of one call. For generated code.</summary>
    /// <param name="reader">Holds the result's bytes.</param>
    /// <returns>The result.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TResult ReadResult(ref PayloadReader reader);

    /// <summary>Writes the arguments of a run of items as columns. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="arg1">Argument 1 of every item.</param>
    /// <param name="arg2">Argument 2 of every item.</param>
    /// <param name="arg3">Argument 3 of every item.</param>
    /// <exception cref="NotSupportedException">The task has no columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<T1> arg1, ReadOnlySpan<T2> arg2, ReadOnlySpan<T3> arg3) => throw NoColumns();

    /// <summary>Reads the results of a run of items from their column. For generated code.</summary>
    /// <param name="reader">Holds the results' bytes.</param>
    /// <param name="results">Receives the results.</param>
    /// <exception cref="NotSupportedException">The task has no columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void ReadColumn(ref PayloadReader reader, Span<TResult> results) => throw NoColumns();
}

/// <summary>A handle of a task with 4 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="T3">Type of argument 3.</typeparam>
/// <typeparam name="T4">Type of argument 4.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, TResult> : TaskHandle
{
    /// <summary>For generated code.</summary>
    /// <param name="entry">The task's entry.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TaskHandle(TaskEntry entry) : base(entry)
    {
    }

    /// <summary>Makes a call of the task with these arguments.</summary>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4);

    /// <summary>Writes the arguments of one call. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteArguments(ref PayloadWriter writer, T1 arg1, T2 arg2, T3 arg3, T4 arg4);

    /// <summary>Reads the result of one call. For generated code.</summary>
    /// <param name="reader">Holds the result's bytes.</param>
    /// <returns>The result.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TResult ReadResult(ref PayloadReader reader);

    /// <summary>Writes the arguments of a run of items as columns. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="arg1">Argument 1 of every item.</param>
    /// <param name="arg2">Argument 2 of every item.</param>
    /// <param name="arg3">Argument 3 of every item.</param>
    /// <param name="arg4">Argument 4 of every item.</param>
    /// <exception cref="NotSupportedException">The task has no columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<T1> arg1, ReadOnlySpan<T2> arg2, ReadOnlySpan<T3> arg3, ReadOnlySpan<T4> arg4) => throw NoColumns();

    /// <summary>Reads the results of a run of items from their column. For generated code.</summary>
    /// <param name="reader">Holds the results' bytes.</param>
    /// <param name="results">Receives the results.</param>
    /// <exception cref="NotSupportedException">The task has no columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void ReadColumn(ref PayloadReader reader, Span<TResult> results) => throw NoColumns();
}
