namespace MpiPool;

/// <summary>
/// Names the formatter that writes and reads a value instead of generated code: on a type for all its values, on a property, field,
/// parameter or return value for that one, on the assembly for all values of the formatter's type in the tasks of that assembly.
/// </summary>
/// <typeparam name="TFormatter">Implements <see cref="Wire.ITaskFormatter{T}"/> for the type of the value.</typeparam>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Property | AttributeTargets.Field
    | AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Assembly,
    AllowMultiple = true,
    Inherited = false)]
public sealed class TaskFormatterAttribute<TFormatter> : Attribute;
