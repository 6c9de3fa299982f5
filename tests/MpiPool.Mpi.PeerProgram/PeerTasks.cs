namespace MpiPool.Mpi.PeerProgram;

/// <summary>What the cases have the workers do.</summary>
internal static class PeerTasks
{
    [MpiTask]
    public static long Power(int x, int exponent) => (long)Math.Pow(x, exponent);

    [MpiTask]
    public static int Multiply(int x, int y = 1) => x * y;

    [MpiTask]
    public static int Double(int x) => 2 * x;

    [MpiTask]
    public static int Absolute(int x) => Math.Abs(x);

    [MpiTask]
    public static int Length(List<int> values) => values.Count;

    [MpiTask]
    public static int Raise(string message) => throw new InvalidOperationException(message);

    [MpiTask]
    public static void Nothing()
    {
    }

    [MpiTask]
    public static int AddTwice(int x, int added) => added + 2 * x;

    /// <summary>How many workers the task sees.</summary>
    [MpiTask]
    public static int CountWorkers(TaskContext context) => context.Size - 1;
}
