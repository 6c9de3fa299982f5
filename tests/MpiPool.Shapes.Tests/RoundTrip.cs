using System.Runtime.InteropServices;
using MemoryPack;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Shapes.Tests;

/// <summary>Takes calls through their generated codecs as the engine does, without one.</summary>
internal static class RoundTrip
{
    /// <summary>Writes a call's arguments, runs its task on them, and reads its result.</summary>
    public static T Run<T>(TaskCall<T> call)
    {
        var arguments = new PayloadBuffer();
        try
        {
            Write(call, arguments);
            return Run(call, ToArray(arguments), Segments(arguments));
        }
        finally
        {
            arguments.Free();
        }
    }

    /// <summary>Runs the task of a call on bytes from anywhere, in place of the call's arguments, and reads its result.</summary>
    public static T Run<T>(TaskCall<T> call, byte[] arguments, ReadOnlySpan<ReceivedSegment> segments = default)
    {
        var result = new PayloadBuffer();
        try
        {
            Invoke(call.Entry, arguments, segments, result);
            var reader = new PayloadReader(ToArray(result), Segments(result));
            T value = call.ReadResult(ref reader);
            reader.Complete();
            return value;
        }
        finally
        {
            result.Free();
        }
    }

    /// <summary>The bytes of a call's arguments.</summary>
    public static byte[] Arguments(TaskCall call)
    {
        var buffer = new PayloadBuffer();
        try
        {
            Write(call, buffer);
            Assert.Equal(0, buffer.Segments.Length);
            return ToArray(buffer);
        }
        finally
        {
            buffer.Free();
        }
    }

    /// <summary>The same without the checks at the end, which values have that MemoryPack's own writer writes.</summary>
    public static byte[] ArgumentsWithoutChecks(TaskCall call)
    {
        byte[] bytes = Arguments(call);
        return bytes[..^(BitConverter.ToInt32(bytes, bytes.Length - ValueCheck.CountSize) * ValueCheck.Size + ValueCheck.CountSize)];
    }

    /// <summary>Runs a task on bytes from anywhere.</summary>
    public static void Invoke(TaskEntry entry, byte[] arguments)
    {
        var result = new PayloadBuffer();
        try
        {
            Invoke(entry, arguments, [], result);
        }
        finally
        {
            result.Free();
        }
    }

    /// <summary>Sends a value through a task that returns it, and compares what comes back, as a value and as bytes.</summary>
    public static void Check<T>(Func<T, TaskCall<T>> echo, T[] values)
    {
        foreach (T value in values)
        {
            T back = Run(echo(value));
            Assert.Equivalent(value, back, strict: true);
            Assert.Equal(Arguments(echo(value)), Arguments(echo(back)));
        }
    }

    /// <summary>The same, and the bytes must be those that MemoryPack writes for the value.</summary>
    public static void CheckLikeMemoryPack<T>(Func<T, TaskCall<T>> echo, T[] values)
    {
        Check(echo, values);
        foreach (T value in values)
            Assert.Equal(MemoryPackSerializer.Serialize(value), Arguments(echo(value)));
    }

    private static void Write(TaskCall call, PayloadBuffer buffer)
    {
        var writer = new PayloadWriter(buffer);
        call.WriteArguments(ref writer);
        writer.Flush();
    }

    private static void Invoke(TaskEntry entry, byte[] bytes, ReadOnlySpan<ReceivedSegment> segments, PayloadBuffer result)
    {
        var reader = new PayloadReader(bytes, segments);
        var writer = new PayloadWriter(result);
        var context = new TaskContext(1, 2, "host", 0, 0, null, new Serving.WorkerObjects(), null, null, CancellationToken.None);
        if (entry is AsyncTaskEntry task)
        {
            Task running = task.Start(ref reader, context);
            running.GetAwaiter().GetResult();
            task.WriteResult(running, ref writer);
        }
        else
        {
            ((SyncTaskEntry)entry).Invoke(ref reader, ref writer, context);
        }
        Assert.True(reader.IsComplete);
        writer.Flush();
    }

    private static ReceivedSegment[] Segments(PayloadBuffer buffer)
    {
        var segments = new List<ReceivedSegment>();
        foreach (ref readonly PayloadSegment segment in buffer.Segments)
            segments.Add(new ReceivedSegment(segment.Address, segment.Length));
        return [.. segments];
    }

    private static byte[] ToArray(PayloadBuffer buffer)
    {
        var bytes = new byte[buffer.Length];
        Marshal.Copy(buffer.Address, bytes, 0, bytes.Length);
        return bytes;
    }
}
