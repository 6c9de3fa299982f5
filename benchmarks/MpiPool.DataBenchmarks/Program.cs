using System.Globalization;
using MpiPool;
using MpiPool.DataBenchmarks;

// mpirun -n 2 ./MpiPool.DataBenchmarks echo fresh|reused BYTES COUNT | threshold | huge | common array|memory BYTES ROUNDS | rows COUNT LENGTH ROUNDS | reduce COUNT LENGTH ROUNDS
return await WorkerPool.RunAsync(args, pool =>
{
    foreach (string line in Measure(pool) ?? [])
        Console.WriteLine(line);
    return Task.CompletedTask;
});

IEnumerable<string>? Measure(WorkerPool pool)
{
    switch (args)
    {
        case ["echo", var form, var bytes, var count]:
            return [Echo.Measure(pool, form == "fresh", Number(bytes), Number(count))];
        case ["threshold"]:
            return Threshold.Measure(pool);
        case ["common", var form, var bytes, var rounds]:
            return [Common.Measure(pool, form == "memory", Number(bytes), Number(rounds))];
        case ["rows", var count, var length, var rounds]:
            return Rows.Measure(pool, Number(count), Number(length), Number(rounds));
        case ["reduce", var count, var length, var rounds]:
            return Reduce.Measure(pool, Number(count), Number(length), Number(rounds));
        case ["huge"]:
            return Huge.Run(pool);
        default:
            Console.Error.WriteLine("usage: MpiPool.DataBenchmarks echo fresh|reused BYTES COUNT | threshold | huge | common array|memory BYTES ROUNDS | rows COUNT LENGTH ROUNDS | reduce COUNT LENGTH ROUNDS");
            pool.ExitCode = 2;
            return null;
    }
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
