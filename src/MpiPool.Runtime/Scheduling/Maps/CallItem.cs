using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>An item and the call that the map's function made of it.</summary>
/// <param name="Input">The item.</param>
/// <param name="Call">The call.</param>
internal readonly record struct CallItem<TInput, TResult>(TInput Input, TaskCall<TResult> Call);

/// <summary>Items that are calls: each writes its own arguments and reads its own result.</summary>
internal sealed class CallForm<TInput, TResult> : ItemForm<CallItem<TInput, TResult>, TResult>
{
    public static readonly CallForm<TInput, TResult> Instance = new();

    private CallForm()
    {
    }

    public override bool HasColumns => false;

    public override bool IsUniform => false;

    public override TaskEntry EntryOf(in CallItem<TInput, TResult> item) => item.Call.Entry;

    public override TaskCall<TResult> ToCall(in CallItem<TInput, TResult> item) => item.Call;

    public override void Claim(in CallItem<TInput, TResult> item) => item.Call.MarkSubmitted();

    public override int CountAlike(ReadOnlySpan<CallItem<TInput, TResult>> items)
    {
        TaskEntry entry = items[0].Call.Entry;
        int count = 1;
        while (count < items.Length && ReferenceEquals(items[count].Call.Entry, entry))
            count++;
        return count;
    }

    public override void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<CallItem<TInput, TResult>> items) => throw new NotSupportedException("Calls travel as rows.");

    public override void WriteRow(ref PayloadWriter writer, in CallItem<TInput, TResult> item) => item.Call.WriteArguments(ref writer);

    public override void ReadColumn(ref PayloadReader reader, Span<TResult> results) => throw new NotSupportedException("Calls travel as rows.");

    public override TResult ReadRow(ref PayloadReader reader, in CallItem<TInput, TResult> item) => item.Call.ReadResult(ref reader);
}
