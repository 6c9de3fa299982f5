using System.Diagnostics;
using System.Text;

namespace MpiPool.Testing;

/// <summary>What a process left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output, blank ones aside.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Exit code and both streams, for the message of a failed assertion.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}

/// <summary>Runs real processes with a hard time limit.</summary>
internal static class ProcessRunner
{
    /// <summary>Runs a program to its end; the whole process tree is killed at the time limit.</summary>
    /// <exception cref="TimeoutException">The limit was reached.</exception>
    public static async Task<ProcessResult> RunAsync(
        TimeSpan limit, string workingDirectory, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        using var process = new Process { StartInfo = StartInfo(workingDirectory, environment, program, arguments) };
        var output = new StringBuilder();
        var error = new StringBuilder();
        process.OutputDataReceived += (_, e) => Append(output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(error, e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' did not end within {limit}.\n--- stdout\n{Snapshot(output)}\n--- stderr\n{Snapshot(error)}");
        }
        return new ProcessResult(process.ExitCode, Snapshot(output), Snapshot(error));
    }

    private static ProcessStartInfo StartInfo(string workingDirectory, IReadOnlyDictionary<string, string> environment, string program, string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            info.Environment[name] = value;
        return info;
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.Append(line).Append('\n');
    }

    private static string Snapshot(StringBuilder text)
    {
        lock (text)
            return text.ToString().TrimEnd('\n');
    }
}
