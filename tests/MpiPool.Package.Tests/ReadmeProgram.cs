using MpiPool.Testing;

namespace MpiPool.Package.Tests;

/// <summary>The program that the README shows, and the output it promises: what a newcomer copies must work.</summary>
internal static class ReadmeProgram
{
    private static readonly string s_readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>The first block of C#.</summary>
    public static string Source => Block("csharp");

    /// <summary>The lines of the first block of output.</summary>
    public static string[] Output => Block("text").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Block(string language)
    {
        string fence = $"```{language}\n";
        int start = s_readme.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return s_readme[start..s_readme.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
