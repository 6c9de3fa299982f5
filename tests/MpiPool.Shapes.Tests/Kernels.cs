namespace MpiPool.Shapes.Tests;

public static class Kernels
{
    [MpiTask] public static double Power(int x, double y = 2) => Math.Pow(x, y);
    [MpiTask] public static Scenario Echo(Scenario value, List<string?> names, (int A, string? B) pair, int?[] maybe) => value;
    [MpiTask] public static async Task<string[]?> Slow(string a, TaskContext context, CancellationToken cancel) { await Task.Yield(); return [a]; }
    [MpiTask] internal static void Nothing() { }
}

public sealed record Scenario(string Name, int Count, double? Weight, Mesh Mesh, Dictionary<string, int[]> Tables)
{
    public required Guid Id { get; init; }
    public Scenario? Next { get; set; }
}

public struct Mesh
{
    public double[] Points;
    public int Width;
}
