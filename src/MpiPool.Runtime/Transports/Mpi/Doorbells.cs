using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// Lets a message end the sleep of its receiver, which MPI has no call for, among ranks of the main rank's host. Each rank has a word in memory
/// that they share. Who is about to sleep arms it and looks for messages once more; who has sent a message looks whether its receiver's word is armed,
/// and wakes it (futex(2)). Thread-safe.
/// </summary>
internal sealed unsafe class Doorbells : IDisposable
{
    // A cache line each, so that arming one does not slow down who looks at another.
    private const int Stride = 64;
    private const int Awake = 0;
    private const int Armed = 1;
    private const int Rung = 2;

    private readonly HostMapping _memory;
    private readonly int* _attached;

    private Doorbells(HostMapping memory)
    {
        _memory = memory;
        // The mapping lives as long as this object, which each use keeps alive to its end; the first line counts, the others are the words.
        _attached = (int*)memory.Address;
        Interlocked.Increment(ref *_attached);
    }

    /// <summary>How the other ranks of the host find them.</summary>
    public MappingReference Reference => _memory.Reference;

    /// <summary>How many ranks ring and can be rung.</summary>
    public int Attached => Volatile.Read(ref *_attached);

    /// <summary>Makes those of so many ranks. The main rank.</summary>
    /// <returns>Null where the system has no such thing.</returns>
    public static Doorbells? TryCreate(int size) => Futex.IsSupported && HostMapping.TryCreate("doorbells", LengthFor(size), mapped: true) is { } memory ? new Doorbells(memory) : null;

    /// <summary>Joins those of the main rank.</summary>
    /// <returns>Null where it made none, or they cannot be found.</returns>
    public static Doorbells? TryOpen(in MappingReference reference, int size) =>
        Futex.IsSupported && reference.Length == LengthFor(size) && HostMapping.TryOpen(reference, writable: true) is { } memory ? new Doorbells(memory) : null;

    /// <summary>A message is on its way to a rank, or something else has come up for it: ends its sleep. Of a rank on another host nothing happens.</summary>
    public void Ring(int rank)
    {
        int* word = Word(rank);
        // Pairs with the exchange in Wait: either the sleeper's last look finds the message, or this finds the word armed.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref *word) == Armed && Interlocked.CompareExchange(ref *word, Rung, Armed) == Armed)
            Futex.WakeAll(word);
        GC.KeepAlive(_memory);
    }

    /// <summary>Sleeps until this rank's bell rings, at most so many microseconds. Returns at once where it was not armed: it is now, and the caller must look before it sleeps.</summary>
    /// <returns>Whether it rang.</returns>
    public bool Wait(int rank, int microseconds)
    {
        int* word = Word(rank);
        bool hasRung;
        if (Volatile.Read(ref *word) != Armed)
        {
            hasRung = Interlocked.Exchange(ref *word, Armed) == Rung;
        }
        else
        {
            Futex.Wait(word, Armed, microseconds);
            hasRung = Interlocked.CompareExchange(ref *word, Awake, Rung) == Rung;
        }
        GC.KeepAlive(_memory);
        return hasRung;
    }

    /// <summary>Gives them up, where no other thread of this process knows them. Else they go with the object.</summary>
    public void Dispose() => _memory.Dispose();

    private static long LengthFor(int size) => (size + 1L) * Stride;

    private int* Word(int rank) => (int*)((byte*)_attached + (rank + 1L) * Stride);
}
