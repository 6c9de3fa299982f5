using System.ComponentModel;
using MpiPool.Tasks;

namespace MpiPool;

/// <summary>A handle of a task with 5 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="T3">Type of argument 3.</typeparam>
/// <typeparam name="T4">Type of argument 4.</typeparam>
/// <typeparam name="T5">Type of argument 5.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, TResult> : TaskHandle
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
    /// <param name="arg5">Argument 5.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5);
}

/// <summary>A handle of a task with 6 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="T3">Type of argument 3.</typeparam>
/// <typeparam name="T4">Type of argument 4.</typeparam>
/// <typeparam name="T5">Type of argument 5.</typeparam>
/// <typeparam name="T6">Type of argument 6.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, TResult> : TaskHandle
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
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6);
}

/// <summary>A handle of a task with 7 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="T3">Type of argument 3.</typeparam>
/// <typeparam name="T4">Type of argument 4.</typeparam>
/// <typeparam name="T5">Type of argument 5.</typeparam>
/// <typeparam name="T6">Type of argument 6.</typeparam>
/// <typeparam name="T7">Type of argument 7.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, TResult> : TaskHandle
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
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <param name="arg7">Argument 7.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7);
}

/// <summary>A handle of a task with 8 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="T3">Type of argument 3.</typeparam>
/// <typeparam name="T4">Type of argument 4.</typeparam>
/// <typeparam name="T5">Type of argument 5.</typeparam>
/// <typeparam name="T6">Type of argument 6.</typeparam>
/// <typeparam name="T7">Type of argument 7.</typeparam>
/// <typeparam name="T8">Type of argument 8.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, TResult> : TaskHandle
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
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <param name="arg7">Argument 7.</param>
    /// <param name="arg8">Argument 8.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8);
}

/// <summary>A handle of a task with 9 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="T3">Type of argument 3.</typeparam>
/// <typeparam name="T4">Type of argument 4.</typeparam>
/// <typeparam name="T5">Type of argument 5.</typeparam>
/// <typeparam name="T6">Type of argument 6.</typeparam>
/// <typeparam name="T7">Type of argument 7.</typeparam>
/// <typeparam name="T8">Type of argument 8.</typeparam>
/// <typeparam name="T9">Type of argument 9.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult> : TaskHandle
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
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <param name="arg7">Argument 7.</param>
    /// <param name="arg8">Argument 8.</param>
    /// <param name="arg9">Argument 9.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9);
}

/// <summary>A handle of a task with 10 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="T1">Type of argument 1.</typeparam>
/// <typeparam name="T2">Type of argument 2.</typeparam>
/// <typeparam name="T3">Type of argument 3.</typeparam>
/// <typeparam name="T4">Type of argument 4.</typeparam>
/// <typeparam name="T5">Type of argument 5.</typeparam>
/// <typeparam name="T6">Type of argument 6.</typeparam>
/// <typeparam name="T7">Type of argument 7.</typeparam>
/// <typeparam name="T8">Type of argument 8.</typeparam>
/// <typeparam name="T9">Type of argument 9.</typeparam>
/// <typeparam name="T10">Type of argument 10.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult> : TaskHandle
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
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <param name="arg7">Argument 7.</param>
    /// <param name="arg8">Argument 8.</param>
    /// <param name="arg9">Argument 9.</param>
    /// <param name="arg10">Argument 10.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10);
}
