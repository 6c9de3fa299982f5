using System.Globalization;

namespace MpiPool.BenchmarkRunner.Launching;

/// <summary>What a run left.</summary>
/// <param name="StartTimestamp">When it was started.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Failure">Why it counts as failed; null where it does not.</param>
internal sealed record Outcome(long StartTimestamp, string Output, string Error, string? Failure)
{
    /// <summary>The failure, and the end of what the program said about it.</summary>
    public string? FailureText => Failure is null ? null : $"{Failure}: {LastLine(Error) ?? LastLine(Output) ?? "no output"}";

    /// <summary>The text that the program printed as <c>KEY=TEXT</c>; null where there is none.</summary>
    public string? Find(string key)
    {
        foreach (string word in Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith(key, StringComparison.Ordinal) && word.Length > key.Length && word[key.Length] == '=')
                return word[(key.Length + 1)..];
        }
        return null;
    }

    /// <summary>The number that the program printed as <c>KEY=NUMBER</c>; null where there is none.</summary>
    public double? FindNumber(string key) =>
        double.TryParse(Find(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    /// <summary>The numbers that the program printed as <c>KEY=NUMBER,NUMBER...</c>.</summary>
    /// <exception cref="FormatException">There are none.</exception>
    public double[] FindNumbers(string key) => Find(key) is { } text
        ? [.. text.Split(',').Select(static number => double.Parse(number, CultureInfo.InvariantCulture))]
        : throw new FormatException($"The program printed no {key}=...");

    private static string? LastLine(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // What launchers print in frames says less than the first line that names an error.
        return Array.Find(lines, static line => line.Contains("xception", StringComparison.Ordinal)) ?? lines.LastOrDefault();
    }
}
