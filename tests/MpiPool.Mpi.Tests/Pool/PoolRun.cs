using System.Globalization;
using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>
/// A start of the program of the pool's scenarios, with a folder in which its ranks and the test see each other's gates. Disposing it
/// removes the folder.
/// </summary>
internal sealed class PoolRun(MpiKind kind, params string[] scenario) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mpipool-test-").FullName;

    /// <summary>The program, which stands beside the tests.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "MpiPool.Mpi.PoolProgram");

    /// <summary>Another build of it, with the same tasks.</summary>
    public static string Rebuilt => Program + ".Rebuilt";

    /// <summary>Another build of it, with a task that differs.</summary>
    public static string Other => Program + ".Other";

    /// <summary>The program of the peers' test cases.</summary>
    public static string PeerProgram => Path.Combine(AppContext.BaseDirectory, "MpiPool.Mpi.PeerProgram");

    /// <summary>See <see cref="MpiRun.Ranks"/>.</summary>
    public int Ranks { get; init; } = 3;

    /// <summary>See <see cref="MpiRun.Bind"/>.</summary>
    public bool Bind { get; init; }

    /// <summary>See <see cref="MpiRun.Hosts"/>.</summary>
    public int Hosts { get; init; } = MpiHosts.Default;

    /// <summary>What the launcher starts; the program, or something that starts it.</summary>
    public string Command { get; init; } = Program;

    /// <summary>See <see cref="MpiRun.Environment"/>.</summary>
    public Dictionary<string, string?> Environment { get; init; } = [];

    /// <summary>When the run counts as hanging. Ends take at most a few seconds; the rest is for a loaded machine.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Starts it.</summary>
    public MpiJob Start() => new MpiRun(kind, Command, scenario)
    {
        Ranks = Ranks,
        Bind = Bind,
        Hosts = Hosts,
        Environment = new(Environment) { ["MPIPOOL_TEST_FOLDER"] = _folder },
        TimeLimit = TimeLimit,
    }.Start();

    /// <summary>Starts it and waits for its end.</summary>
    public async Task<MpiResult> RunAsync()
    {
        using MpiJob job = Start();
        MpiResult result = await job.WaitAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ended after {result.Elapsed.TotalSeconds:F1} s"));
        return result;
    }

    /// <summary>Notes an event that the program's tasks wait for.</summary>
    public void Mark(string name, string what) => File.WriteAllBytes(Path.Combine(_folder, $"{name}.{what}"), []);

    /// <summary>When a rank noted an event, in UTC; null where none did.</summary>
    public DateTime? Marked(string name, string what)
    {
        string path = Path.Combine(_folder, $"{name}.{what}");
        return File.Exists(path) ? File.GetLastWriteTimeUtc(path) : null;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
