using MpiPool;

namespace Mandelbrot;

/// <summary>What the workers run: one row of the picture.</summary>
internal static class Kernels
{
    private const uint Black = 0xFF000000;

    /// <summary>The colours of row <paramref name="y"/>, four bytes a pixel: alpha, red, green, blue from the highest to the lowest.</summary>
    [MpiTask]
    public static uint[] Row(int y, View view)
    {
        var row = new uint[view.Width];
        double im = view.Im(y);
        for (int x = 0; x < row.Length; x++)
        {
            int steps = Escape(view.Re(x), im, view.Iterations);
            row[x] = steps == view.Iterations ? Black : Colour(steps);
        }
        return row;
    }

    private static int Escape(double cRe, double cIm, int iterations)
    {
        double re = 0, im = 0;
        int steps = 0;
        while (steps < iterations && re * re + im * im <= 4)
        {
            (re, im) = (re * re - im * im + cRe, 2 * re * im + cIm);
            steps++;
        }
        return steps;
    }

    // Three triangle waves of different length: neighbouring step counts differ little.
    private static uint Colour(int steps) => Black | Wave(steps * 3) << 16 | Wave(steps * 5) << 8 | Wave(steps * 8 + 64);

    private static uint Wave(int phase) => (uint)Math.Min(255, Math.Abs((phase + 256 & 511) - 256));
}
