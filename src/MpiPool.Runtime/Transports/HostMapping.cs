using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MpiPool.Transports;

/// <summary>
/// Memory that the processes of a host share: made by one of them, mapped by the others. It is an anonymous file of the
/// kernel (memfd_create(2)), found through the descriptor of a process that has it open, so that it has no name that could be left behind:
/// it goes with the last process that has it, whatever ends that. Not Windows, not macOS.
/// </summary>
internal sealed partial class HostMapping : IDisposable
{
    /// <summary>The variable that keeps a rank from sharing memory with others of its host: 0.</summary>
    public const string Variable = "MPIPOOL_SHARED_MEMORY";

    // The first page has the nonce, so that the bytes begin at a page, too.
    private const int HeaderSize = 4096;
    private const uint CloseOnExec = 1;
    private const string FileNamePrefix = "mpipool-";

    private readonly SafeFileHandle _file;
    private readonly Guid _nonce;
    private readonly MemoryMappedFile? _mapped;
    private readonly MemoryMappedViewAccessor? _view;

    private HostMapping(SafeFileHandle file, Guid nonce, long length, MemoryMappedFile? mapped, MemoryMappedViewAccessor? view)
    {
        (_file, _nonce, Length, _mapped, _view) = (file, nonce, length, mapped, view);
    }

    /// <summary>Whether this rank may share memory.</summary>
    public static bool IsEnabled => OperatingSystem.IsLinux() && IsAllowed;

    /// <summary>What the variable says; true where it is not set.</summary>
    /// <exception cref="ArgumentException">The variable has no valid value.</exception>
    public static bool IsAllowed => PoolEnvironment.ReadInt32(Variable, 0, 1) != 0;

    /// <summary>The bytes it holds.</summary>
    public long Length { get; }

    /// <summary>Where the bytes stand, page-aligned; 0 for one that was only filled.</summary>
    public nint Address => _view is null ? 0 : _view.SafeMemoryMappedViewHandle.DangerousGetHandle() + HeaderSize;

    /// <summary>How another process finds it, as long as this one has it.</summary>
    public MappingReference Reference => new() { ProcessId = Environment.ProcessId, Descriptor = (int)_file.DangerousGetHandle(), Length = Length, Nonce = _nonce };

    /// <summary>Makes one that is filled by <see cref="Write"/>, or, mapped, by whoever writes to its address.</summary>
    /// <param name="content">What it is for, in a word: people find it in the kernel's list of a process's mappings.</param>
    /// <param name="length">The bytes it holds.</param>
    /// <param name="mapped">Whether this process maps it.</param>
    /// <returns>Null where the system gives none.</returns>
    public static HostMapping? TryCreate(string content, long length, bool mapped)
    {
        if (!IsEnabled)
            return null;
        SafeFileHandle? file = null;
        try
        {
            file = new SafeFileHandle(CreateMemoryFile(FileNamePrefix + content, CloseOnExec), ownsHandle: true);
            if (file.IsInvalid)
                return null;
            RandomAccess.SetLength(file, HeaderSize + length);
            var nonce = Guid.NewGuid();
            RandomAccess.Write(file, nonce.ToByteArray(), 0);
            return mapped ? Map(file, nonce, length, MemoryMappedFileAccess.ReadWrite) : new HostMapping(file, nonce, length, null, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException)
        {
            // What cannot be shared is copied.
            file?.Dispose();
            return null;
        }
    }

    /// <summary>Maps what another process of the host has made.</summary>
    /// <param name="reference">Its name.</param>
    /// <param name="writable">Whether this process writes to it too.</param>
    /// <returns>Null where it cannot be found: the processes do not see each other, or may not.</returns>
    public static HostMapping? TryOpen(in MappingReference reference, bool writable = false)
    {
        if (!IsEnabled || reference.Length < 0)
            return null;
        SafeFileHandle? file = null;
        try
        {
            string path = $"/proc/{reference.ProcessId}/fd/{reference.Descriptor}";
            // Whatever else has that number there is not touched: to open a pipe could wait for ever.
            if (new FileInfo(path).LinkTarget?.StartsWith("/memfd:" + FileNamePrefix, StringComparison.Ordinal) != true)
                return null;
            file = File.OpenHandle(path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
            Span<byte> nonce = stackalloc byte[16];
            // Another host's process, or container, may have the same number.
            if (RandomAccess.GetLength(file) == HeaderSize + reference.Length && RandomAccess.Read(file, nonce, 0) == nonce.Length && new Guid(nonce) == reference.Nonce)
                return Map(file, reference.Nonce, reference.Length, writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read);
            file.Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // What cannot be shared is copied.
            file?.Dispose();
            return null;
        }
    }

    /// <summary>Fills it from <paramref name="offset"/> on. The kernel copies, so that no page is mapped for it.</summary>
    /// <exception cref="IOException">The host has no memory for it.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_file, bytes, HeaderSize + offset);

    /// <summary>Gives it up. Others that have mapped it keep it.</summary>
    public void Dispose()
    {
        _view?.Dispose();
        _mapped?.Dispose();
        _file.Dispose();
    }

    private static HostMapping Map(SafeFileHandle file, Guid nonce, long length, MemoryMappedFileAccess access)
    {
        MemoryMappedFile mapped = MemoryMappedFile.CreateFromFile(file, null, 0, access, HandleInheritability.None, leaveOpen: true);
        return new HostMapping(file, nonce, length, mapped, mapped.CreateViewAccessor(0, 0, access));
    }

    // int memfd_create(const char *name, unsigned int flags)
    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string name, uint flags);
}
