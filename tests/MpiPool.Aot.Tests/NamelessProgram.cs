namespace MpiPool.Aot.Tests;

/// <summary>The program of these tests as Native AOT without a name or description of any type (<c>--reflectiondata:none</c>): what needs one fails in it.</summary>
public sealed class NamelessProgram : IAsyncLifetime
{
    /// <summary>The program.</summary>
    internal string Path { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Path = await ProgramFixture.PublishNativeAsync("nameless", "-p:ReflectionData=none");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
