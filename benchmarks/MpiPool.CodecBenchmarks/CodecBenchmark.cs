using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using MemoryPack;

namespace MpiPool.CodecBenchmarks;

/// <summary>Encode and decode of one value, by the generated code and by the serializers one would take otherwise. All write into memory that is reused.</summary>
/// <remarks>
/// What is in a figure. MpiPool: the buffer is emptied, a writer made, the call's arguments written (one virtual call), a reader made over
/// the bytes, the value read (one virtual call) and the end of the payload checked. MemoryPack: the buffer is emptied, the static
/// Serialize and Deserialize, which make their own writer and reader where the type needs one. Both use what exists before: a call, a value. MpiPoolWithCall
/// is the first with the object that holds the arguments made anew, as each submission makes it; MemoryPack has no counterpart to it.
/// In a frame: many values one after the other, as a chunk of a map carries them; a figure is for one. MpiPool makes one writer and one reader for
/// all, MemoryPack's static members one a value where the type needs one.
/// </remarks>
/// <typeparam name="T">The value.</typeparam>
/// <param name="echo">The task whose codec is measured.</param>
/// <param name="json">The peer's generated code.</param>
/// <param name="value">The value.</param>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public abstract class CodecBenchmark<T>(TaskHandle<T, T> echo, JsonTypeInfo<T> json, T value)
{
    internal const int FrameItems = 64;
    private const string Alone = "alone", InFrame = "in a frame";

    private readonly Codec<T> _codec = new(echo, value);
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    /// <summary>MpiPool's generated code.</summary>
    [Benchmark, BenchmarkCategory(Alone)]
    public T MpiPool() => _codec.RoundTrip();

    /// <summary>MpiPool's generated code, with the call object of one submission.</summary>
    [Benchmark, BenchmarkCategory(Alone)]
    public T MpiPoolWithCall() => _codec.CallAndRoundTrip();

    /// <summary>MemoryPack.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory(Alone)]
    public T? MemoryPack()
    {
        _buffer.ResetWrittenCount();
        MemoryPackSerializer.Serialize(_buffer, value);
        return MemoryPackSerializer.Deserialize<T>(_buffer.WrittenSpan);
    }

    /// <summary>MpiPool's generated code, many values.</summary>
    [Benchmark(OperationsPerInvoke = FrameItems), BenchmarkCategory(InFrame)]
    public T MpiPoolFrame() => _codec.RoundTripFrame(FrameItems);

    /// <summary>MemoryPack, many values.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = FrameItems), BenchmarkCategory(InFrame)]
    public T? MemoryPackFrame()
    {
        _buffer.ResetWrittenCount();
        for (int i = 0; i < FrameItems; i++)
            MemoryPackSerializer.Serialize(_buffer, value);
        ReadOnlySpan<byte> bytes = _buffer.WrittenSpan;
        T? result = default;
        for (int i = 0; i < FrameItems; i++)
        {
            // A new value each time: MemoryPack fills one that is there.
            result = default;
            bytes = bytes[MemoryPackSerializer.Deserialize(bytes, ref result)..];
        }
        return result;
    }

    /// <summary>System.Text.Json by its own generator.</summary>
    [Benchmark, BenchmarkCategory(Alone)]
    public T? SystemTextJson()
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer))
            JsonSerializer.Serialize(writer, value, json);
        return JsonSerializer.Deserialize(_buffer.WrittenSpan, json);
    }
}

/// <summary>(int)</summary>
public class Number() : CodecBenchmark<int>(Kernels.Tasks.Handles.Number, Json.Default.Int32, 42);

/// <summary>(int, double)</summary>
public class Pair() : CodecBenchmark<(int, double)>(Kernels.Tasks.Handles.Pair, Json.Default.ValueTupleInt32Double, (42, 1.5));

/// <summary>A text of 32 characters.</summary>
public class Text() : CodecBenchmark<string>(Kernels.Tasks.Handles.Text, Json.Default.String, "thirty-two characters of text ..");

/// <summary>double[1000]</summary>
public class Doubles() : CodecBenchmark<double[]>(Kernels.Tasks.Handles.Array, Json.Default.DoubleArray, [.. Enumerable.Range(0, 1000).Select(static i => i * 0.1)]);

/// <summary>A record of six members.</summary>
public class Record() : CodecBenchmark<Particle>(Kernels.Tasks.Handles.Record, Json.Default.Particle, new Particle(7, "electron", 1.5, -2.5, 3.25, new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc)));
