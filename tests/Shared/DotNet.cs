namespace MpiPool.Testing;

/// <summary>Calls the .NET SDK that runs the tests.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);

    // Servers that outlive the command would hold its output open, and the reader would wait for them.
    private static readonly Dictionary<string, string> s_environment = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    /// <summary>Runs <c>dotnet</c> with the arguments.</summary>
    public static Task<ProcessResult> TryRunAsync(string workingDirectory, params string[] arguments) =>
        ProcessRunner.RunAsync(s_limit, workingDirectory, s_environment, "dotnet", arguments);

    /// <summary>Runs <c>dotnet</c> with the arguments and expects success without a warning.</summary>
    /// <exception cref="InvalidOperationException">The command failed or warned.</exception>
    public static async Task<ProcessResult> RunAsync(string workingDirectory, params string[] arguments)
    {
        ProcessResult result = await TryRunAsync(workingDirectory, arguments);
        if (result.ExitCode != 0 || result.Output.Contains("warning ", StringComparison.Ordinal))
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}: {result}");
        return result;
    }
}
