namespace MpiPool.Model;

/// <summary>What a simulation found, in its steady state.</summary>
/// <param name="Throughput">Tasks a second.</param>
/// <param name="Efficiency">The part of the workers' time spent in tasks, from 0 to 1.</param>
/// <param name="MainLoad">The part of the main rank's time spent in handing out work, from 0 to 1.</param>
/// <param name="Completed">Tasks that were counted.</param>
internal sealed record Outcome(double Throughput, double Efficiency, double MainLoad, long Completed);
