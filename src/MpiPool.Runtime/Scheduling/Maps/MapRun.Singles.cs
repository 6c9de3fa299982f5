using MpiPool.Tasks;

namespace MpiPool.Scheduling.Maps;

/// <content>Items that run as calls of their own: their tasks cannot run in chunks.</content>
internal sealed partial class MapRun<TItem, TResult>
{
    private SingleSink? _singles;

    private void Submit(MapBlock<TItem, TResult> block, int offset, in TItem item)
    {
        _singles ??= new SingleSink(this);
        block.Status[offset] = ItemStatus.Single;
        long number = block.First + offset;
        TaskCall<TResult> call = Form.ToCall(item);
        // The ticket notes when the call is sent.
        CallTicket? ticket = _keepsRuns ? new CallTicket(WorkerPool.NoOptions, call.Entry, target: 0) : null;
        Scheduler.Enqueue(call, _singles, (int)(number & int.MaxValue), FirstSequence + number, ticket);
    }

    private sealed class SingleSink(MapRun<TItem, TResult> map) : ResultSink<TResult>
    {
        public override bool IsStopped => map._stopped;

        public override void SetResult(int index, TResult result, in RunInfo run)
        {
            MapBlock<TItem, TResult> block = Find(index, out int offset);
            block.Results[offset] = result;
            Note(block, offset, run);
            map.Settle(block, offset, 1, ItemStatus.Done);
            map.Signal();
        }

        public override void SetError(int index, Exception error, in RunInfo run)
        {
            MapBlock<TItem, TResult> block = Find(index, out int offset);
            map.StoreError(block, offset, error);
            Note(block, offset, run);
            map.Settle(block, offset, 1, map.StatusOf(error));
            map.Signal();
        }

        private void Note(MapBlock<TItem, TResult> block, int offset, in RunInfo run)
        {
            if (block.Runs is { } runs)
                runs[offset] = run.Rank < 0 ? ChunkRun.None : new ChunkRun(run.Rank, map.Scheduler.Hosts[map.Scheduler.Hosts.RankOf(run.Rank)], 0, run.Nanoseconds, run.Sent);
        }

        // The index is the low half of the item's number; all items without a result are among the latest.
        private MapBlock<TItem, TResult> Find(int index, out int offset)
        {
            long start = Volatile.Read(ref map._pulled) - (1 << 30);
            long item = start + ((index - (int)(start & int.MaxValue)) & int.MaxValue);
            (long number, offset, _) = map._layout.Locate(item);
            return map.BlockAt(number);
        }
    }
}
