namespace MpiPool.Scheduling;

/// <summary>The run time of each task, as a moving average of what workers report, and the credit that follows from it. Used under the progress role.</summary>
internal sealed class TaskTimes
{
    /// <summary>The most calls one worker may hold.</summary>
    public const int MaximumCredit = 1024;

    // Work at hand for this long hides a round trip and its jitter.
    private const double TargetNanoseconds = 200_000;

    // What a message to another worker, and waking it, costs at least.
    private const double WorthAMessageNanoseconds = 5_000;

    // Threads of one process share its processors: one that wakes takes the processor from another one.
    private const double WorthAMessageInProcessNanoseconds = 50_000;

    // From here on a round trip is lost in the noise, and a call that waits behind another one costs more.
    private const double LongTaskNanoseconds = 10_000_000;

    private const double Weight = 1.0 / 16;
    private readonly double[] _average;
    private readonly double _worthAMessage;

    /// <param name="tasks">How many tasks there are.</param>
    /// <param name="isInProcess">Whether workers are threads.</param>
    public TaskTimes(int tasks, bool isInProcess)
    {
        _worthAMessage = isInProcess ? WorthAMessageInProcessNanoseconds : WorthAMessageNanoseconds;
        _average = new double[tasks];
        Array.Fill(_average, double.NaN);
    }

    /// <summary>Notes a run.</summary>
    public void Add(int taskIndex, long nanoseconds)
    {
        ref double average = ref _average[taskIndex];
        average = double.IsNaN(average) ? nanoseconds : average + (nanoseconds - average) * Weight;
    }

    /// <summary>Notes the items of a chunk.</summary>
    public void Add(int taskIndex, int items, long nanoseconds)
    {
        ref double average = ref _average[taskIndex];
        double latest = (double)nanoseconds / items;
        average = double.IsNaN(average) ? latest : average + (latest - average) * Math.Max(Weight, items / (items + 1 / Weight));
    }

    /// <summary>What a run of a task takes, in nanoseconds; NaN where none has been measured. Other threads may read it as a hint.</summary>
    public double Average(int taskIndex) => Volatile.Read(ref _average[taskIndex]);

    /// <summary>How many calls of a task one worker may hold: enough to hide a round trip, no more. One until it has been measured.</summary>
    public int Credit(int taskIndex)
    {
        double average = _average[taskIndex];
        if (double.IsNaN(average) || average >= LongTaskNanoseconds)
            return 1;
        return (int)Math.Clamp(TargetNanoseconds / Math.Max(average, 1), 2, MaximumCredit);
    }

    /// <summary>How many calls of a task take no longer than a message: fewer are not worth one. One until it has been measured.</summary>
    public int InOneFrame(int taskIndex)
    {
        double average = _average[taskIndex];
        return double.IsNaN(average) ? 1 : (int)Math.Clamp(_worthAMessage / Math.Max(average, 1), 1, MaximumCredit);
    }
}
