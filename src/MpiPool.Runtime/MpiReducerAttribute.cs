namespace MpiPool;

/// <summary>
/// Marks a struct that implements <see cref="IReducer{TAccumulator, TItem}"/> as a reducer: the generator makes its serializers and enters it
/// in the program's task table, so that any worker can use it. It is passed to <c>pool.MapReduce</c> as <c>TheStruct.Reducer</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class MpiReducerAttribute : Attribute;
