using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.v3;

namespace MpiPool.Testing;

/// <summary>
/// The hard limit of every test of the assembly: one that is past it ends the run with its name, so that a hang is a failure wherever it
/// happens, in a blocking call or in the end of a pool, too.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestLimitAttribute : BeforeAfterTestAttribute
{
    // No measure of speed: a loaded machine must not come near it.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    // Of a pool whose test has failed while it holds a task: shorter, so that the test's own error is what is seen.
    private const string ShutdownMilliseconds = "60000";

    private static readonly ConcurrentDictionary<string, Timer> s_running = new();

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        s_running[test.UniqueID] = new Timer(static name => Environment.FailFast($"The test {name} has run for {s_limit.TotalSeconds} s and counts as hung."), test.TestDisplayName, s_limit, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (s_running.TryRemove(test.UniqueID, out Timer? timer))
            timer.Dispose();
    }

    [ModuleInitializer]
    internal static void LimitShutdowns()
    {
        if (Environment.GetEnvironmentVariable("MPIPOOL_SHUTDOWN_TIMEOUT_MS") is null)
            Environment.SetEnvironmentVariable("MPIPOOL_SHUTDOWN_TIMEOUT_MS", ShutdownMilliseconds);
    }
}
