using MpiPool.BenchmarkRunner.Contestants;
using MpiPool.BenchmarkRunner.Measuring;
using ScottPlot;

namespace MpiPool.BenchmarkRunner.Reports;

/// <summary>The picture: what is compared across contestants at 2 ranks, unbound, on a logarithmic scale.</summary>
internal static class Chart
{
    private const int Width = 1400, Height = 560;
    private static readonly Group[] s_groups = [Groups.Blocking, Groups.Submitted, Groups.MapInto, Groups.MapArray, Groups.MapEnumerable];

    /// <summary>Writes the file; returns false where no row belongs into the picture.</summary>
    public static bool TryWrite(string path, Results results)
    {
        Plot[] plots = [.. s_groups.Select(group => (group, rows: RowsOf(results, group))).Where(static p => p.rows.Length > 0).Select(static p => PlotOf(p.group, p.rows))];
        if (plots.Length == 0)
            return false;
        var figure = new Multiplot();
        figure.RemovePlot(figure.GetPlot(0));
        foreach (Plot plot in plots)
            figure.AddPlot(plot);
        figure.Layout = new ScottPlot.MultiplotLayouts.Grid((plots.Length + 1) / 2, Math.Min(2, plots.Length));
        figure.SavePng(path, Width, Height * ((plots.Length + 1) / 2));
        return true;
    }

    private static Row[] RowsOf(Results results, Group group) =>
        [.. results.Rows.Where(row => row.Group == group && row.Median > 0 && row.Contestant.Launch.Place is { Ranks: 2, BindingName: "none" or "-" }).Reverse()];

    private static Plot PlotOf(Group group, Row[] rows)
    {
        var plot = new Plot();
        Bar[] bars = [.. rows.Select(static (row, i) => new Bar
        {
            Position = i,
            Value = Math.Log10(row.Median!.Value),
            FillColor = ColorOf(row),
            Label = Short(row.Median!.Value),
        })];
        // A bar needs a floor: a decade below the least value.
        double floor = Math.Floor(bars.Min(static bar => bar.Value) - 0.2);
        foreach (Bar bar in bars)
            bar.ValueBase = floor;
        plot.Add.Bars(bars).Horizontal = true;
        plot.Axes.Left.SetTicks([.. rows.Select(static (_, i) => (double)i)], [.. rows.Select(static row => $"{row.Contestant.Name} ({(row.Contestant.Launch.Place.Mpi is null ? "one process" : row.Contestant.Launch.Place.MpiName)})")]);
        double ceiling = Math.Ceiling(bars.Max(static bar => bar.Value) + 0.6);
        double[] decades = [.. Enumerable.Range((int)floor, (int)(ceiling - floor) + 1).Select(static d => (double)d)];
        plot.Axes.Bottom.SetTicks(decades, [.. decades.Select(static d => Short(Math.Pow(10, d)))]);
        plot.Axes.SetLimits(floor, ceiling, -0.7, rows.Length - 0.3);
        plot.Title($"{group.Title}, {group.Unit}", size: 14);
        return plot;
    }

    private static string Short(double value) => value switch
    {
        >= 1e6 => FormattableString.Invariant($"{value / 1e6:G3} M"),
        >= 1e3 => FormattableString.Invariant($"{value / 1e3:G3} k"),
        _ => FormattableString.Invariant($"{value:G3}"),
    };

    private static Color ColorOf(Row row) => row.Contestant.Name switch
    {
        ['C', ',' or ' ', ..] => Colors.Gray,
        ['p', 'o', 'o', 'l', ..] => Colors.SteelBlue,
        _ => Colors.Orange,
    };
}
