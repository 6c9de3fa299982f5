using System.ComponentModel;
using MpiPool.Tasks;

namespace MpiPool;

/// <summary>A handle of a task with 11 arguments. See <see cref="TaskHandle"/>.</summary>
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
/// <typeparam name="T11">Type of argument 11.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, TResult> : TaskHandle
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
    /// <param name="arg11">Argument 11.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11);
}

/// <summary>A handle of a task with 12 arguments. See <see cref="TaskHandle"/>.</summary>
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
/// <typeparam name="T11">Type of argument 11.</typeparam>
/// <typeparam name="T12">Type of argument 12.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, TResult> : TaskHandle
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
    /// <param name="arg11">Argument 11.</param>
    /// <param name="arg12">Argument 12.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12);
}

/// <summary>A handle of a task with 13 arguments. See <see cref="TaskHandle"/>.</summary>
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
/// <typeparam name="T11">Type of argument 11.</typeparam>
/// <typeparam name="T12">Type of argument 12.</typeparam>
/// <typeparam name="T13">Type of argument 13.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, TResult> : TaskHandle
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
    /// <param name="arg11">Argument 11.</param>
    /// <param name="arg12">Argument 12.</param>
    /// <param name="arg13">Argument 13.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13);
}

/// <summary>A handle of a task with 14 arguments. See <see cref="TaskHandle"/>.</summary>
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
/// <typeparam name="T11">Type of argument 11.</typeparam>
/// <typeparam name="T12">Type of argument 12.</typeparam>
/// <typeparam name="T13">Type of argument 13.</typeparam>
/// <typeparam name="T14">Type of argument 14.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, TResult> : TaskHandle
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
    /// <param name="arg11">Argument 11.</param>
    /// <param name="arg12">Argument 12.</param>
    /// <param name="arg13">Argument 13.</param>
    /// <param name="arg14">Argument 14.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14);
}

/// <summary>A handle of a task with 15 arguments. See <see cref="TaskHandle"/>.</summary>
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
/// <typeparam name="T11">Type of argument 11.</typeparam>
/// <typeparam name="T12">Type of argument 12.</typeparam>
/// <typeparam name="T13">Type of argument 13.</typeparam>
/// <typeparam name="T14">Type of argument 14.</typeparam>
/// <typeparam name="T15">Type of argument 15.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, TResult> : TaskHandle
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
    /// <param name="arg11">Argument 11.</param>
    /// <param name="arg12">Argument 12.</param>
    /// <param name="arg13">Argument 13.</param>
    /// <param name="arg14">Argument 14.</param>
    /// <param name="arg15">Argument 15.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14, T15 arg15);
}

/// <summary>A handle of a task with 16 arguments. See <see cref="TaskHandle"/>.</summary>
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
/// <typeparam name="T11">Type of argument 11.</typeparam>
/// <typeparam name="T12">Type of argument 12.</typeparam>
/// <typeparam name="T13">Type of argument 13.</typeparam>
/// <typeparam name="T14">Type of argument 14.</typeparam>
/// <typeparam name="T15">Type of argument 15.</typeparam>
/// <typeparam name="T16">Type of argument 16.</typeparam>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, TResult> : TaskHandle
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
    /// <param name="arg11">Argument 11.</param>
    /// <param name="arg12">Argument 12.</param>
    /// <param name="arg13">Argument 13.</param>
    /// <param name="arg14">Argument 14.</param>
    /// <param name="arg15">Argument 15.</param>
    /// <param name="arg16">Argument 16.</param>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14, T15 arg15, T16 arg16);
}
