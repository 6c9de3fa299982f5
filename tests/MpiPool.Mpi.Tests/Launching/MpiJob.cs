using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MpiPool.Mpi.Tests.Launching;

/// <summary>A running <see cref="MpiRun"/>. Disposing it kills what is left of it.</summary>
internal sealed class MpiJob : IDisposable
{
    private readonly string _marker;
    private readonly Process _launcher;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly CancellationTokenSource _limit;
    private readonly Capture _output;
    private readonly Capture _error;

    public MpiJob(ProcessStartInfo start, string marker, TimeSpan limit)
    {
        _marker = marker;
        Command = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
        _launcher = Process.Start(start) ?? throw new InvalidOperationException($"'{Command}' did not start.");
        _launcher.StandardInput.Close();
        _limit = new CancellationTokenSource(limit);
        _output = new Capture(_launcher.StandardOutput, _limit.Token);
        _error = new Capture(_launcher.StandardError, _limit.Token);
    }

    /// <summary>The command line, for messages.</summary>
    public string Command { get; }

    /// <summary>Waits until a rank has written a line to its standard output that contains <paramref name="text"/>; returns the line.</summary>
    public async Task<string> LineAsync(string text)
    {
        string? line = await _output.LineAsync(text);
        return line ?? throw new InvalidOperationException($"'{Command}' never wrote '{text}'.\n{_output.Text}\n{_error.Text}");
    }

    /// <summary>Waits until a rank has written its process ID, as <c>process 123 rank 1</c>; returns it.</summary>
    public async Task<int> ProcessOfAsync(int rank)
    {
        // Launchers may join two short lines.
        string end = $" rank {rank.ToString(CultureInfo.InvariantCulture)}";
        string line = await LineAsync(end);
        string before = line[..line.IndexOf(end, StringComparison.Ordinal)];
        return int.Parse(before.Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>The process ID of the launcher.</summary>
    public int LauncherId => _launcher.Id;

    /// <summary>Kills the launcher alone, as a crash or an operator would; its ranks stay.</summary>
    public void KillLauncher() => _launcher.Kill();

    /// <summary>Waits for the launcher's end and for that of every process of the run, and kills what is left at the time limit.</summary>
    public async Task<MpiResult> WaitAsync()
    {
        bool timedOut = false;
        try
        {
            await _launcher.WaitForExitAsync(_limit.Token);
        }
        catch (OperationCanceledException)
        {
            timedOut = true;
        }
        TimeSpan elapsed = _watch.Elapsed;
        string[] leftovers = timedOut ? MarkedProcesses.Describe(_marker) : await MarkedProcesses.WaitForEndAsync(_marker, _limit.Token);
        DateTime endedAt = DateTime.UtcNow;
        KillAll();
        // Ends when the last process that holds the pipe is gone.
        await Task.WhenAll(_output.Completion, _error.Completion);
        return new MpiResult(Command, timedOut ? null : _launcher.ExitCode, _output.Text, _error.Text, elapsed, endedAt, leftovers);
    }

    public void Dispose()
    {
        KillAll();
        _launcher.Dispose();
        _limit.Dispose();
    }

    private void KillAll()
    {
        if (!_launcher.HasExited)
            _launcher.Kill(entireProcessTree: true);
        MarkedProcesses.Kill(_marker);
    }

    /// <summary>Reads a stream to its end and lets others wait for a line.</summary>
    private sealed class Capture
    {
        private readonly StringBuilder _text = new();
        private readonly Lock _lock = new();
        private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Capture(StreamReader reader, CancellationToken limit) => Completion = ReadAsync(reader, limit);

        public Task Completion { get; }

        public string Text
        {
            get
            {
                lock (_lock)
                    return _text.ToString();
            }
        }

        public async Task<string?> LineAsync(string text)
        {
            while (true)
            {
                Task more;
                lock (_lock)
                {
                    more = _more.Task;
                    string[] lines = _text.ToString().Split('\n');
                    // The last piece may still grow.
                    if (lines[..^1].FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                        return found;
                }
                if (await Task.WhenAny(more, Completion) == Completion && !more.IsCompleted)
                    return null;
            }
        }

        private async Task ReadAsync(StreamReader reader, CancellationToken limit)
        {
            char[] buffer = new char[4096];
            try
            {
                while (await reader.ReadAsync(buffer, limit) is > 0 and int count)
                {
                    TaskCompletionSource more;
                    lock (_lock)
                    {
                        _text.Append(buffer, 0, count);
                        more = _more;
                        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    }
                    more.SetResult();
                }
            }
            catch (OperationCanceledException)
            {
                // The time limit; what was read until then is kept for the message.
            }
        }
    }
}
