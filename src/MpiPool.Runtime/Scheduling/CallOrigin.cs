namespace MpiPool.Scheduling;

/// <summary>Where a running call is: what a message back to it needs.</summary>
/// <param name="Worker">The worker's rank.</param>
/// <param name="Slot">The call's place in the in-flight table.</param>
/// <param name="Sequence">Its number; tells it from a later call in the same slot.</param>
internal readonly record struct CallOrigin(int Worker, int Slot, long Sequence);
