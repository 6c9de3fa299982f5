namespace MpiPool;

/// <summary>
/// Marks a static method as a task: the generator makes a call factory, a handle, serializers, a dispatch stub and an ID for it, and any
/// worker of the pool can run it.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class MpiTaskAttribute : Attribute
{
    /// <summary>
    /// The name the task's ID is computed from, in place of the method's fully qualified signature. Two tasks of one program must not
    /// share a name. Set it to keep an ID when a method moves.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>Running the task twice does no harm, so that calls of it may ask for retries (<see cref="CallOptions.Retries"/>). Off by default.</summary>
    public bool Idempotent { get; set; }
}
