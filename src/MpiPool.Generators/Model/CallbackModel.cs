namespace MpiPool.Generators.Model;

/// <summary>When a method of the type's own is called.</summary>
internal enum CallbackMoment
{
    /// <summary>Before a value is written, null too.</summary>
    Serializing,

    /// <summary>After it is written.</summary>
    Serialized,

    /// <summary>Before a value is read: there is no object yet.</summary>
    Deserializing,

    /// <summary>After it is read.</summary>
    Deserialized,
}

/// <summary>A method that MemoryPack's attributes ask to call.</summary>
/// <param name="Moment">When.</param>
/// <param name="Method">Its name.</param>
/// <param name="IsStatic">It is static, and called for null as well.</param>
/// <param name="Accessor">The accessor that calls it; null where it can be named.</param>
internal sealed record CallbackModel(CallbackMoment Moment, string Method, bool IsStatic, string? Accessor);
