namespace MpiPool.Transports;

/// <summary>Waits for collectives at the start and the end of a pool: tests with back-off, because ranks may outnumber processors.</summary>
internal static class RequestWaiter
{
    // Ranks may be minutes apart at a barrier; the failure of the job is looked for meanwhile.
    private const int MaximumSleepMicroseconds = 5000;

    /// <summary>Waits on the progress thread until the request has completed.</summary>
    /// <param name="transport">Where it was started.</param>
    /// <param name="request">The request.</param>
    /// <param name="drive">What goes on meanwhile: takes a step, and returns whether anything moved.</param>
    /// <param name="areNear">Whether all ranks have come to this point.</param>
    /// <exception cref="PoolBrokenException">The job failed meanwhile.</exception>
    public static void Wait(Transport transport, TransportRequest request, Func<bool>? drive = null, bool areNear = false)
    {
        var backoff = new StartupBackoff(MaximumSleepMicroseconds, areNear);
        while (!request.IsCompleted && !transport.Test(ref request))
        {
            if (drive?.Invoke() == true)
                continue;
            int microseconds = backoff.Next();
            if (microseconds == 0)
                continue;
            if (transport.FindFailure() is { } failure)
                throw new PoolBrokenException(failure);
            transport.Sleep(microseconds);
        }
    }
}
