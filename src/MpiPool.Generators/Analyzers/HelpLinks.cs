using System.Reflection;

namespace MpiPool.Generators;

/// <summary>Where the pages about the rules are.</summary>
internal static class HelpLinks
{
    /// <summary>The folder of the pages, from the build property <c>DiagnosticPages</c>.</summary>
    private static readonly string s_folder = typeof(HelpLinks).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static item => item.Key == "DiagnosticPages").Value;

    /// <summary>The page of a rule.</summary>
    public static string Of(string id) => $"{s_folder}{id}.md";
}
