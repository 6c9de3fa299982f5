namespace MpiPool.Runtime.Tests;

/// <summary>Classes that open pools by RunAsync or Open: one at a time in a process, as over MPI.</summary>
internal static class WorldCollection
{
    public const string Name = "World";
}
