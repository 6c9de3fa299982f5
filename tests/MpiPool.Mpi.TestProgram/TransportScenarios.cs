using System.Runtime.InteropServices;
using MpiPool.Transports;

namespace MpiPool.Mpi.TestProgram;

/// <summary>The members of the seam, over real ranks.</summary>
internal static class TransportScenarios
{
    private const int Request = 1;
    private const int Answer = 2;
    private const int Other = 3;

    /// <summary>Rank 0 sends messages of many sizes to every rank, which send them back; then the collectives.</summary>
    public static int Echo() => OnTransport.Run(transport =>
    {
        int[] sizes = [0, 1, 64, 1024, 1025, 4096, 65_537, 1 << 20];
        foreach (int size in sizes)
        {
            if (transport.Rank == 0)
                EchoMain(transport, size);
            else
                EchoBack(transport);
        }
        KnownSource(transport);
        Collectives(transport);
        Console.WriteLine($"echo {transport.Rank} of {transport.Size} on {transport.HostName}, {transport.RanksOnHost} here, may move {transport.RoleMayMove}");
    });

    /// <summary>A message of 1 GiB, the longest one a transport takes, from rank 1 to rank 0.</summary>
    public static int Large() => OnTransport.Run(transport =>
    {
        const int length = Transport.MaximumMessageLength;
        if (transport.Rank == 1)
        {
            byte[] bytes = new byte[length];
            bytes.AsSpan(length - 8).Fill(7);
            OnTransport.Send(transport, 0, Request, bytes);
        }
        if (transport.Rank == 0)
        {
            ProbedMessage message = OnTransport.Next(transport, Request);
            Expect.Equal(length, message.Length, "length");
            byte[] bytes = OnTransport.Receive(transport, message);
            Expect.True(bytes.AsSpan(length - 8).IndexOfAnyExcept((byte)7) < 0 && bytes[0] == 0, "the bytes arrived");
            Console.WriteLine("large ok");
        }
    });

    /// <summary>Messages there and back between rank 0 and each other one; who waits for one rests until it is woken, where a message does that.</summary>
    /// <param name="withoutMemory">A rank that shares no memory with the others.</param>
    public static int Wake(int? withoutMemory)
    {
        if (WorkerPool.World.Rank == withoutMemory)
            Environment.SetEnvironmentVariable(HostMapping.Variable, "0");
        return OnTransport.Run(ThereAndBack);
    }

    private static void ThereAndBack(Transport transport)
    {
        const int rounds = 20;
        for (int i = 0; i < rounds * (transport.Size - 1); i++)
        {
            int partner = 1 + i % (transport.Size - 1);
            if (transport.Rank == 0)
            {
                OnTransport.Send(transport, partner, Request, [1]);
                OnTransport.Receive(transport, OnTransport.NextAtRest(transport, Answer));
            }
            else if (transport.Rank == partner)
            {
                OnTransport.Receive(transport, OnTransport.NextAtRest(transport, Request));
                OnTransport.Send(transport, 0, Answer, [2]);
            }
        }
        Console.WriteLine($"rank {transport.Rank}: woken {transport.WakesOnArrival}");
    }

    private static void EchoMain(Transport transport, int size)
    {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++)
            bytes[i] = (byte)(i * 31 + size);
        for (int rank = 1; rank < transport.Size; rank++)
            OnTransport.Send(transport, rank, Request, bytes);
        var seen = new HashSet<int>();
        while (seen.Count < transport.Size - 1)
        {
            ProbedMessage message = OnTransport.Next(transport, Answer);
            Expect.True(seen.Add(message.Source), $"one answer from rank {message.Source}");
            Expect.Equal(size, message.Length, "length of the answer");
            Expect.True(OnTransport.Receive(transport, message).AsSpan().SequenceEqual(bytes), $"{size} bytes came back unchanged");
        }
    }

    private static void EchoBack(Transport transport)
    {
        ProbedMessage message = OnTransport.Next(transport, Request);
        Expect.Equal(0, message.Source, "source");
        OnTransport.Send(transport, 0, Answer, OnTransport.Receive(transport, message));
    }

    /// <summary>Receives that were started before the sends, by source and tag; the probe for another tag must not see them.</summary>
    private static unsafe void KnownSource(Transport transport)
    {
        int left = (transport.Rank + transport.Size - 1) % transport.Size;
        int right = (transport.Rank + 1) % transport.Size;
        long* numbers = stackalloc long[4];
        numbers[2] = transport.Rank;
        numbers[3] = transport.Rank * 1000;
        // The numbers live on this frame, which outlives the requests.
        TransportRequest first = transport.StartReceive(left, Other, (nint)(&numbers[0]), sizeof(long));
        TransportRequest second = transport.StartReceive(left, Other, (nint)(&numbers[1]), sizeof(long));
        OnTransport.Await(transport, transport.StartSend(right, Other, (nint)(&numbers[2]), sizeof(long)));
        OnTransport.Await(transport, transport.StartSend(right, Other, (nint)(&numbers[3]), sizeof(long)));
        OnTransport.Await(transport, second);
        OnTransport.Await(transport, first);
        Expect.Equal(left, numbers[0], "first message of the left neighbour");
        Expect.Equal(left * 1000, numbers[1], "second message of the left neighbour");
        Expect.True(!transport.TryProbe(Request, out _), "nothing is left");
    }

    private static unsafe void Collectives(Transport transport)
    {
        int size = transport.Size;
        long* all = (long*)NativeMemory.AllocZeroed((nuint)size, sizeof(long));
        long mine = transport.Rank * 11;
        // Native memory and this frame, both alive until the requests have completed.
        OnTransport.Await(transport, transport.StartAllGather((nint)(&mine), (nint)all, sizeof(long)));
        for (int rank = 0; rank < size; rank++)
            Expect.Equal(rank * 11, all[rank], "gathered number");
        mine = transport.Rank == size - 1 ? 4711 : 0;
        OnTransport.Await(transport, transport.StartBroadcast(size - 1, (nint)(&mine), sizeof(long)));
        Expect.Equal(4711, mine, "broadcast number");
        NativeMemory.Free(all);
    }
}
