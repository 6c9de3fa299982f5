namespace MpiPool.Runtime.Tests;

/// <summary>Waits for a state that nothing signals.</summary>
internal static class Waits
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>Looks again and again; a state that never comes is a failure, not a hang.</summary>
    public static async Task Until(Func<bool> condition)
    {
        long begun = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begun) < s_limit, "The state that the test waits for did not come.");
            await Task.Delay(1);
        }
    }
}
