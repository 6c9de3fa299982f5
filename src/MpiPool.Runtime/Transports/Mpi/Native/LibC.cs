using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi.Native;

/// <summary>The few calls of the C library that the platform's classes cannot stand in for. Not on Windows.</summary>
internal static partial class LibC
{
    /// <summary>Bind all symbols at load time.</summary>
    public const int BindNow = 2;

    /// <summary>RTLD_GLOBAL: later libraries may bind to this one's symbols. The value differs between Linux and macOS.</summary>
    public static int GlobalSymbols => OperatingSystem.IsMacOS() ? 8 : 0x100;

    // The managed setter changes a copy that native code never reads.
    // int setenv(const char *name, const char *value, int overwrite)
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);

    // Ends the process at once: no exit handlers, which may hang on what the failure left behind.
    // void _exit(int status)
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int status);

    // pid_t getppid(void)
    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentProcessId();

    // int nanosleep(const struct timespec *request, struct timespec *remaining)
    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static unsafe partial int NanoSleep(TimeSpecification* request, TimeSpecification* remaining);

    // void *dlopen(const char *filename, int flags)
    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OpenLibrary(string fileName, int flags);

    /// <summary>Sleeps at least <paramref name="microseconds"/>, usually 50 more: the kernel's timer slack. A signal may end it early.</summary>
    public static unsafe void Sleep(int microseconds)
    {
        TimeSpecification time = TimeSpecification.FromMicroseconds(microseconds);
        // The structure lives on this stack frame for the whole call.
        _ = NanoSleep(&time, null);
    }
}
