using ScottPlot;
using ScottPlot.Plottables;

namespace MpiPool.Model;

/// <summary>The picture: efficiency over the number of workers, a line for each task time, dashed for the tree.</summary>
internal static class EfficiencyChart
{
    private const int Width = 1400, Height = 560;

    /// <summary>Writes the file.</summary>
    public static void Write(string path, IReadOnlyList<Point> points)
    {
        var figure = new Multiplot();
        figure.RemovePlot(figure.GetPlot(0));
        foreach (string form in (string[])[Sweep.Submitted, Sweep.Mapped])
            figure.AddPlot(PlotOf(form, [.. points.Where(p => p.Form == form)]));
        figure.Layout = new ScottPlot.MultiplotLayouts.Grid(1, 2);
        figure.SavePng(path, Width, Height);
    }

    private static Plot PlotOf(string form, Point[] points)
    {
        var plot = new Plot();
        foreach (var line in points.GroupBy(static p => (p.Tree, p.Task)))
        {
            Scatter scatter = plot.Add.Scatter(line.Select(static p => Math.Log10(p.Workers)).ToArray(), line.Select(static p => p.Outcome.Efficiency * 100).ToArray());
            scatter.Color = new ScottPlot.Palettes.Category10().GetColor(Array.IndexOf(Sweep.Tasks, line.Key.Task));
            scatter.LinePattern = line.Key.Tree ? LinePattern.Dashed : LinePattern.Solid;
            scatter.LegendText = line.Key.Tree ? "" : TextReport.Time(line.Key.Task);
        }
        double[] decades = [.. Sweep.Workers.Select(static w => Math.Log10(w))];
        plot.Axes.Bottom.SetTicks(decades, [.. Sweep.Workers.Select(static w => FormattableString.Invariant($"{w:N0}"))]);
        plot.Axes.SetLimits(decades[0] - 0.1, decades[^1] + 0.1, 0, 105);
        plot.Title($"{form} tasks: one main rank (solid), tree (dashed)", size: 14);
        plot.XLabel("workers");
        plot.YLabel("efficiency of the workers, %");
        plot.ShowLegend(Alignment.LowerLeft);
        return plot;
    }
}
