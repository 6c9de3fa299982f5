using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>A reducer as the generator writes it.</summary>
internal readonly struct LongSum : IReducer<long, long>
{
    public static Reducer<long, long> Reducer { get; } = new Generated();

    public static long Identity => 0;

    public static long Add(long accumulator, long item) => accumulator + item;

    public static long Combine(long first, long second) => first + second;

    private sealed class Generated() : Reducer<LongSum, long, long>(TestTask.Fnv("LongSum"), "Test.LongSum", "i8,i8")
    {
        public override void WriteAccumulator(ref PayloadWriter writer, long value) => writer.Memory.WriteUnmanaged(value);

        public override long ReadAccumulator(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

        public override void WriteItem(ref PayloadWriter writer, long value) => writer.Memory.WriteUnmanaged(value);

        public override long ReadItem(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();
    }
}
