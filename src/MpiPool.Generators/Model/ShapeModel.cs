namespace MpiPool.Generators.Model;

/// <summary>The structure of one type that needs a codec of its own: a method that writes it and one that reads it.</summary>
/// <param name="Name">What follows Write and Read in the methods' names.</param>
/// <param name="Type">The C# type without nullable annotations and tuple names.</param>
internal abstract record ShapeModel(string Name, string Type)
{
    /// <summary>The values this shape is made of, in the order they are written.</summary>
    public abstract IEnumerable<ValueModel> Parts { get; }
}
