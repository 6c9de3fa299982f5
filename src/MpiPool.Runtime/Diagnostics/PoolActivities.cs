using System.Diagnostics;
using MpiPool.Scheduling;
using MpiPool.Tasks;

namespace MpiPool.Diagnostics;

/// <summary>
/// The activity source <c>MpiPool</c>: one activity a call, from its submission to its end, while somebody listens. Listeners are the user's
/// code and never run on the thread that drives the traffic.
/// </summary>
internal static class PoolActivities
{
    private static readonly ActivitySource s_source = new("MpiPool");
    private static readonly ListenerFailure s_failure = new("a listener of the activity source MpiPool");

    /// <summary>Whether somebody listens.</summary>
    public static bool IsListenedTo => s_source.HasListeners();

    /// <summary>Begins the activity of a call; null where nobody wants it. On the submitter's thread, whose current activity is its parent and stays the current one.</summary>
    public static Activity? Start(TaskEntry entry, string? label)
    {
        Activity? current = Activity.Current;
        Activity? activity = s_source.StartActivity(entry.Name, ActivityKind.Client);
        Activity.Current = current;
        activity?.SetTag("mpipool.task", entry.Name);
        if (label is not null)
            activity?.SetTag("mpipool.label", label);
        return activity;
    }

    /// <summary>Ends the activity of a call.</summary>
    public static void Stop(Activity activity, Exception? error, in RunInfo run)
    {
        activity.SetEndTime(DateTime.UtcNow);
        activity.SetTag("mpipool.rank", run.Rank);
        activity.SetTag("mpipool.attempt", run.Attempt);
        if (error is not null)
            activity.SetStatus(ActivityStatusCode.Error, error.Message);
        ThreadPool.UnsafeQueueUserWorkItem(End, activity, preferLocal: false);
    }

    // What a listener throws would end the process here.
    private static void End(Activity activity)
    {
        try
        {
            activity.Dispose();
        }
        catch (Exception error)
        {
            s_failure.Tell(error);
        }
    }
}
