using System.Runtime.InteropServices;
using MpiPool.Transports;
using MpiPool.Transports.Mpi;

namespace MpiPool.Mpi.TestProgram;

/// <summary>What the engine does around a transport, in its simplest form: one thread, one request at a time.</summary>
internal static class OnTransport
{
    /// <summary>Opens the ranks of the job; null where this process is alone.</summary>
    public static MpiTransport? Open()
    {
        Transport? opened = null;
        WorkerPool.World.Link.OpenTransport(null, transport =>
        {
            opened = transport;
            transport.PrepareProcess(endOnSignals: true);
            transport.StartConnecting();
            transport.Connect();
        });
        return (MpiTransport?)opened;
    }

    /// <summary>Runs <paramref name="body"/> on the progress thread of a new transport, meets the other ranks, and closes it.</summary>
    public static int Run(Action<Transport> body)
    {
        MpiTransport transport = Open()!;
        var done = new TaskCompletionSource();
        transport.RunOnProgressThread(() =>
        {
            try
            {
                body(transport);
                Await(transport, transport.StartBarrier());
                transport.Close();
                done.SetResult();
            }
            catch (Exception error)
            {
                Console.Error.WriteLine(error);
                transport.Abort(1, "the scenario failed.");
            }
        });
        done.Task.Wait();
        return 0;
    }

    /// <summary>Tests until the request completes.</summary>
    public static void Await(Transport transport, TransportRequest request)
    {
        while (!request.IsCompleted && !transport.Test(ref request))
            Idle(transport);
    }

    /// <summary>Probes until a message with the tag has arrived.</summary>
    public static ProbedMessage Next(Transport transport, int tag)
    {
        ProbedMessage message;
        while (!transport.TryProbe(tag, out message))
            Idle(transport);
        return message;
    }

    /// <summary>As <see cref="Next"/>, but rests until a message wakes this rank, where one does: longer than any test may take.</summary>
    public static ProbedMessage NextAtRest(Transport transport, int tag)
    {
        const int longerThanATest = 1_800_000_000;
        ProbedMessage message;
        // A probe of Open MPI looks first, and moves messages afterwards.
        while (!transport.TryProbe(tag, out message) && !transport.TryProbe(tag, out message))
            transport.WaitForActivity(transport.WakesOnArrival ? longerThanATest : 20);
        return message;
    }

    /// <summary>Sends the array's bytes and waits until they may change.</summary>
    public static unsafe void Send(Transport transport, int destination, int tag, ReadOnlySpan<byte> bytes)
    {
        // Pinned until the send has completed, which is within the block.
        fixed (byte* address = bytes)
            Await(transport, transport.StartSend(destination, tag, (nint)address, bytes.Length));
    }

    /// <summary>Receives a probed message.</summary>
    public static unsafe byte[] Receive(Transport transport, ProbedMessage message)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(message.Length);
        // Pinned until the receive has completed, which is within the block.
        fixed (byte* address = bytes)
            Await(transport, transport.StartReceive(message, (nint)address));
        return bytes;
    }

    private static void Idle(Transport transport)
    {
        if (transport.FindFailure() is { } failure)
            transport.Abort(1, failure);
        transport.WaitForActivity(20);
    }
}
