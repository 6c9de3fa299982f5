// Names are what is tried here: keywords, names of the framework and of the library, names that generated code uses itself.
#pragma warning disable CA1050, CA1062, CA1068, CA1708, CA1724, CA1725, CA1801, CS8981, CA1052, CA1034
using System.Diagnostics.CodeAnalysis;
using MpiPool;

/// <summary>A class named by a keyword, in the global namespace.</summary>
public static class @class
{
    [MpiTask] public static int @int(int @out, string @params, bool @this = true) => @this ? @out + @params.Length : 0;

    [MpiTask] public static int @await(int @async, int var, int partial, int record, int field, int value, int @nameof) => @async + var + partial + record + field + value + @nameof;
}

namespace Unusual
{
    /// <summary>Parameters with the names of locals, fields and types of generated code.</summary>
    public static class Locals
    {
        [MpiTask] public static int Many(int writer, int reader, int context, int options, int ct, int cancel, int result, int arguments, int task, int entry, int call, int room, int handle, int index, int length, int _) =>
            writer + reader + context + options + ct + cancel + result + arguments + task + entry + call + room + handle + index + length + _;

        [MpiTask] public static async Task<int> Later(int awaiter, int token, TaskContext taskContext, int items, CancellationToken cancellationToken, int next, int self, int T, int TResult, int Instance, int Codecs, int global)
        {
            await Task.Yield();
            return awaiter + token + items + next + self + T + TResult + Instance + Codecs + global;
        }

        [MpiTask] public static void Nothing(int value, int Write, int Read, int Run) => Last = value + Write + Read + Run;

        [MpiTask] public static int Underscores(int __, int ___, int _1, int A, int a, int _a) => __ + ___ + _1 + A + a + _a;

        [MpiTask] public static string? Texts(string? _, string? __, string? _0) => _ + __ + _0;

        [MpiTask] public static (int value, int writer) Tuple((int reader, string? writer) value) => (value.reader, value.writer?.Length ?? -1);

        private static int Last { get; set; }
    }

    /// <summary>An interface, structs and classes that declare tasks.</summary>
    public interface IDeclares
    {
        [MpiTask] static int Of(int x) => x * 3;
    }

    public readonly record struct DeclaresAndTravels(int X)
    {
        [MpiTask] public static int Of(DeclaresAndTravels x) => x.X;
    }

    public ref struct OnStack
    {
        [MpiTask] public static int Of(int x) => x * 5;
    }

    public class Primary(int x)
    {
        public int X { get; } = x;

        [MpiTask] public static Primary Next(Primary p) => new(p.X + 1);
    }

    public static partial class Shell
    {
        public partial class Core
        {
            [MpiTask] public static int Shallow(int x) => x;

            public static partial class Inner
            {
                [MpiTask] public static int Deep(int x) => x;
            }
        }
    }

    public static partial class Shell
    {
        public partial class Core
        {
            public static partial class Inner
            {
                [MpiTask] public static int Deeper(int x) => x + 1;

                [MpiTask] public static partial int InParts(int x, int y = 5);

                public static partial int InParts(int x, int y) => x + y;
            }
        }
    }

    /// <summary>Extension methods and blocks, and letters of other scripts.</summary>
    public static class Größen
    {
        extension(int self)
        {
            public int Doubled => self * 2;
        }

        [MpiTask] public static int OfThis(this int self, int other) => self.Doubled + other;

        [MpiTask] public static int Größe(int Länge, string 名前) => Länge + 名前.Length;

        [MpiTask] public static int 関数(int x\u0061) => xa;
    }

    /// <summary>Attributes that the call factories repeat.</summary>
    public static class Marked
    {
        [Obsolete("use \"another\"")]
        [MpiTask] public static int Old(int x) => x;

        [Experimental("UNUSUAL001")]
        [MpiTask] public static int New(int x) => x + 1;
    }

    /// <summary>All of it experimental.</summary>
    [Experimental("UNUSUAL002")]
    public static class Tried
    {
        [MpiTask] public static int New(int x) => x + 2;
    }

    public static class Overloads
    {
        [MpiTask] public static int Of(int x) => x;

        [MpiTask] public static int Of(long x) => x > 0 ? 2 : -2;

        [MpiTask] public static int Of(int? x) => x ?? 3;

        [MpiTask] public static int Of(params int[] x) => x.Length;

        [MpiTask] public static int Of(string x, int y = 1) => x.Length * y;
    }
}

namespace Unusual.Framework
{
    /// <summary>Types named like those that generated code names.</summary>
    public static class System
    {
        [MpiTask] public static int Task(int Int32) => Int32;
    }

    public static class Task
    {
        [MpiTask] public static int MpiPool(int MemoryPack) => MemoryPack;
    }

    public static class MpiPool
    {
        [MpiTask] public static int Wire(int x) => x;
    }

    public static class String
    {
        [MpiTask] public static string Object(string Collections) => Collections;
    }
}

namespace Unusual.MpiPool.System
{
    public static class Kernels
    {
        [MpiTask] public static int Inner(int x) => x + 2;
    }
}
