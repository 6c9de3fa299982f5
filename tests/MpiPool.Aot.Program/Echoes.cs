using System.Runtime.InteropServices;
using MpiPool.Wire;

namespace MpiPool.Aot.Program;

/// <summary>Sends values to a worker by tasks that return what they get, and counts those that come back as something else.</summary>
internal sealed class Echoes(WorkerPool pool)
{
    /// <summary>Values sent so far.</summary>
    public int Count { get; private set; }

    /// <summary>Values that came back as something else, or not at all.</summary>
    public int Wrong { get; private set; }

    /// <summary>Sends a value; it is right if its bytes come back.</summary>
    public void Send<T>(TaskHandle<T, T> echo, T value) =>
        Send(echo, value, (sent, back) => Bytes(echo.Bind(sent)).AsSpan().SequenceEqual(Bytes(echo.Bind(back))));

    /// <summary>Sends a value; <paramref name="same"/> tells whether what came back is right.</summary>
    public void Send<T>(TaskHandle<T, T> echo, T value, Func<T, T, bool> same)
    {
        Count++;
        TaskCall<T> call = echo.Bind(value);
        try
        {
            T back = pool.Apply(call);
            if (!same(value, back))
                Report($"{call}: {back} came back for {value}");
        }
        catch (Exception error) when (error is RemoteTaskException or WireFormatException or InvalidOperationException)
        {
            Report($"{call}: {error.Message}");
        }
    }

    /// <summary>Runs a task that fails; <paramref name="right"/> tells whether what is reported is right.</summary>
    public void Fail<T>(TaskCall<T> call, Func<RemoteTaskException, bool> right)
    {
        Count++;
        try
        {
            pool.Apply(call);
            Report($"{call}: did not fail");
        }
        catch (RemoteTaskException error)
        {
            if (!right(error))
                Report($"{call}: {error.RemoteTypeName}: {error.Message}");
        }
    }

    /// <summary>Submits a call whose arguments cannot be written.</summary>
    public void Refuse<T>(TaskCall<T> call)
    {
        Count++;
        try
        {
            pool.Apply(call);
            Report($"{call}: was not refused");
        }
        catch (InvalidOperationException)
        {
            // What the caller is to get.
        }
    }

    /// <summary>Does something that must give true.</summary>
    public async Task CheckAsync(string what, Func<Task<bool>> act)
    {
        Count++;
        try
        {
            if (!await act())
                Report($"{what}: wrong");
        }
        catch (Exception error)
        {
            Report($"{what}: {error.Message}");
        }
    }

    private void Report(string text)
    {
        Wrong++;
        Console.WriteLine(text);
    }

    private static byte[] Bytes(TaskCall call)
    {
        var buffer = new PayloadBuffer();
        try
        {
            var writer = new PayloadWriter(buffer);
            call.WriteArguments(ref writer);
            writer.Flush();
            var bytes = new byte[buffer.Length];
            Marshal.Copy(buffer.Address, bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            buffer.Free();
        }
    }
}
