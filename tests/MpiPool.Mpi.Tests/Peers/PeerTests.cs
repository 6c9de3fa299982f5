using System.Collections.Concurrent;
using System.Globalization;
using MpiPool.Mpi.PeerProgram;
using MpiPool.Mpi.Tests.Launching;
using MpiPool.Mpi.Tests.Pool;

namespace MpiPool.Mpi.Tests.Peers;

/// <summary>
/// The test cases of mpi4py.futures and mpipool, as far as they have a meaning here (docs/peer-tests.md), on 2, 3 and 5 ranks of each MPI
/// and in one process. One run holds all cases of a family; each case has a test of its own, so that a failure names it. The variable
/// MPIPOOL_PEER_RANKS has other numbers of ranks, such as 64: see eng/test-peers.sh.
/// </summary>
public sealed class PeerTests
{
    private static readonly int[] s_ranks = Environment.GetEnvironmentVariable("MPIPOOL_PEER_RANKS") is { Length: > 0 } numbers
        ? [.. numbers.Split(',').Select(static number => int.Parse(number, CultureInfo.InvariantCulture))]
        : [2, 3, 5];

    private static readonly (MpiKind Kind, int Ranks)[] s_launches =
        [(MpiKind.None, 1), .. s_ranks.Select(static ranks => (MpiKind.OpenMpi, ranks)), .. s_ranks.Select(static ranks => (MpiKind.Mpich, ranks))];

    // Runs are kept for the tests of their other cases.
    private static readonly ConcurrentDictionary<(MpiKind, int, string), Task<MpiResult>> s_runs = new();

    /// <summary>Every case that has a counterpart, in every launch; run by run.</summary>
    public static TheoryData<MpiKind, int, string> Cases
    {
        get
        {
            var rows = new TheoryData<MpiKind, int, string>();
            foreach ((MpiKind kind, int ranks) in s_launches)
            {
                foreach (PeerCase one in PeerCaseList.All.Where(static one => one.Family is not null))
                    rows.Add(kind, ranks, one.Name);
            }
            return rows;
        }
    }

    /// <summary>Every family in every launch.</summary>
    public static TheoryData<MpiKind, int, string> Families
    {
        get
        {
            var rows = new TheoryData<MpiKind, int, string>();
            foreach ((MpiKind kind, int ranks) in s_launches)
            {
                rows.Add(kind, ranks, PeerCase.SharedPool);
                rows.Add(kind, ranks, PeerCase.OwnPools);
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_holds(MpiKind kind, int ranks, string name)
    {
        MpiResult result = await RunAsync(kind, ranks, PeerCaseList.All.Single(one => one.Name == name).Family!);
        // Rank 0 says that it passed; any other rank may say that it failed there.
        Assert.True(result.OutputLines.Contains($"case {name} passed") && !result.OutputLines.Any(line => line.StartsWith($"case {name} failed", StringComparison.Ordinal)),
            result.OutputLines.FirstOrDefault(line => line.StartsWith($"case {name} failed", StringComparison.Ordinal)) ?? $"{name} was not run to its end.\n{result}");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Run_ends_in_order(MpiKind kind, int ranks, string family)
    {
        MpiResult result = await RunAsync(kind, ranks, family);
        result.AssertSucceeded();
        Assert.Empty(result.ErrorLines);
    }

    private static Task<MpiResult> RunAsync(MpiKind kind, int ranks, string family) => s_runs.GetOrAdd((kind, ranks, family), static async key =>
    {
        (MpiKind kind, int ranks, string family) = key;
        using var run = new PoolRun(kind, family)
        {
            Command = PoolRun.PeerProgram,
            Ranks = ranks,
            Environment = kind == MpiKind.None ? new() { ["MPIPOOL_WORKERS"] = "2" } : [],
            // Ranks that share a core take turns.
            TimeLimit = TimeSpan.FromSeconds(150 + 4 * ranks),
        };
        return await run.RunAsync();
    });
}
