namespace MpiPool.Runtime.Tests;

/// <summary>What members of task groups do in these tests.</summary>
internal static class GroupBodies
{
    private static readonly double[] s_values = [1.5, 2.5];

    /// <summary>Every collective, checked by every member. Returns the member.</summary>
    public static long Together(long size, TaskContext context)
    {
        TaskGroup group = context.Group ?? throw new InvalidOperationException("no group");
        int me = group.Rank;
        Check(group.Size == size, "size");
        group.Barrier();
        Check(group.Broadcast(me * 10, group.Size - 1) == (group.Size - 1) * 10, "broadcast");
        Check(group.Broadcast(me == 0 ? "text" : null, 0) == "text", "broadcast of a text");
        Check(group.Broadcast(me == 0 ? s_values : null, 0).SequenceEqual(s_values), "broadcast of an array");
        Check(group.Gather(me, 0).SequenceEqual(me == 0 ? Enumerable.Range(0, group.Size) : []), "gather");
        Check(group.AllGather(me).SequenceEqual(Enumerable.Range(0, group.Size)), "all-gather");
        Check(group.AllGather(new int[me]).Select(static array => array.Length).SequenceEqual(Enumerable.Range(0, group.Size)), "all-gather of arrays");
        Check(group.AllGather($"m{me}")[^1] == $"m{group.Size - 1}", "all-gather of texts");
        Check(group.Reduce(me + 1, ReduceOperation.Product, 0) == (me == 0 ? Enumerable.Range(1, group.Size).Aggregate(1, static (a, b) => a * b) : 0), "reduce");
        Check(group.AllReduce((double)me, ReduceOperation.Maximum) == group.Size - 1, "maximum");
        Check(group.AllReduce([me, -me], ReduceOperation.Minimum).SequenceEqual([0, 1 - group.Size]), "minimum");
        Check(group.AllReduce(1L, ReduceOperation.Sum) == group.Size, "sum");
        return me;
    }

    /// <summary>One member throws, the others wait at a barrier.</summary>
    public static long OneThrows(long thrower, TaskContext context)
    {
        if (context.Group!.Rank == thrower)
            throw new FormatException("this member throws");
        context.Group.Barrier();
        return 0;
    }

    /// <summary>One member throws, the others have nothing to do with the group: they wait for their tokens.</summary>
    public static long OneThrowsWhileOthersWork(long thrower, TaskContext context)
    {
        if (context.Group!.Rank == thrower)
            throw new FormatException("this member throws");
        context.CancellationToken.WaitHandle.WaitOne();
        throw new NotSupportedException("the first error is the cause");
    }

    /// <summary>The members name different roots.</summary>
    public static long RootsDiffer(long _, TaskContext context)
    {
        TaskGroup group = context.Group!;
        return group.Rank == 1 ? group.Gather(1L, 1).Length : group.Gather(1L, 0).Length;
    }

    /// <summary>One member reduces where the others wait at a barrier.</summary>
    public static long OneReduces(long reducer, TaskContext context)
    {
        if (context.Group!.Rank == reducer)
            return context.Group.AllReduce(1L, ReduceOperation.Sum);
        context.Group.Barrier();
        return 0;
    }

    /// <summary>Tells that it has begun, and waits for the others.</summary>
    public static long BeginAndMeet(long gate, TaskContext context)
    {
        Gates.Of(gate).Begun.TrySetResult();
        context.Group!.Barrier();
        return gate;
    }

    private static void Check(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException($"wrong: {what}");
    }
}
