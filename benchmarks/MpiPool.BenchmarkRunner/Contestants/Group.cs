namespace MpiPool.BenchmarkRunner.Contestants;

/// <summary>Rows of one table: contestants measured in the same way.</summary>
/// <param name="Title">What is measured.</param>
/// <param name="Unit">In what.</param>
/// <param name="Reference">The contestant whose value the ratios refer to; null: there are none.</param>
/// <param name="Target">What the pool is held against; null: nothing.</param>
internal sealed record Group(string Title, string Unit, string? Reference = null, Target? Target = null);
