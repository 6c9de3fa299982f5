namespace MpiPool.Testing;

/// <summary>The folders of the sources the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MpiPool.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"MpiPool.sln stands in no folder above {AppContext.BaseDirectory}. Run the tests from where they were built.");
    }
}
