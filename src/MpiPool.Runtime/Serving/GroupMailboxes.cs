using MpiPool.Transports;

namespace MpiPool.Serving;

/// <summary>
/// What members of task groups have told this worker, by group and sender, in the order they sent it. A message may come before this worker
/// has begun its own part. Thread-safe.
/// </summary>
internal sealed class GroupMailboxes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Mailbox> _boxes = [];

    /// <summary>Puts a message in.</summary>
    public void Post(long group, int source, GroupMessage message)
    {
        lock (_gate)
        {
            Mailbox box = Box(group);
            if (message.Kind == CollectiveKind.End)
                box.Ended++;
            if (!box.IsClosed)
                box.From(source).Enqueue(message);
            ForgetIfOver(group, box);
        }
    }

    /// <summary>Takes the next message of a member. One that says it has ended stays: nothing comes after it.</summary>
    public bool TryTake(long group, int source, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out GroupMessage? message)
    {
        lock (_gate)
        {
            Queue<GroupMessage> queue = Box(group).From(source);
            return queue.TryPeek(out message) && (message.Kind == CollectiveKind.End || queue.TryDequeue(out message));
        }
    }

    /// <summary>
    /// This worker's own part has ended; the box goes once all others have, too. What it holds goes now: a member that was cancelled before it
    /// began never says that it has ended.
    /// </summary>
    public void End(long group, int size)
    {
        lock (_gate)
        {
            Mailbox box = Box(group);
            box.Close(size - 1);
            ForgetIfOver(group, box);
        }
    }

    private Mailbox Box(long group)
    {
        if (!_boxes.TryGetValue(group, out Mailbox? box))
            _boxes.Add(group, box = new Mailbox());
        return box;
    }

    private void ForgetIfOver(long group, Mailbox box)
    {
        if (box.Ended == box.Expected)
            _boxes.Remove(group);
    }

    private sealed class Mailbox
    {
        private readonly Dictionary<int, Queue<GroupMessage>> _bySource = [];

        /// <summary>How many members have said that they ended.</summary>
        public int Ended { get; set; }

        /// <summary>How many there are to say so; -1 while this worker's own part goes on.</summary>
        public int Expected { get; private set; } = -1;

        /// <summary>Whether this worker's own part has ended: nobody reads any more.</summary>
        public bool IsClosed => Expected >= 0;

        /// <summary>Lets go of what came.</summary>
        public void Close(int expected)
        {
            Expected = expected;
            _bySource.Clear();
        }

        public Queue<GroupMessage> From(int source)
        {
            if (!_bySource.TryGetValue(source, out Queue<GroupMessage>? queue))
                _bySource.Add(source, queue = new Queue<GroupMessage>());
            return queue;
        }
    }
}
