using MpiPool.Testing;

namespace MpiPool.Mpi.Tests.Endings;

/// <summary>
/// docs/endings.md says what the tests expect. After a wanted change run them with MPIPOOL_UPDATE_SNAPSHOTS=1 and read the difference
/// before committing it.
/// </summary>
public sealed class EndingPageTests
{
    private const string Begin = "<!-- Tables: written by EndingPageTests -->\n";

    [Fact]
    public void Page_says_what_the_tests_expect()
    {
        string path = Path.Combine(Repository.Root, "docs", "endings.md");
        string page = File.ReadAllText(path);
        int start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Assert.True(start >= Begin.Length, $"'{Begin.Trim()}' stands nowhere in {path}.");
        string tables = EndingPage.Tables([.. ProgramEndings.All, .. SignalEndings.All]);
        if (Environment.GetEnvironmentVariable("MPIPOOL_UPDATE_SNAPSHOTS") == "1")
        {
            page = page[..start] + tables;
            File.WriteAllText(path, page);
        }
        Assert.Equal(tables, page[start..]);
    }
}
