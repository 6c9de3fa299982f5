using System.Collections.Concurrent;
using System.ComponentModel;
using MpiPool.Tasks;

namespace MpiPool.Wire;

/// <summary>
/// The element types whose large arrays are received straight into a fresh array: the receiver learns the type from a number in the segment's
/// record, before the bytes come. The primitives are known; generated code adds the types of the program's tasks. An array of another type is
/// received into a native block and copied. Process-wide; thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementTypes
{
    private static readonly ConcurrentDictionary<ulong, ArrayMaker> s_makers = CreatePrimitives();

    /// <summary>Makes a type known. For generated code.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="shape">Its wire shape, equal on all ranks: what the number is made of.</param>
    public static void Add<T>(string shape) where T : unmanaged
    {
        ulong number = NumberOf(shape);
        if (TryAdd(number, new ArrayMaker<T>()))
            ElementType<T>.Number = number;
    }

    /// <summary>Makes the primitives known where nothing has yet. Before the first send.</summary>
    internal static void AddPrimitives() => GC.KeepAlive(s_makers);

    /// <summary>The maker of arrays for the number in a segment's record; null where it is none of ours.</summary>
    internal static ArrayMaker? Find(ulong number) => s_makers.GetValueOrDefault(number);

    /// <summary>Makes a number known. False where it is known already: of two types with one number, the arrays of the second are copied.</summary>
    internal static bool TryAdd(ulong number, ArrayMaker maker) => s_makers.TryAdd(number, maker);

    private static ConcurrentDictionary<ulong, ArrayMaker> CreatePrimitives()
    {
        var makers = new ConcurrentDictionary<ulong, ArrayMaker>();
        Add<bool>("bool");
        Add<byte>("byte");
        Add<sbyte>("sbyte");
        Add<char>("char");
        Add<short>("short");
        Add<ushort>("ushort");
        Add<int>("int");
        Add<uint>("uint");
        Add<long>("long");
        Add<ulong>("ulong");
        Add<float>("float");
        Add<double>("double");
        Add<decimal>("decimal");
        return makers;

        void Add<T>(string shape) where T : unmanaged
        {
            ElementType<T>.Number = NumberOf(shape);
            makers[ElementType<T>.Number] = new ArrayMaker<T>();
        }
    }

    private static ulong NumberOf(string shape) => Fnv1a.Add(Fnv1a.OffsetBasis, shape);
}
