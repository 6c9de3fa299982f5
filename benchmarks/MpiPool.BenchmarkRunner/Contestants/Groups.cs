namespace MpiPool.BenchmarkRunner.Contestants;

/// <summary>What is measured, and the targets. Ratios hold within one run; numbers alone hold on a quiet machine with two free cores.</summary>
internal static class Groups
{
    public const string CProbe = "C, probe";
    public const string CWindow = "C farm, 64 outstanding";
    public const string CChunks = "C farm, 1024 a message";
    public const string CInit = "C, MPI_Init only";
    public const string CEcho = "C, fresh buffers";
    public const string FewWorkers = "pool AOT, 4 workers";

    // One Task object, and 64 bytes for the call and what the pool keeps of it.
    private const int TaskObject = 72, BesideTask = 64;

    // Nothing an item, beside what each of the maps allocates once.
    private const double Nothing = 0.01;

    public static readonly Group Blocking = new("blocking round trip (Apply), median", "us", CProbe, new(Limit.AtMostTimes, 2));
    public static readonly Group Awaited = new("awaited round trip (Submit), median", "us", CProbe, new(Limit.AtMost, 5));
    public static readonly Group AwaitedTail = new("awaited round trip, 99th percentile", "us", null, new(Limit.AtMost, 50));

    public static readonly Group Submitted = new("tasks submitted one by one, each with a future", "tasks/s", CWindow, new(Limit.AtLeast, 1.5e6));
    public static readonly Group SubmittedCpu = new("CPU time of the main rank per submitted task, empty polls included", "ns", null, new(Limit.AtMost, 250));
    public static readonly Group SubmittedBytes = new("bytes allocated on the main rank per submitted task", "B", null, new(Limit.AtMost, TaskObject + BesideTask));

    public static readonly Group MapEnumerable = new("map over an IEnumerable, by handle", "items/s", CChunks, new(Limit.AtLeast, 60e6));
    public static readonly Group MapEnumerableBytes = new("bytes allocated on the main rank per item, IEnumerable by handle", "B", null, new(Limit.AtMost, Nothing));
    public static readonly Group MapArray = new("map over an array, by handle", "items/s", CChunks, new(Limit.AtLeastTimes, 0.5));
    public static readonly Group MapArrayBytes = new("bytes allocated on the main rank per item, array by handle", "B", null, new(Limit.AtMost, Nothing));
    public static readonly Group MapInto = new("map from an array into an array (MapInto), by handle", "items/s", CChunks, new(Limit.AtLeastTimes, 0.5));
    public static readonly Group MapIntoBytes = new("bytes allocated on the main rank per item, array into array", "B", null, new(Limit.AtMost, Nothing));
    public static readonly Group MapFactory = new("map by a call factory", "items/s", CChunks);
    public static readonly Group MapFactoryBytes = new("bytes allocated on the main rank per item, call factory", "B", null, new(Limit.AtMost, 32 + Nothing));
    public static readonly Group MapLambda = new("map by a lambda", "items/s", CChunks);
    public static readonly Group MapLambdaBytes = new("bytes allocated on the main rank per item, lambda", "B", null, new(Limit.AtMost, 32 + Nothing));
    public static readonly Group MapRecords = new("map of (string, record)", "items/s", null, new(Limit.AtLeast, 2e6));

    public static readonly Group Opening = new("opening of the pool after MPI_Init", "ms", null, new(Limit.AtMost, 5));
    public static readonly Group FirstResult = new("start of the launcher to the first result", "ms", CInit, new(Limit.AtMostMore, 30));
    public static readonly Group Echo = new("echo of 64 MiB", "GB/s", CEcho, new(Limit.AtLeastTimes, 0.8));

    public static readonly Group ScaleSubmitted = new("time per submitted task in-process, 64 workers against 4", "ns", FewWorkers, new(Limit.AtMostTimes, 1.3));
    public static readonly Group ScaleMap = new("time per item of a map in-process, 64 workers against 4", "ns", FewWorkers, new(Limit.AtMostTimes, 1.3));
}
