namespace MpiPool.Model;

/// <summary>
/// A discrete-event simulation of a pool with endless work. Each rank that hands out work is a server that takes what arrives in order of
/// arrival; each worker runs its messages one after the other. A message's life: handed out, on its way, run, back on its way, and taken,
/// whereupon the next one is handed out. The first rounds are not counted, so that the start is not.
/// </summary>
internal sealed class Simulation
{
    // How often each worker's messages come back, and how many of them there are at least, for random times must average out.
    private const int UncountedRounds = 2, LeastRounds = 4, LeastMessages = 20_000;

    // A sub-main holds at most so many messages for each of its workers, and asks for more when half are left.
    private const int StockPerWorker = 4;

    private readonly Costs _costs;
    private readonly Work _work;
    private readonly Fleet _fleet;
    private readonly Random? _random;
    private readonly PriorityQueue<Event, double> _events = new();
    private readonly double[] _workerFree;
    private readonly SubMain[] _subMains;
    private double _mainFree;
    private double _mainBusy;
    private double _handedOut;

    private Simulation(Costs costs, Work work, Fleet fleet, int? seed)
    {
        costs.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(fleet.Workers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(fleet.SubMains);
        _costs = costs;
        _work = work;
        _fleet = fleet;
        _random = seed is { } value ? new Random(value) : null;
        _workerFree = new double[fleet.Workers];
        _subMains = [.. Enumerable.Range(0, fleet.SubMains).Select(_ => new SubMain())];
        for (int worker = 0; worker < fleet.Workers && fleet.SubMains > 0; worker++)
            _subMains[worker % fleet.SubMains].Workers++;
    }

    /// <summary>Runs it.</summary>
    /// <param name="costs">What ranks spend.</param>
    /// <param name="work">The tasks.</param>
    /// <param name="fleet">The ranks.</param>
    /// <param name="seed">Null: all tasks take the same time. A seed: times are exponentially distributed.</param>
    /// <exception cref="ArgumentException">A cost is negative, or there is no worker.</exception>
    public static Outcome Run(Costs costs, Work work, Fleet fleet, int? seed = null) => new Simulation(costs, work, fleet, seed).Run();

    private double MessageCost => _costs.Message + _work.PerMessage * _work.PerTask;

    private Outcome Run()
    {
        for (int depth = 0; depth < _work.Depth; depth++)
        {
            for (int worker = 0; worker < _fleet.Workers; worker++)
                _events.Enqueue(new Event(EventKind.Free, worker), 0);
        }
        // The first time a lane comes free it has run nothing.
        long lanes = (long)_fleet.Workers * _work.Depth;
        long rounds = Math.Max(LeastRounds, (LeastMessages + lanes - 1) / lanes);
        long ignored = lanes * (UncountedRounds + 1), last = ignored + lanes * rounds, taken = 0;
        double started = 0, busyBefore = 0, runBefore = 0, now = 0;
        while (taken < last && _events.TryDequeue(out Event current, out now))
        {
            Handle(current, now);
            if (current.Kind == EventKind.Free && ++taken == ignored)
                (started, busyBefore, runBefore) = (now, _mainBusy, HasRun(now));
        }
        double seconds = now - started;
        long completed = (last - ignored) * _work.PerMessage;
        double run = HasRun(now) - runBefore;
        return new Outcome(completed / seconds, run / seconds / _fleet.Workers, Math.Min(1, (_mainBusy - busyBefore) / seconds), completed);
    }

    // The time that workers have spent in tasks: what was handed out, less what is still to run.
    private double HasRun(double now) => _handedOut - _workerFree.Sum(free => Math.Max(0, free - now));

    private void Handle(Event current, double now)
    {
        switch (current.Kind)
        {
            case EventKind.Free when _fleet.SubMains == 0:
                HandOut(current.Index, ServeMain(now, MessageCost));
                break;
            case EventKind.Free:
                _subMains[current.Index % _fleet.SubMains].Waiting.Enqueue((current.Index, now));
                Refill(current.Index % _fleet.SubMains);
                break;
            case EventKind.Request:
                long messages = (long)_subMains[current.Index].Workers * StockPerWorker / 2;
                _events.Enqueue(new Event(EventKind.Supply, current.Index), ServeMain(now, _costs.Message + messages * _work.PerMessage * _work.PerTask) + _costs.Latency);
                break;
            case EventKind.Supply:
                SubMain subMain = _subMains[current.Index];
                subMain.Free = Math.Max(subMain.Free, now) + _costs.Message;
                subMain.Stock += (long)subMain.Workers * StockPerWorker / 2;
                subMain.Requests--;
                Refill(current.Index);
                break;
        }
    }

    // Hands out what there is to those that wait, and asks for more in time.
    private void Refill(int index)
    {
        SubMain subMain = _subMains[index];
        while (subMain.Stock > 0 && subMain.Waiting.TryDequeue(out (int Worker, double Since) waiting))
        {
            subMain.Stock--;
            subMain.Free = Math.Max(subMain.Free, waiting.Since) + MessageCost;
            HandOut(waiting.Worker, subMain.Free);
        }
        double now = subMain.Free;
        while (subMain.Stock + (long)subMain.Requests * subMain.Workers * StockPerWorker / 2 <= (long)subMain.Workers * StockPerWorker / 2)
        {
            subMain.Requests++;
            _events.Enqueue(new Event(EventKind.Request, index), now + _costs.Latency);
        }
    }

    private void HandOut(int worker, double sent)
    {
        double begun = Math.Max(_workerFree[worker], sent + _costs.Latency);
        double time = RunTime();
        _handedOut += time;
        _workerFree[worker] = begun + time;
        _events.Enqueue(new Event(EventKind.Free, worker), _workerFree[worker] + _costs.Latency);
    }

    private double ServeMain(double arrival, double service)
    {
        _mainFree = Math.Max(_mainFree, arrival) + service;
        _mainBusy += service;
        return _mainFree;
    }

    private double RunTime()
    {
        if (_random is null)
            return _work.PerMessage * _work.Task;
        double sum = 0;
        for (int i = 0; i < _work.PerMessage; i++)
            sum -= Math.Log(1 - _random.NextDouble()) * _work.Task;
        return sum;
    }

    private enum EventKind
    {
        // A worker's message is back.
        Free,

        // A sub-main asks the main rank for work.
        Request,

        // Work arrives at a sub-main.
        Supply,
    }

    private readonly record struct Event(EventKind Kind, int Index);

    private sealed class SubMain
    {
        public Queue<(int Worker, double Since)> Waiting { get; } = new();

        public int Workers { get; set; }

        public long Stock { get; set; }

        public int Requests { get; set; }

        public double Free { get; set; }
    }
}
