using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MpiPool;

/// <content>The first mistakes everyone makes, caught at compile time with a text that names the right form. None of these can be called.</content>
public sealed partial class WorkerPool
{
    private const string ResultInsteadOfCall =
        "This calls the method here and passes its result. Submit takes a call of the task, which the generator makes: pool.Submit(Kernels.Tasks.Square(3)) in place of pool.Submit(Kernels.Square(3)).";

    private const string MethodInsteadOfCall =
        "A method cannot travel, a call of a task can: pool.Map(Kernels.Tasks.Square, xs) or pool.Map(Kernels.Tasks.Handles.Square, xs) in place of pool.Map(Kernels.Square, xs); a lambda must return a call, x => Kernels.Tasks.Square(x).";

    /// <summary>Not a form of Submit: see the error's text.</summary>
    /// <typeparam name="T">Anything but a call.</typeparam>
    /// <param name="value">The result of a method that was called by mistake.</param>
    /// <returns>Nothing.</returns>
    [Obsolete(ResultInsteadOfCall, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-1)]
    public Task<T> Submit<T>(T value) => throw Trap(ResultInsteadOfCall);

    /// <summary>Not a form of Apply: see the error's text.</summary>
    /// <typeparam name="T">Anything but a call.</typeparam>
    /// <param name="value">The result of a method that was called by mistake.</param>
    /// <returns>Nothing.</returns>
    [Obsolete(ResultInsteadOfCall, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-1)]
    public T Apply<T>(T value) => throw Trap(ResultInsteadOfCall);

    /// <summary>Not a form of Map: see the error's text.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="method">A method itself, in place of the factory of its calls.</param>
    /// <param name="items">The input.</param>
    /// <returns>Nothing.</returns>
    [Obsolete(MethodInsteadOfCall, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-1)]
    public MapResults<TResult> Map<T, TResult>(Func<T, TResult> method, IEnumerable<T> items) => throw Trap(MethodInsteadOfCall);

    private NotSupportedException Trap(string message) => new($"{message} (rank {Rank} of {Size})");
}
