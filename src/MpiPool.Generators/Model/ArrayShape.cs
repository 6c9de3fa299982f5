namespace MpiPool.Generators.Model;

/// <summary>An array whose elements are written one by one, or one with several dimensions.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The array type.</param>
/// <param name="Element">The elements.</param>
/// <param name="Rank">The number of dimensions.</param>
internal sealed record ArrayShape(string Name, string Type, ValueModel Element, int Rank) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => [Element];
}
