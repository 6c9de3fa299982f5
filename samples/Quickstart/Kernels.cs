using MpiPool;

/// <summary>What the workers can run. The arguments travel to a worker, the result travels back; the context is filled in there.</summary>
internal static class Kernels
{
    /// <summary>x to the power of the rank that runs the task.</summary>
    [MpiTask]
    public static Power PowerOfRank(double x, TaskContext context) => new(context.Rank, Math.Pow(x, context.Rank));

    /// <summary>Fails, to show where the error comes out.</summary>
    [MpiTask]
    public static int Divide(int dividend, int divisor) => dividend / divisor;
}

/// <summary>A result, and the rank that computed it.</summary>
internal sealed record Power(int Rank, double Value);
