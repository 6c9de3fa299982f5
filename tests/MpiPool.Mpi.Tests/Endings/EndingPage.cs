using System.Globalization;
using System.Text;
using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Endings;

/// <summary>Writes the tables of docs/endings.md from what the tests expect.</summary>
internal static class EndingPage
{
    /// <summary>The tables, a section a group.</summary>
    public static string Tables(IEnumerable<Ending> endings)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, Ending> group in endings.GroupBy(static ending => ending.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n| What happens | What becomes of the job | Exit code (Open MPI, MPICH) | What somebody finds |\n|---|---|---|---|\n");
            foreach (Ending ending in group)
                text.Append(CultureInfo.InvariantCulture, $"| {ending.Cause} | {Describe(ending.Fate)} | {Codes(ending.OpenMpiCodes)}, {Codes(ending.MpichCodes)} | {Message(ending)} |\n");
        }
        return text.ToString();
    }

    private static string Message(Ending ending)
    {
        string openMpi = ending.MessageOf(MpiKind.OpenMpi).Shown, mpich = ending.MessageOf(MpiKind.Mpich).Shown;
        return openMpi == mpich ? openMpi : $"Open MPI: {openMpi}; MPICH: {mpich}";
    }

    private static string Describe(Fate fate) => fate switch
    {
        Fate.Aborts => "all ranks end",
        Fate.Survives => "the task's future fails, the pool goes on",
        _ => "every call completes",
    };

    private static string Codes(int[] codes) => string.Join(" or ", codes.Select(static code => code.ToString(CultureInfo.InvariantCulture)));
}
