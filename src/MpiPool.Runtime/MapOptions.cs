namespace MpiPool;

/// <summary>What becomes of an item of a map that fails.</summary>
public enum MapErrors
{
    /// <summary>Its exception is thrown at its place, after all earlier results, and the map ends.</summary>
    Throw,

    /// <summary>Its place gets <see cref="MapOptions.SetReplacement{TResult}"/>'s value.</summary>
    Replace,

    /// <summary>It is left out of the results.</summary>
    Skip,
}

/// <summary>Settings of one map. What is not set the pool chooses. Not thread-safe; read when the map is called, so that one instance may serve many.</summary>
public sealed class MapOptions
{
    private int? _chunkSize;
    private int? _window;
    private TimeSpan? _timeout;
    private object? _replacement;

    /// <summary>
    /// How many items travel together, at least 1: each chunk has so many but the last, and those that a smaller <see cref="Window"/> or an asynchronous
    /// input cuts short. Null, the default, lets the pool choose by what items are measured to take: long ones travel
    /// alone, short ones by the thousand, fewer at the end, so that no worker waits for another.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? ChunkSize
    {
        get => _chunkSize;
        set => _chunkSize = AtLeastOne(value);
    }

    /// <summary>
    /// How many items may be in flight or unread at once, at least 1: no further input is read before results are. Null, the default, lets the pool
    /// choose by the number of workers and the size of items.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? Window
    {
        get => _window;
        set => _window = AtLeastOne(value);
    }

    /// <summary>
    /// The time for the whole map, from its call on. Where the next result is not there when it is over, the consumer gets a
    /// <see cref="TimeoutException"/> and what has not begun is cancelled. Null, the default, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>
    /// for no limit; else at most a year.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than a year.</exception>
    public TimeSpan? Timeout
    {
        get => _timeout;
        set
        {
            if (value is { } time && time != System.Threading.Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(366));
            }
            _timeout = value;
        }
    }

    /// <summary>What becomes of items that fail; <see cref="MapErrors.Throw"/> unless set. The forms that yield outcomes yield every error in its outcome.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public MapErrors Errors
    {
        get;
        set => field = value is >= MapErrors.Throw and <= MapErrors.Skip ? value : throw new ArgumentOutOfRangeException(nameof(value), (int)value, null);
    }

    /// <summary>Stops the map: what has not begun is cancelled, the consumer gets an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>Lets items that fail yield a value, and sets <see cref="Errors"/> to <see cref="MapErrors.Replace"/>.</summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>These options.</returns>
    public MapOptions SetReplacement<TResult>(TResult value)
    {
        _replacement = new Replacement<TResult>(value);
        Errors = MapErrors.Replace;
        return this;
    }

    /// <summary>The value for items that fail.</summary>
    /// <exception cref="ArgumentException">None was set, or one of another type.</exception>
    internal TResult ReplacementAs<TResult>() => _replacement is Replacement<TResult> { Value: var value }
        ? value
        : throw new ArgumentException($"MapOptions.Errors is Replace, and no replacement of type {Wire.TypeText.Of(typeof(TResult))} was set. Call SetReplacement with a value of the task's result type.");

    /// <summary>The value for items that fail, if one of that type was set.</summary>
    internal bool TryReplacementAs<TResult>(out TResult? value)
    {
        value = _replacement is Replacement<TResult> replacement ? replacement.Value : default;
        return _replacement is Replacement<TResult>;
    }

    private static int? AtLeastOne(int? value)
    {
        if (value is { } number)
            ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, nameof(value));
        return value;
    }

    private sealed record Replacement<TResult>(TResult Value);
}
