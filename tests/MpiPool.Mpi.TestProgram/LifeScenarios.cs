using System.Diagnostics;
using System.Globalization;
using MpiPool.Transports;
using MpiPool.Transports.Mpi;

namespace MpiPool.Mpi.TestProgram;

/// <summary>How ranks end: in order, early, by signals, by the death of the launcher.</summary>
internal static class LifeScenarios
{
    /// <summary>Ends in order, with the given code on the given rank and 0 on the others.</summary>
    public static int ExitCode(int rank, int code)
    {
        int mine = 0;
        OnTransport.Run(transport => mine = transport.Rank == rank ? code : 0);
        return mine;
    }

    /// <summary>Two pools one after another, then work without one.</summary>
    public static int TwoPools()
    {
        for (int i = 0; i < 2; i++)
            OnTransport.Run(transport => Console.WriteLine($"pool {i} rank {transport.Rank}"));
        return 0;
    }

    /// <summary>The pool is open and idle on every rank; one calls Environment.Exit.</summary>
    public static int EarlyExit(int rank, int code)
    {
        MpiTransport transport = OpenAndIdle();
        if (transport.Rank == rank)
            Environment.Exit(code);
        return WaitForEver();
    }

    /// <summary>As <see cref="EarlyExit"/>, but the rank returns 0 from Main.</summary>
    public static int EarlyReturn(int rank) => OpenAndIdle().Rank == rank ? 0 : WaitForEver();

    /// <summary>As <see cref="EarlyExit"/>, on the only thread that could find the failure: the watchdog must end the process.</summary>
    public static int ExitOnProgressThread(int rank)
    {
        MpiTransport transport = OnTransport.Open()!;
        transport.RunOnProgressThread(() =>
        {
            OnTransport.Await(transport, transport.StartBarrier());
            if (transport.Rank == rank)
                Environment.Exit(0);
            OnTransport.Next(transport, 1);
        });
        return WaitForEver();
    }

    /// <summary>One rank aborts the job.</summary>
    public static int Abort(int rank, int code) => OnTransport.Run(transport =>
    {
        OnTransport.Await(transport, transport.StartBarrier());
        if (transport.Rank == rank)
            transport.Abort(code, "the test aborts it.");
        OnTransport.Next(transport, 1);
    });

    /// <summary>Says its process ID and idles in an open pool; the test sends signals or kills the launcher.</summary>
    public static int WaitForSignal()
    {
        MpiTransport transport = OpenAndIdle();
        Console.WriteLine($"process {Environment.ProcessId} rank {transport.Rank} parent {LaunchEnvironment.Current.ParentProcessId}");
        return WaitForEver();
    }

    /// <summary>
    /// Rank 0 ends at once, rank 1 later; meanwhile rank 1 looks how much processor time rank 0 takes for waiting at the end.
    /// </summary>
    public static int LateRank()
    {
        int rank = 0;
        long[] process = [0];
        OnTransport.Run(transport =>
        {
            rank = transport.Rank;
            process[0] = Environment.ProcessId;
            BroadcastFromZero(transport, process);
        });
        if (rank != 1)
            return 0;
        using Process other = Process.GetProcessById((int)process[0]);
        // Past its own way to the exit handler, then over a second of waiting there.
        Thread.Sleep(500);
        other.Refresh();
        TimeSpan before = other.TotalProcessorTime;
        Thread.Sleep(1000);
        other.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"waited with {(other.TotalProcessorTime - before).TotalMilliseconds:F0} ms of processor time"));
        return 0;
    }

    private static unsafe void BroadcastFromZero(Transport transport, long[] value)
    {
        // Pinned until the broadcast has completed, which is within the block.
        fixed (long* address = value)
            OnTransport.Await(transport, transport.StartBroadcast(0, (nint)address, sizeof(long)));
    }

    private static MpiTransport OpenAndIdle()
    {
        MpiTransport transport = OnTransport.Open()!;
        var met = new TaskCompletionSource();
        transport.RunOnProgressThread(() =>
        {
            OnTransport.Await(transport, transport.StartBarrier());
            met.SetResult();
            OnTransport.Next(transport, 1);
        });
        met.Task.Wait();
        return transport;
    }

    private static int WaitForEver()
    {
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
