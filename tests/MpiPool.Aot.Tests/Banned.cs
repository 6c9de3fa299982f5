namespace MpiPool.Aot.Tests;

/// <summary>What looks for types or code at run time, and so cannot be trusted after trimming or ahead-of-time compilation.</summary>
internal static class Banned
{
    /// <summary>Words that no generated source has.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "MemoryPackFormatterProvider", "MemoryPackSerializer", "GetFormatter<", "GetFormatter(typeof", "Activator", "MakeGenericType", "MakeGenericMethod", "GetMethod", "Type.GetType(",
        "System.Linq.Expressions", "System.Reflection", "dynamic ",
    ];

    /// <summary>Types of which compiled code uses no member, by their full names or by their namespaces with a dot at the end.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "MemoryPack.MemoryPackFormatterProvider", "MemoryPack.MemoryPackSerializer", "System.Activator", "System.Linq.Expressions.", "System.Reflection.Emit.",
        "System.Reflection.MethodInfo", "System.Reflection.MethodBase", "System.Reflection.FieldInfo", "System.Reflection.PropertyInfo", "System.Reflection.ConstructorInfo",
        "System.Runtime.Serialization.",
    ];

    /// <summary>Members that compiled code does not use, whatever their type.</summary>
    public static IReadOnlyList<string> Members { get; } =
        ["MakeGenericType", "MakeGenericMethod", "GetMethod", "GetMethods", "GetField", "GetFields", "GetProperty", "GetProperties", "GetConstructor", "GetConstructors", "InvokeMember", "CreateDelegate"];

    /// <summary>The same of certain types: MemoryPack's writer and reader look formatters up, while its attributes make one.</summary>
    public static IReadOnlyList<(string Type, string Member)> TypeMembers { get; } =
        [("MemoryPack.MemoryPackWriter`1", "GetFormatter"), ("MemoryPack.MemoryPackWriter`1", "WriteValue"), ("MemoryPack.MemoryPackReader", "GetFormatter"), ("MemoryPack.MemoryPackReader", "ReadValue")];
}
