namespace MpiPool.Generators.Model;

/// <summary>Everything the emitter knows of one reducer. Holds no symbol.</summary>
/// <param name="Type">The struct as C# names it.</param>
/// <param name="DisplayName">The struct without its namespace, for messages.</param>
/// <param name="ClassName">The name of the generated class.</param>
/// <param name="Id">FNV-1a 64 of the struct's full name.</param>
/// <param name="WireText">The wire shapes of the accumulator and of the item.</param>
/// <param name="IsPublic">The struct, and the values, can be seen outside the assembly.</param>
/// <param name="HasReducerMember">It has a member called Reducer, so that the reducer is found by its types alone.</param>
/// <param name="Accumulator">The accumulator.</param>
/// <param name="Item">The item.</param>
/// <param name="Shapes">All shapes that both are made of.</param>
/// <param name="Elements">The element types of all arrays in them that the runtime is to be told of.</param>
internal sealed record ReducerModel(
    string Type,
    string DisplayName,
    string ClassName,
    ulong Id,
    string WireText,
    bool IsPublic,
    bool HasReducerMember,
    ReducedModel Accumulator,
    ReducedModel Item,
    EquatableArray<ShapeModel> Shapes,
    EquatableArray<ElementModel> Elements);

/// <summary>A type argument of a reducer.</summary>
/// <param name="Type">The type, annotations and tuple names kept.</param>
/// <param name="Value">Its wire form.</param>
internal sealed record ReducedModel(string Type, ValueModel Value);
