using System.Globalization;
using MpiPool.BenchmarkRunner.Launching;

namespace MpiPool.BenchmarkRunner.Contestants;

/// <summary>The pool's peers in Python, where the system's Python has them.</summary>
internal sealed class PeerPrograms
{
    // Of the system, not of a version manager: Debian's mpi4py is there.
    private const string Python = "/usr/bin/python3";

    // A round trip takes 100 times the pool's, so fewer are enough.
    private const string RoundTrips = "2000";

    private readonly string _script;
    private readonly bool _hasPython;
    private readonly bool _hasMpi4py;

    private PeerPrograms(string script, bool hasPython, bool hasMpi4py)
    {
        _script = script;
        _hasPython = hasPython;
        _hasMpi4py = hasMpi4py;
    }

    /// <summary>What is missing, for people.</summary>
    public IEnumerable<string> Notices()
    {
        if (!_hasPython)
            yield return $"skipped: ProcessPoolExecutor and multiprocessing.Pool, for there is no {Python}";
        if (!_hasMpi4py)
            yield return $"skipped: mpi4py.futures, for {Python} has no module mpi4py (Debian: python3-mpi4py)";
    }

    /// <summary>Looks what there is.</summary>
    /// <param name="script">The path of the script that runs them.</param>
    public static async Task<PeerPrograms> FindAsync(string script)
    {
        if (!File.Exists(Python))
            return new PeerPrograms(script, hasPython: false, hasMpi4py: false);
        Outcome import = await new Launch(new Place(null, Binding.None, 1), Python, "-c", "import mpi4py").RunAsync();
        return new PeerPrograms(script, hasPython: true, import.Failure is null);
    }

    /// <summary>mpi4py.futures; Debian's is built for Open MPI.</summary>
    public IEnumerable<Contestant> OnMpi(Place place, int milliseconds) =>
        _hasMpi4py && place.MpiName == "openmpi" ? Forms("mpi4py.futures", "mpi4py", place, milliseconds, "-m", "mpi4py.futures") : [];

    /// <summary>The pools of processes of the standard library, with one worker.</summary>
    public IEnumerable<Contestant> Alone(int milliseconds)
    {
        var place = new Place(null, Binding.None, 2);
        return _hasPython
            ? [.. Forms("ProcessPoolExecutor", "processes", place, milliseconds), .. Forms("multiprocessing.Pool", "multiprocessing", place, milliseconds)]
            : [];
    }

    private IEnumerable<Contestant> Forms(string name, string kind, Place place, int milliseconds, params string[] options)
    {
        string duration = milliseconds.ToString(CultureInfo.InvariantCulture), workers = (place.Ranks - 1).ToString(CultureInfo.InvariantCulture);
        if (place.Ranks == 2)
            yield return new(name, Run("roundtrip", RoundTrips), Reading.Of(Groups.Blocking, "median_us"));
        yield return new(name, Run("submit", duration), Reading.Of(Groups.Submitted, "per_s"));
        yield return new(name, Run("map", duration), Reading.Of(Groups.MapEnumerable, "per_s"));

        Launch Run(string form, string amount) => new(place, Python, [.. options, _script, kind, workers, form, amount]);
    }
}
