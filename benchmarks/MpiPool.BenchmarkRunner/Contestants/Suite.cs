using MpiPool.BenchmarkRunner.Launching;

namespace MpiPool.BenchmarkRunner.Contestants;

/// <summary>All contestants, in the order in which they take turns.</summary>
/// <param name="mpis">The MPIs.</param>
/// <param name="bindings">How ranks are placed, for the tables at 2 ranks.</param>
/// <param name="build">The folder of the built programs.</param>
/// <param name="milliseconds">How long each counted run of a throughput takes.</param>
/// <param name="peers">The peers that this machine has.</param>
internal sealed class Suite(Mpi[] mpis, Binding[] bindings, DirectoryInfo build, int milliseconds, PeerPrograms peers)
{
    // At 2 ranks all is measured; at more, which ranks share two cores of a small machine, what depends on their number.
    private static readonly int[] s_moreRanks = [3, 5];

    private readonly CPrograms _c = new(build, milliseconds);
    private readonly PoolProgram _aot = new("pool AOT", Path.Combine(build.FullName, "aot", "MpiPool.Benchmarks"), milliseconds, isJudged: true);
    private readonly PoolProgram _jit = new("pool JIT", Path.Combine(build.FullName, "jit", "MpiPool.Benchmarks"), milliseconds, isJudged: false);

    /// <summary>One element a run.</summary>
    public IEnumerable<Contestant> All() => [.. mpis.SelectMany(OnMpi), .. InProcess(), .. peers.Alone(milliseconds)];

    private IEnumerable<Contestant> OnMpi(Mpi mpi)
    {
        foreach (Binding binding in bindings)
        {
            var pair = new Place(mpi, binding, 2);
            foreach (Contestant contestant in (Contestant[])[.. _c.Pair(pair), .. _c.Farm(pair), .. _aot.Pair(pair), .. _aot.Farm(pair)])
                yield return contestant;
            // The launchers' habit of one core a rank is the harder case; the JIT and the peers are shown without it.
            if (binding == Binding.None)
            {
                foreach (Contestant contestant in (Contestant[])[.. _jit.Pair(pair), .. _jit.Farm(pair), .. peers.OnMpi(pair, milliseconds)])
                    yield return contestant;
            }
        }
        foreach (int ranks in s_moreRanks)
        {
            var place = new Place(mpi, Binding.None, ranks);
            foreach (Contestant contestant in (Contestant[])[.. _c.Farm(place), .. _aot.Farm(place), .. peers.OnMpi(place, milliseconds)])
                yield return contestant;
        }
        var start = new Place(mpi, Binding.None, 4);
        foreach (Contestant contestant in (Contestant[])[.. _c.Start(start), .. _aot.Start(start), .. _jit.Start(start)])
            yield return contestant;
    }

    private IEnumerable<Contestant> InProcess()
    {
        var pair = new Place(null, Binding.None, 2);
        return [.. _aot.Pair(pair), .. _aot.Farm(pair), .. _jit.Pair(pair), .. _jit.Farm(pair), .. _aot.Scale(4), .. _aot.Scale(64)];
    }
}
