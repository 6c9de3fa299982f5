using System.Diagnostics;
using System.Runtime.CompilerServices;
using MpiPool.Transports.Mpi;

namespace MpiPool.Mpi.TestProgram;

/// <summary>What MPI and its launchers must not do to a .NET process.</summary>
internal static class ProcessScenarios
{
    /// <summary>The processor's faults are still .NET's after MPI and its transports have installed their handlers.</summary>
    public static int FaultsAreCaught() => OnTransport.Run(transport =>
    {
        // On this thread and on another: handlers and alternate stacks are a matter of threads.
        CatchFaults();
        var thread = new Thread(CatchFaults);
        thread.Start();
        thread.Join();
        Console.WriteLine($"caught on rank {transport.Rank}");
    });

    /// <summary>A child process sees none of the launcher's variables, so that an MPI program in it starts as one of its own.</summary>
    public static int ChildEnvironment() => OnTransport.Run(transport =>
    {
        using Process child = Process.Start(new ProcessStartInfo("/usr/bin/env") { RedirectStandardOutput = true })!;
        string text = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        foreach (string line in text.Split('\n'))
        {
            string name = line.Split('=')[0];
            if (LaunchEnvironment.IsLauncherVariable(name) || name.Contains("PMI", StringComparison.Ordinal))
                Console.WriteLine($"leaked {name}");
        }
        Console.WriteLine($"child of rank {transport.Rank}: {text.Contains("PATH=", StringComparison.Ordinal)}");
    });

    /// <summary>Opens as the engine does; says the heap's limit.</summary>
    public static int MemoryLimit()
    {
        long before = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        using MpiTransportScope scope = new();
        Console.WriteLine($"memory {before} {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes}");
        return 0;
    }

    /// <summary>One rank, or no launcher: no MPI at all.</summary>
    public static int OneRank()
    {
        Expect.True(OnTransport.Open() is null, "one rank runs in-process");
        Console.WriteLine("in-process");
        return 0;
    }

    /// <summary>Everything on the console that could make it talk to a terminal.</summary>
    public static int ConsoleUse() => OnTransport.Run(transport =>
    {
        Console.ForegroundColor = ConsoleColor.Red;
        Console.Out.WriteLine($"red {transport.Rank}");
        Console.ResetColor();
        Console.Error.WriteLine($"error {transport.Rank}");
        Console.CancelKeyPress += (_, _) => { };
        // Launchers connect rank 0 alone.
        if (transport.Rank == 0)
            Console.Out.WriteLine($"input {Console.In.ReadLine() ?? "none"}");
    });

    private static void CatchFaults()
    {
        for (int i = 0; i < 3; i++)
        {
            Expect.True(Throws<NullReferenceException>(() => LengthOf(null)), "a null reference throws");
            Expect.True(Throws<DivideByZeroException>(() => Divide(1, 0)), "a division by zero throws");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LengthOf(string? text) => text!.Length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Divide(int dividend, int divisor) => dividend / divisor;

    private static bool Throws<TException>(Func<int> action) where TException : Exception
    {
        try
        {
            action();
            return false;
        }
        catch (TException)
        {
            return true;
        }
    }

    private sealed class MpiTransportScope : IDisposable
    {
        private readonly MpiTransport? _transport = OnTransport.Open();

        public void Dispose()
        {
            if (_transport is null)
                return;
            var closed = new TaskCompletionSource();
            _transport.RunOnProgressThread(() =>
            {
                OnTransport.Await(_transport, _transport.StartBarrier());
                _transport.Close();
                closed.SetResult();
            });
            closed.Task.Wait();
        }
    }
}
