using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>Items that are the one argument of a task.</summary>
internal sealed class HandleForm<T, TResult>(TaskHandle<T, TResult> handle) : ItemForm<T, TResult>
{
    public override bool HasColumns { get; } = (handle.Entry.Traits & TaskTraits.Columns) != 0;

    public override bool IsUniform => true;

    public override TaskEntry EntryOf(in T item) => handle.Entry;

    public override TaskCall<TResult> ToCall(in T item) => handle.Bind(item);

    public override void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<T> items) => handle.WriteColumns(ref writer, items);

    public override void WriteRow(ref PayloadWriter writer, in T item) => handle.WriteArguments(ref writer, item);

    public override void ReadColumn(ref PayloadReader reader, Span<TResult> results) => handle.ReadColumn(ref reader, results);

    public override TResult ReadRow(ref PayloadReader reader, in T item) => handle.ReadResult(ref reader);
}

/// <summary>Items that are the two arguments of a task, as a tuple.</summary>
internal sealed class HandleForm<T1, T2, TResult>(TaskHandle<T1, T2, TResult> handle) : ItemForm<(T1, T2), TResult>
{
    private T1[] _column1 = [];
    private T2[] _column2 = [];

    public override bool HasColumns { get; } = (handle.Entry.Traits & TaskTraits.Columns) != 0;

    public override bool IsUniform => true;

    public override TaskEntry EntryOf(in (T1, T2) item) => handle.Entry;

    public override TaskCall<TResult> ToCall(in (T1, T2) item) => handle.Bind(item.Item1, item.Item2);

    public override void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<(T1, T2)> items)
    {
        if (_column1.Length < items.Length)
        {
            _column1 = new T1[items.Length];
            _column2 = new T2[items.Length];
        }
        for (int i = 0; i < items.Length; i++)
            (_column1[i], _column2[i]) = items[i];
        handle.WriteColumns(ref writer, _column1.AsSpan(0, items.Length), _column2.AsSpan(0, items.Length));
    }

    public override void WriteRow(ref PayloadWriter writer, in (T1, T2) item) => handle.WriteArguments(ref writer, item.Item1, item.Item2);

    public override void ReadColumn(ref PayloadReader reader, Span<TResult> results) => handle.ReadColumn(ref reader, results);

    public override TResult ReadRow(ref PayloadReader reader, in (T1, T2) item) => handle.ReadResult(ref reader);
}

/// <summary>Items that are the three arguments of a task, as a tuple.</summary>
internal sealed class HandleForm<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> handle) : ItemForm<(T1, T2, T3), TResult>
{
    private T1[] _column1 = [];
    private T2[] _column2 = [];
    private T3[] _column3 = [];

    public override bool HasColumns { get; } = (handle.Entry.Traits & TaskTraits.Columns) != 0;

    public override bool IsUniform => true;

    public override TaskEntry EntryOf(in (T1, T2, T3) item) => handle.Entry;

    public override TaskCall<TResult> ToCall(in (T1, T2, T3) item) => handle.Bind(item.Item1, item.Item2, item.Item3);

    public override void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<(T1, T2, T3)> items)
    {
        if (_column1.Length < items.Length)
        {
            _column1 = new T1[items.Length];
            _column2 = new T2[items.Length];
            _column3 = new T3[items.Length];
        }
        for (int i = 0; i < items.Length; i++)
            (_column1[i], _column2[i], _column3[i]) = items[i];
        handle.WriteColumns(ref writer, _column1.AsSpan(0, items.Length), _column2.AsSpan(0, items.Length), _column3.AsSpan(0, items.Length));
    }

    public override void WriteRow(ref PayloadWriter writer, in (T1, T2, T3) item) => handle.WriteArguments(ref writer, item.Item1, item.Item2, item.Item3);

    public override void ReadColumn(ref PayloadReader reader, Span<TResult> results) => handle.ReadColumn(ref reader, results);

    public override TResult ReadRow(ref PayloadReader reader, in (T1, T2, T3) item) => handle.ReadResult(ref reader);
}

/// <summary>Items that are the four arguments of a task, as a tuple.</summary>
internal sealed class HandleForm<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> handle) : ItemForm<(T1, T2, T3, T4), TResult>
{
    private T1[] _column1 = [];
    private T2[] _column2 = [];
    private T3[] _column3 = [];
    private T4[] _column4 = [];

    public override bool HasColumns { get; } = (handle.Entry.Traits & TaskTraits.Columns) != 0;

    public override bool IsUniform => true;

    public override TaskEntry EntryOf(in (T1, T2, T3, T4) item) => handle.Entry;

    public override TaskCall<TResult> ToCall(in (T1, T2, T3, T4) item) => handle.Bind(item.Item1, item.Item2, item.Item3, item.Item4);

    public override void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<(T1, T2, T3, T4)> items)
    {
        if (_column1.Length < items.Length)
        {
            _column1 = new T1[items.Length];
            _column2 = new T2[items.Length];
            _column3 = new T3[items.Length];
            _column4 = new T4[items.Length];
        }
        for (int i = 0; i < items.Length; i++)
            (_column1[i], _column2[i], _column3[i], _column4[i]) = items[i];
        handle.WriteColumns(ref writer, _column1.AsSpan(0, items.Length), _column2.AsSpan(0, items.Length), _column3.AsSpan(0, items.Length), _column4.AsSpan(0, items.Length));
    }

    public override void WriteRow(ref PayloadWriter writer, in (T1, T2, T3, T4) item) => handle.WriteArguments(ref writer, item.Item1, item.Item2, item.Item3, item.Item4);

    public override void ReadColumn(ref PayloadReader reader, Span<TResult> results) => handle.ReadColumn(ref reader, results);

    public override TResult ReadRow(ref PayloadReader reader, in (T1, T2, T3, T4) item) => handle.ReadResult(ref reader);
}
