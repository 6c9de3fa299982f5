using System.IO.Compression;
using MpiPool.Testing;
using Xunit;

namespace MpiPool.Package.Tests;

/// <summary>What is in the package, and nothing else.</summary>
public sealed class ContentTests(PackageFixture package)
{
    [Fact]
    public void Pack_Library_HoldsLibraryGeneratorAndBuildSettings()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        IEnumerable<string> files = archive.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml");

        Assert.Equal(
            [
                "LICENSE",
                "MpiPool.nuspec",
                "README.md",
                "analyzers/dotnet/cs/MpiPool.CodeFixes.dll",
                "analyzers/dotnet/cs/MpiPool.Generators.dll",
                "buildTransitive/MemoryPack.Substitutions.xml",
                "buildTransitive/MpiPool.targets",
                .. Pages(),
                "lib/net10.0/MpiPool.Runtime.dll",
                "lib/net10.0/MpiPool.Runtime.xml",
            ],
            files.Order(StringComparer.Ordinal));
    }

    /// <summary>The pages that the diagnostics link to.</summary>
    private static IEnumerable<string> Pages() => Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "*.md")
        .Select(static path => "docs/diagnostics/" + Path.GetFileName(path))
        .Order(StringComparer.Ordinal);

    [Fact]
    public void Pack_Library_DependsOnMemoryPackCoreAndTheLoggingInterfacesAlone()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        using var reader = new StreamReader(archive.GetEntry("MpiPool.nuspec")!.Open());
        string nuspec = reader.ReadToEnd();

        Assert.Equal(3, nuspec.Split("<dependency ").Length);
        Assert.Contains("<dependency id=\"MemoryPack.Core\"", nuspec, StringComparison.Ordinal);
        Assert.Contains("<dependency id=\"Microsoft.Extensions.Logging.Abstractions\"", nuspec, StringComparison.Ordinal);
    }
}
