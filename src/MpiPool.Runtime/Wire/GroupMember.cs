namespace MpiPool.Wire;

/// <summary>A worker's place in a group of workers that run a task together. Immutable.</summary>
/// <param name="Id">The group's number, its own in the pool.</param>
/// <param name="Index">This member, from 0.</param>
/// <param name="Ranks">The members' places among the pool's ranks.</param>
internal sealed record GroupMember(long Id, int Index, int[] Ranks);
