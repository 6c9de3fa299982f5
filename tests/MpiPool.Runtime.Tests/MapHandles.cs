using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>A handle of a <see cref="TestTask"/>, whose chunks travel as rows.</summary>
internal sealed class RowHandle(TaskEntry entry) : TaskHandle<long, long>(entry)
{
    public override TaskCall<long> Bind(long arg1) => new TestCall(Entry, arg1);

    public override void WriteArguments(ref PayloadWriter writer, long arg1) => writer.Memory.WriteUnmanaged(arg1 != long.MinValue ? arg1 : throw new NotSupportedException("cannot be written"));

    public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();
}

/// <summary>A handle of the <see cref="BytesTask"/>: rows as large as the test wants.</summary>
internal sealed class BytesHandle() : TaskHandle<byte[], byte[]>(BytesTask.Instance)
{
    public override TaskCall<byte[]> Bind(byte[] arg1) => new BytesTask.Call(arg1);

    public override void WriteArguments(ref PayloadWriter writer, byte[] arg1) => writer.WriteArray(arg1);

    public override byte[] ReadResult(ref PayloadReader reader) => reader.ReadArray<byte>()!;
}

/// <summary>A task of two unmanaged arguments as the generator writes it: its chunks travel as columns. It divides, so that a zero fails.</summary>
internal sealed class DivideTask : SyncTaskEntry
{
    public static readonly DivideTask Instance = new();

    private DivideTask() : base(TestTask.Fnv("Divide"), "Test.Divide", "(i8,i4)->i8", TaskTraits.Columns)
    {
    }

    public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context)
    {
        arguments.Memory.ReadUnmanaged(out long dividend, out int divisor);
        arguments.Complete();
        long quotient = Divide(dividend, divisor);
        result.Begin();
        result.Memory.WriteUnmanaged(quotient);
    }

    public override void InvokeColumns(ref ChunkColumns items)
    {
        ReadOnlySpan<long> dividend = items.Argument<long>();
        ReadOnlySpan<int> divisor = items.Argument<int>();
        Span<long> returned = items.Results<long>();
        for (int item = items.Next; item < dividend.Length; item++)
        {
            items.Next = item;
            returned[item] = Divide(dividend[item], divisor[item]);
        }
    }

    private static long Divide(long dividend, int divisor) => dividend / divisor;

    internal sealed class Handle : TaskHandle<long, int, long>
    {
        public static readonly Handle Instance = new();

        private Handle() : base(DivideTask.Instance)
        {
        }

        public override TaskCall<long> Bind(long arg1, int arg2) => throw new NotSupportedException("Chunks need no calls.");

        public override void WriteArguments(ref PayloadWriter writer, long arg1, int arg2) => writer.Memory.WriteUnmanaged(arg1, arg2);

        public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

        public override void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<long> arg1, ReadOnlySpan<int> arg2)
        {
            writer.WriteColumn(arg1);
            writer.WriteColumn(arg2);
        }

        public override void ReadColumn(ref PayloadReader reader, Span<long> results) => reader.ReadColumn(results);
    }
}

/// <summary>A task of one unmanaged argument whose chunks travel as columns.</summary>
internal sealed class AddOneTask : SyncTaskEntry
{
    public static readonly AddOneTask Instance = new();

    private AddOneTask() : base(TestTask.Fnv("AddOne"), "Test.AddOne", "(i8)->i8", TaskTraits.Columns)
    {
    }

    public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context)
    {
        long x = arguments.Memory.ReadUnmanaged<long>();
        arguments.Complete();
        result.Begin();
        result.Memory.WriteUnmanaged(x + 1);
    }

    public override void InvokeColumns(ref ChunkColumns items)
    {
        ReadOnlySpan<long> x = items.Argument<long>();
        Span<long> returned = items.Results<long>();
        for (int item = items.Next; item < x.Length; item++)
        {
            items.Next = item;
            returned[item] = x[item] + 1;
        }
    }

    internal sealed class Handle : TaskHandle<long, long>
    {
        public static readonly Handle Instance = new();

        private Handle() : base(AddOneTask.Instance)
        {
        }

        public override TaskCall<long> Bind(long arg1) => new TestCall(Entry, arg1);

        public override void WriteArguments(ref PayloadWriter writer, long arg1) => writer.Memory.WriteUnmanaged(arg1);

        public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

        public override void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<long> arg1) => writer.WriteColumn(arg1);

        public override void ReadColumn(ref PayloadReader reader, Span<long> results) => reader.ReadColumn(results);
    }
}
