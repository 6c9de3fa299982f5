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
/// <param name="TakesStream">It takes MemoryPack's writer or reader, and the value by reference.</param>
/// <param name="Accessor">The accessor that calls it; null where it can be named.</param>
internal sealed record CallbackModel(CallbackMoment Moment, string Method, bool IsStatic, bool TakesStream, string? Accessor);

/// <summary>All such methods of a type.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsValueType">It cannot be null.</param>
/// <param name="All">The methods in the order of their declaration.</param>
internal sealed record CallbackSet(string Type, bool IsValueType, EquatableArray<CallbackModel> All)
{
    public IEnumerable<CallbackModel> At(CallbackMoment moment) => All.Where(c => c.Moment == moment);

    public bool Has(CallbackMoment moment) => At(moment).Any();

    public bool HasStream(CallbackMoment moment) => At(moment).Any(static c => c.TakesStream);

    /// <summary>Whether bytes stand on the wire for the moment: one side may write or read them even where the other has nothing to do.</summary>
    public bool HasBytes(CallbackMoment moment) => HasStream(moment) || HasStream(moment switch
    {
        CallbackMoment.Serializing => CallbackMoment.Deserializing,
        CallbackMoment.Serialized => CallbackMoment.Deserialized,
        CallbackMoment.Deserializing => CallbackMoment.Serializing,
        _ => CallbackMoment.Serialized,
    });
}
