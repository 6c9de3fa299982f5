using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiPool.Shapes.Tests;

/// <summary>Shared memory: ranks of one host read it from one place.</summary>
public class SharedMemoryTests
{
    private const int Length = 300_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(9, false)]
    public async Task Share_LargeMemory_StandsInOnePlace(int workers, bool eager)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
        double[] values = [.. Enumerable.Range(0, Length).Select(static i => (double)i)];
        using Shared<ReadOnlyMemory<double>> shared = pool.Share<ReadOnlyMemory<double>>(values, eager);
        double[] sums = pool.Map(i => SharedMemoryTasks.Tasks.Sum(shared, i * 1000, 1000), Enumerable.Range(0, Length / 1000)).ToArray();
        Assert.Equal(values.Sum(), sums.Sum());
        string?[] places = await pool.RunOnEveryWorker(SharedMemoryTasks.Tasks.Place(shared)).WaitAsync(s_limit);
        Assert.NotNull(Assert.Single(places.Distinct()));
    }

    [Fact]
    public async Task Share_AndChangeAfterwards_IsNotSeen()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        var values = new double[Length];
        using Shared<ReadOnlyMemory<double>> shared = pool.Share<ReadOnlyMemory<double>>(values);
        values[7] = 1;
        Assert.Equal(0, await pool.Submit(SharedMemoryTasks.Tasks.Sum(shared, 0, 10)).WaitAsync(s_limit));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replace_AndDispose_GiveTheOldMemoryBack(bool eager)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(3);
        using Shared<ReadOnlyMemory<double>> shared = pool.Share<ReadOnlyMemory<double>>(new double[Length], eager);
        string?[] first = await pool.RunOnEveryWorker(SharedMemoryTasks.Tasks.Place(shared)).WaitAsync(s_limit);
        shared.Replace(Enumerable.Repeat(2.0, Length).ToArray());
        string?[] second = await pool.RunOnEveryWorker(SharedMemoryTasks.Tasks.Place(shared)).WaitAsync(s_limit);
        Assert.NotEqual(first[0], second[0]);
        Assert.Equal(20, await pool.Submit(SharedMemoryTasks.Tasks.Sum(shared, 5, 10)).WaitAsync(s_limit));
        shared.Dispose();
        // Frees travel before what is submitted after them; two rounds, for the first may still have been under way with the value.
        for (int i = 0; i < 2; i++)
            await pool.RunOnEveryWorker(SharedMemoryTasks.Tasks.Nothing()).WaitAsync(s_limit);
        Assert.DoesNotContain(Mappings.All(), mapping => mapping == first[0] || mapping == second[0]);
    }

    [Fact]
    public async Task Share_SmallOrNull_Arrives()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        using Shared<ReadOnlyMemory<double>> small = pool.Share<ReadOnlyMemory<double>>(new[] { 1.0, 2, 3 });
        Assert.Equal(6, await pool.Submit(SharedMemoryTasks.Tasks.Sum(small, 0, 3)).WaitAsync(s_limit));
        Assert.Null(await pool.Submit(SharedMemoryTasks.Tasks.Place(small)).WaitAsync(s_limit));
        using Shared<ReadOnlyMemory<double>> empty = pool.Share<ReadOnlyMemory<double>>(default);
        Assert.Equal(0, await pool.Submit(SharedMemoryTasks.Tasks.Sum(empty, 0, 0)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Value_AfterItsTime_IsAnErrorAndNotAFault()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        Shared<ReadOnlyMemory<double>> shared = pool.Share<ReadOnlyMemory<double>>(new double[Length]);
        await pool.Submit(SharedMemoryTasks.Tasks.Keep(shared)).WaitAsync(s_limit);
        shared.Dispose();
        for (int i = 0; i < 2; i++)
            await pool.Submit(SharedMemoryTasks.Tasks.Nothing()).WaitAsync(s_limit);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(SharedMemoryTasks.Tasks.UseKept()).WaitAsync(s_limit));
        Assert.Contains("lent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_ManyNeverUsed_ThePoolEnds()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(3);
        for (int i = 0; i < 40; i++)
        {
            Shared<ReadOnlyMemory<double>> shared = pool.Share<ReadOnlyMemory<double>>(new double[Length], eager: i % 3 == 0);
            if (i % 2 == 0)
                shared.Dispose();
        }
        Task running = pool.RunOnEveryWorker(SharedMemoryTasks.Tasks.Nothing());
        await pool.ShutdownAsync().WaitAsync(s_limit);
        await running.WaitAsync(s_limit);
    }
}

/// <summary>Tasks that read shared memory.</summary>
public static class SharedMemoryTasks
{
    private static ReadOnlyMemory<double> s_kept;

    [MpiTask] public static double Sum(Shared<ReadOnlyMemory<double>> data, int from, int count)
    {
        double sum = 0;
        foreach (double value in data.Value.Span.Slice(from, count))
            sum += value;
        return sum;
    }

    /// <summary>The file of the mapping that the values stand in; null where they stand in none.</summary>
    [MpiTask] public static string? Place(Shared<ReadOnlyMemory<double>> data) => Mappings.Of(data.Value.Span);

    [MpiTask] public static void Nothing()
    {
    }

    [MpiTask] public static void Keep(Shared<ReadOnlyMemory<double>> data) => s_kept = data.Value;

    [MpiTask] public static double UseKept() => s_kept.Span[0];
}

/// <summary>The mappings of shared memory of this process, each by the number of its file (proc_pid_maps(5)).</summary>
internal static class Mappings
{
    public static IEnumerable<string> All() => Lines().Select(static line => line.File);

    public static string? Of(ReadOnlySpan<double> values)
    {
        // Where the first value stands, as a number.
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetReference(values));
        return Lines().FirstOrDefault(line => address >= line.Start && address < line.End).File;
    }

    private static IEnumerable<(nint Start, nint End, string File)> Lines()
    {
        foreach (string line in File.ReadAllLines("/proc/self/maps"))
        {
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 6 || !parts[5].Contains("memfd:mpipool-shared", StringComparison.Ordinal))
                continue;
            nint[] ends = [.. parts[0].Split('-').Select(static end => nint.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            yield return (ends[0], ends[1], parts[4]);
        }
    }
}
