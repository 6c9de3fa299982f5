using System.Text;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>
/// Puts the wire shape of a task into words: the names and types of its parameters, of their members, of its result and of its reports. Two builds agree
/// on a task when the text is equal. A type is spelled out where it first occurs.
/// </summary>
internal sealed class WireText
{
    private readonly Dictionary<string, ShapeModel> _shapes;
    private readonly HashSet<string> _spelledOut = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    private WireText(Dictionary<string, ShapeModel> shapes) => _shapes = shapes;

    public static string Describe(IEnumerable<ParameterModel> parameters, ResultModel result, ValueModel? progress, Dictionary<string, ShapeModel> shapes)
    {
        var text = new WireText(shapes);
        text._text.Append('(');
        foreach (ParameterModel parameter in parameters)
        {
            text.Append(parameter.Value!, parameter.Name);
            if (parameter.Shared is { } shared)
                text.Append(shared.Value, "of");
        }
        text._text.Append(")->");
        if (result.Kind == ResultKind.Stream)
            text._text.Append("stream of ");
        if (result.Value is { } value)
            text.Append(value);
        if (progress is not null)
        {
            text._text.Append(" reporting ");
            text.Append(progress);
        }
        return text._text.ToString();
    }

    /// <summary>The wire shape of a reducer's values.</summary>
    public static string Describe(ValueModel accumulator, ValueModel item, Dictionary<string, ShapeModel> shapes)
    {
        var text = new WireText(shapes);
        text.Append(accumulator, "accumulator");
        text.Append(item, "item");
        return text._text.ToString();
    }

    private void Append(ValueModel value, string name)
    {
        _text.Append(name).Append(':');
        Append(value);
        _text.Append(';');
    }

    private void Append(ValueModel value)
    {
        _text.Append(value.Text);
        if (value.Kind != ValueKind.Codec || !_spelledOut.Add(value.Method) || !_shapes.TryGetValue(value.Method, out ShapeModel? shape))
            return;
        _text.Append('{');
        switch (shape)
        {
            case ObjectShape type:
                foreach (MemberModel member in type.Members)
                    Append(member.Value, member.Name);
                break;
            case UnionShape union:
                foreach (UnionCase item in union.Cases)
                    Append(item.Value, item.Tag.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                foreach (ValueModel part in shape.Parts)
                {
                    Append(part);
                    _text.Append(';');
                }
                break;
        }
        _text.Append('}');
    }
}
