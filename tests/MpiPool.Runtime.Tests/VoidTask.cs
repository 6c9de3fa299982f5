using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>A task without a result: it notes its argument, and throws where that is negative.</summary>
internal sealed class VoidTask() : SyncTaskEntry(TestTask.Fnv("Void"), "Test.Void", "(i8)->void", TaskTraits.NoResult | TaskTraits.Idempotent)
{
    public static readonly VoidTask Instance = new();

    public static TaskCall<NoResult> Call(long argument) => new VoidCall(argument);

    public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context)
    {
        long argument = arguments.Memory.ReadUnmanaged<long>();
        arguments.Complete();
        if (argument < 0)
            throw new FormatException($"bad {argument}");
        Notes.Add(argument);
    }

    private sealed class VoidCall(long argument) : TaskCall<NoResult>
    {
        public override TaskEntry Entry => Instance;

        public override void WriteArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged(argument);

        public override NoResult ReadResult(ref PayloadReader reader) => default;
    }
}
