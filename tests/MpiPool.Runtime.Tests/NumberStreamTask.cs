using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>A task that yields 0 to n - 1, as the generator would write it.</summary>
internal sealed class NumberStreamTask() : AsyncTaskEntry(TestTask.Fnv("NumberStream"), "Test.NumberStream", "(i4)->stream(i8)", TaskTraits.Context)
{
    public static readonly NumberStreamTask Instance = new();

    public override Task Start(ref PayloadReader arguments, TaskContext context)
    {
        arguments.Memory.ReadUnmanaged(out int bufferSize, out int count);
        arguments.Complete();
        return new Producer(context, bufferSize).RunAsync(Numbers(count));
    }

    public override void WriteResult(Task completed, ref PayloadWriter result)
    {
    }

    private static async IAsyncEnumerable<long> Numbers(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    internal sealed class Call(int count) : StreamTaskCall<long>
    {
        public override TaskEntry Entry => Instance;

        public override long ReadItem(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

        protected override void WriteStreamArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged(count);
    }

    private sealed class Producer(TaskContext context, int bufferSize) : StreamProducer<long>(context, bufferSize)
    {
        protected override void Write(ref PayloadWriter writer, long value) => writer.Memory.WriteUnmanaged(value);
    }
}
