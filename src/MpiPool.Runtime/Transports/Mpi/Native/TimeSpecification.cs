namespace MpiPool.Transports.Mpi.Native;

/// <summary>A span of time as the C library takes it: struct timespec of 64-bit systems.</summary>
internal struct TimeSpecification
{
    public nint Seconds;
    public nint Nanoseconds;

    public static TimeSpecification FromMicroseconds(int microseconds) =>
        new() { Seconds = microseconds / 1_000_000, Nanoseconds = microseconds % 1_000_000 * 1000 };
}
