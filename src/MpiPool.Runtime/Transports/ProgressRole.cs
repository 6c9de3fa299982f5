using System.Diagnostics;

namespace MpiPool.Transports;

/// <summary>
/// Who may call the transport: one thread at a time, for one bounded step (start, probe, test), never across a wait or user code. Nobody
/// waits for the role: who does not get it knows that its holder makes the same progress.
/// </summary>
internal sealed class ProgressRole
{
    private int _held;

    /// <summary>Takes the role if nobody has it.</summary>
    public bool TryEnter() => Volatile.Read(ref _held) == 0 && Interlocked.CompareExchange(ref _held, 1, 0) == 0;

    /// <summary>Takes the role; spins, then yields, while another thread finishes its step.</summary>
    public void Enter()
    {
        var spinner = new SpinWait();
        while (!TryEnter())
            spinner.SpinOnce(sleep1Threshold: -1);
    }

    /// <summary>Gives the role up.</summary>
    public void Exit()
    {
        Debug.Assert(_held == 1, "The progress role is given up by a thread that does not hold it.");
        Volatile.Write(ref _held, 0);
    }
}
