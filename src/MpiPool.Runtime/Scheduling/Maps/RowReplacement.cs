namespace MpiPool.Scheduling.Maps;

/// <summary>What a row gets whose item failed: a row of its length, or one element in all places. Immutable.</summary>
internal sealed class RowReplacement<TElement> where TElement : unmanaged
{
    private readonly TElement[]? _row;
    private readonly TElement _element;

    /// <param name="options">The options of the map, which say Replace.</param>
    /// <param name="length">The elements of a row.</param>
    /// <exception cref="ArgumentException">No replacement was set, one of another type, or one of another length.</exception>
    public RowReplacement(MapOptions options, int length)
    {
        if (options.TryReplacementAs(out TElement element))
        {
            _element = element;
            return;
        }
        _row = options.ReplacementAs<TElement[]>();
        if (_row is null || _row.Length != length)
            throw new ArgumentException($"The replacement {(_row is null ? "is null" : $"has {_row.Length} elements")}, and a row has {length}. Set one element for all of a row, or a row of its length.", nameof(options));
    }

    /// <summary>Fills a row.</summary>
    public void CopyTo(Span<TElement> row)
    {
        if (_row is null)
            row.Fill(_element);
        else
            _row.CopyTo(row);
    }
}
