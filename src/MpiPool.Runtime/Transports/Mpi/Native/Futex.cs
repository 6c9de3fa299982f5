using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi.Native;

/// <summary>Waiting on a word of memory that processes share: futex(2) of Linux, which the C library gives no function for.</summary>
internal static unsafe partial class Futex
{
    private const int WaitOperation = 0;
    private const int WakeOperation = 1;

    // The number of the call: asm/unistd_64.h, and asm-generic/unistd.h.
    private static readonly nint s_number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 202 : 98;

    /// <summary>Whether this system has it, as it is called here.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Sleeps while the word has this value, until it is woken, or the time is over. A signal may end it early.</summary>
    public static void Wait(int* word, int value, int microseconds)
    {
        TimeSpecification time = TimeSpecification.FromMicroseconds(microseconds);
        // The structure lives on this frame for the whole call; the word is the caller's. How it ended does not matter: the caller looks.
        _ = SystemCall(s_number, word, WaitOperation, value, &time, 0, 0);
    }

    /// <summary>Wakes all who sleep on the word, in whatever process.</summary>
    public static void WakeAll(int* word) => _ = SystemCall(s_number, word, WakeOperation, int.MaxValue, null, 0, 0);

    // long syscall(long number, ...); as futex(uint32_t *word, int operation, uint32_t value, const struct timespec *timeout, ...)
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, int* word, nint operation, nint value, TimeSpecification* time, nint word2, nint value3);
}
