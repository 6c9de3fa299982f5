using System.Globalization;
using System.Text;
using MpiPool.Mpi.PeerProgram;
using MpiPool.Testing;

namespace MpiPool.Mpi.Tests.Peers;

/// <summary>
/// docs/peer-tests.md lists every case of the peers. After a wanted change run this with MPIPOOL_UPDATE_SNAPSHOTS=1 and read the
/// difference before committing it.
/// </summary>
public sealed class PeerPageTests
{
    private const string Begin = "<!-- Tables: written by PeerPageTests -->\n";

    [Fact]
    public void Page_lists_every_case()
    {
        string path = Path.Combine(Repository.Root, "docs", "peer-tests.md");
        string page = File.ReadAllText(path);
        int start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Assert.True(start >= Begin.Length, $"'{Begin.Trim()}' stands nowhere in {path}.");
        string tables = Table("mpi4py.futures", isMpipools: false) + Table("mpipool", isMpipools: true);
        if (Environment.GetEnvironmentVariable("MPIPOOL_UPDATE_SNAPSHOTS") == "1")
        {
            page = page[..start] + tables;
            File.WriteAllText(path, page);
        }
        Assert.Equal(tables, page[start..]);
    }

    [Fact]
    public void List_has_every_case_once()
    {
        Assert.Equal(116, PeerCaseList.All.Count(static one => !one.IsMpipools));
        Assert.Equal(17, PeerCaseList.All.Count(static one => one.IsMpipools));
        Assert.Equal(PeerCaseList.All.Count, PeerCaseList.All.Select(static one => one.Name).Distinct().Count());
    }

    private static string Table(string peer, bool isMpipools)
    {
        PeerCase[] cases = [.. PeerCaseList.All.Where(one => one.IsMpipools == isMpipools)];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n## {peer}: {cases.Count(static one => one.Family is not null)} of {cases.Length} cases\n\n| Case | Run | Here |\n|---|---|---|\n");
        foreach (PeerCase one in cases)
            text.Append(CultureInfo.InvariantCulture, $"| {(isMpipools ? one.Name["mpipool.".Length..] : one.Name)} | {one.Family ?? "-"} | {one.Note} |\n");
        return text.ToString();
    }
}
