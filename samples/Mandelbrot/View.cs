namespace Mandelbrot;

/// <summary>The part of the complex plane that is drawn, and how finely.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Iterations">A point that has not escaped after so many steps counts as inside.</param>
internal readonly record struct View(int Width, int Height, int Iterations)
{
    private const double CentreRe = -0.75;
    private const double PlaneHeight = 2.5;

    /// <summary>The real part at the middle of column <paramref name="x"/>.</summary>
    public double Re(int x) => CentreRe + (x + 0.5 - Width / 2.0) * PlaneHeight / Height;

    /// <summary>The imaginary part at the middle of row <paramref name="y"/>; row 0 is at the top.</summary>
    public double Im(int y) => (Height / 2.0 - y - 0.5) * PlaneHeight / Height;
}
