using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Tasks as the generator would write them, so that the runtime is tested without it: a function from a long to a long, in several tempers.</summary>
internal sealed class TestTask(string name, Func<long, TaskContext, long> body, TaskTraits traits = TaskTraits.None)
    : SyncTaskEntry(Fnv(name), name, "(i8)->i8", traits)
{
    public TestCall Call(long argument) => new(this, argument);

    public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context)
    {
        long argument = arguments.Memory.ReadUnmanaged<long>();
        arguments.Complete();
        long value = body(argument, context);
        result.Begin();
        result.Memory.WriteUnmanaged(value);
    }

    internal static ulong Fnv(string name) => Fnv1a.Add(Fnv1a.OffsetBasis, name);
}

/// <summary>The asynchronous kind of <see cref="TestTask"/>.</summary>
internal sealed class AsyncTestTask(string name, Func<long, TaskContext, Task<long>> body, TaskTraits traits = TaskTraits.None)
    : AsyncTaskEntry(TestTask.Fnv(name), name, "(i8)->i8", traits)
{
    public TestCall Call(long argument) => new(this, argument);

    public override Task Start(ref PayloadReader arguments, TaskContext context)
    {
        long argument = arguments.Memory.ReadUnmanaged<long>();
        arguments.Complete();
        return body(argument, context);
    }

    public override void WriteResult(Task completed, ref PayloadWriter result) => result.Memory.WriteUnmanaged(((Task<long>)completed).Result);
}

/// <summary>A call of a test task.</summary>
internal sealed class TestCall(TaskEntry entry, long argument) : TaskCall<long>
{
    public Action? OnWrite { get; init; }

    public override TaskEntry Entry => entry;

    public override void WriteArguments(ref PayloadWriter writer)
    {
        OnWrite?.Invoke();
        writer.Memory.WriteUnmanaged(argument);
    }

    public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();
}

/// <summary>A call of a test task that reports numbers.</summary>
internal sealed class ReportingCall(TaskEntry entry, long argument) : ProgressTaskCall<long, long>
{
    public override TaskEntry Entry => entry;

    public override void WriteArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged(argument);

    public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

    public override long ReadProgress(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();
}

/// <summary>A task from bytes to bytes, for large payloads.</summary>
internal sealed class BytesTask() : SyncTaskEntry(TestTask.Fnv("Bytes"), "Test.Bytes", "(u1[])->u1[]", TaskTraits.None)
{
    public static readonly BytesTask Instance = new();

    public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context)
    {
        byte[]? bytes = arguments.ReadArray<byte>();
        arguments.Complete();
        Array.Reverse(bytes!);
        result.Begin();
        result.WriteArray(bytes);
    }

    internal sealed class Call(byte[] bytes) : TaskCall<byte[]>
    {
        public override TaskEntry Entry => Instance;

        public override void WriteArguments(ref PayloadWriter writer) => writer.WriteArray(bytes);

        public override byte[] ReadResult(ref PayloadReader reader) => reader.ReadArray<byte>()!;
    }
}
