using System.Text.Json.Serialization;

namespace MpiPool.CodecBenchmarks;

/// <summary>The peer's generated code for the same types. Tuples have fields, which JSON leaves out unless asked.</summary>
[JsonSourceGenerationOptions(IncludeFields = true)]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof((int, double)))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(Particle))]
internal sealed partial class Json : JsonSerializerContext;
