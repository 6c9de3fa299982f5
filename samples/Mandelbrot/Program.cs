// Draws the Mandelbrot set, a row a task: mpirun -n 4 ./Mandelbrot picture.png --width 1920 --height 1080

using System.CommandLine;
using System.Runtime.InteropServices;
using Mandelbrot;
using MpiPool;
using SkiaSharp;

return await WorkerPool.RunAsync(args, async pool =>
{
    var output = new Argument<FileInfo>("output") { Description = "The PNG file to write.", DefaultValueFactory = _ => new FileInfo("mandelbrot.png") };
    var width = new Option<int>("--width") { Description = "Pixels in a row.", DefaultValueFactory = _ => 1200 };
    var height = new Option<int>("--height") { Description = "Rows.", DefaultValueFactory = _ => 800 };
    var iterations = new Option<int>("--iterations") { Description = "Steps after which a point counts as inside.", DefaultValueFactory = _ => 500 };
    foreach (Option<int> option in (Option<int>[])[width, height, iterations])
        option.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError($"{option.Name} must be at least 1."); });

    var command = new RootCommand("Draws the Mandelbrot set, a row a task.") { output, width, height, iterations };
    command.SetAction(parsed =>
    {
        var view = new View(parsed.GetValue(width), parsed.GetValue(height), parsed.GetValue(iterations));
        Draw(pool, view, parsed.GetValue(output)!);
    });
    // What goes wrong in here ends the job as any error of the main rank does, and signals are the pool's.
    var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
    pool.ExitCode = await command.Parse(args).InvokeAsync(configuration);
});

static void Draw(WorkerPool pool, View view, FileInfo output)
{
    using var picture = new SKBitmap(view.Width, view.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
    Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(picture.GetPixelSpan());
    foreach (uint[] row in pool.Map(y => Kernels.Tasks.Row(y, view), Enumerable.Range(0, view.Height)))
    {
        row.CopyTo(pixels);
        pixels = pixels[row.Length..];
    }
    using FileStream file = output.Create();
    picture.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    Console.WriteLine($"{view.Width} x {view.Height} pixels, {view.Iterations} iterations, {pool.WorkerCount} workers: {output.Name}");
}
