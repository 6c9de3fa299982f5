using MpiPool.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(MpiPool.Package.Tests.PackageFixture))]

namespace MpiPool.Package.Tests;

/// <summary>Packs the library once, into a folder that serves as a package source.</summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mpipool-package").FullName;

    /// <summary>A version of its own for every run, so that no cache holds an older build of it.</summary>
    public string Version { get; } = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    /// <summary>The folder that serves as a package source.</summary>
    public string Source => _folder;

    /// <summary>The package.</summary>
    public string PackagePath => Path.Combine(_folder, $"MpiPool.{Version}.nupkg");

    /// <summary>Makes an empty folder whose NuGet.config knows the package's source and keeps packages to itself.</summary>
    public string CreateConsumerFolder(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        // What this machine has downloaded already is read in place; the package under test is in no folder but the source.
        string downloaded = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(folder, "NuGet.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <fallbackPackageFolders>
                <add key="downloaded" value="{downloaded}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="under-test" value="{_folder}" />
              </packageSources>
            </configuration>
            """);
        return folder;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() =>
        await DotNet.RunAsync(Repository.Root, "pack", Path.Combine("src", "MpiPool.Runtime"), "-c", "Release", "-o", _folder, $"-p:PackageVersion={Version}");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
