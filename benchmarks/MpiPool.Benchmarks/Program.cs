// One measurement a run, printed by the main rank as one line of NAME KEY=VALUE...: mpirun -n 2 ./MpiPool.Benchmarks submit 500

using System.Globalization;
using MpiPool;
using MpiPool.Benchmarks;

if (args is ["opening"])
    StartUp.InitializeFirst();

return await WorkerPool.RunAsync(args, async pool =>
{
    if (Measure(pool) is { } line)
    {
        Console.WriteLine(await line);
        return;
    }
    Console.Error.WriteLine("""
        usage: MpiPool.Benchmarks
          roundtrip WARM COUNT | awaited WARM COUNT             one task after the other
          submit MILLISECONDS | submit-count TASKS              tasks with futures of their own
          map enumerable|array|into|factory|lambda|records MILLISECONDS
          balance ROUNDS                                        maps of tasks that sleep, on threads (benchmarks/run-balance.sh)
          echo BYTES COUNT                                      arrays of doubles, there and back
          opening | first                                       the start of the pool; the time of the first result
          idle LATER_SECONDS FIRST_WAKES LATER_WAKES            CPU time of idle ranks, and how fast they wake
          memory small COUNT | memory large COUNT BYTES         peak memory of the main rank over a map
          none                                                  opens a pool and ends it
        """);
    pool.ExitCode = 2;
});

Task<string>? Measure(WorkerPool pool) => args switch
{
    ["roundtrip", var warm, var count] => Task.FromResult(RoundTrip.Measure(pool, Number(warm), Number(count))),
    ["awaited", var warm, var count] => RoundTrip.MeasureAwaitedAsync(pool, Number(warm), Number(count)),
    ["submit", var milliseconds] => Submissions.MeasureAsync(pool, Number(milliseconds)),
    ["submit-count", var count] => Submissions.CountAsync(pool, Number(count)),
    ["map", var form, var milliseconds] => Maps.MeasureAsync(pool, form, Number(milliseconds)),
    ["echo", var bytes, var count] => Task.FromResult(Echoes.Measure(pool, Number(bytes), Number(count))),
    ["opening"] => Task.FromResult(StartUp.MeasureOpening(pool)),
    ["first"] => Task.FromResult(StartUp.MeasureFirstResult(pool)),
    ["idle", var later, var firstWakes, var laterWakes] => Idle.MeasureAsync(pool, Number(later), Number(firstWakes), Number(laterWakes)),
    ["memory", "small", var count] => Task.FromResult(Memory.MeasureSmall(pool, Number(count))),
    ["memory", "large", var count, var bytes] => Task.FromResult(Memory.MeasureLarge(pool, Number(count), Number(bytes))),
    ["balance", var rounds] => Task.FromResult(Balance.Measure(Number(rounds))),
    ["none"] => Task.FromResult($"none ranks={pool.Size}"),
    _ => null,
};

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
