using System.Globalization;
using MpiPool;
using MpiPool.Mpi.TestProgram;
using MpiPool.Tasks;

// Started by the tests under mpirun: one scenario a run, named by the first argument; numbers follow. Prints lines that the test looks
// for; exit code 0 means that the scenario held on this rank.
ProgramStart.Prepare();
try
{
    return (args.Length > 0 ? args[0] : "") switch
    {
        "transport-echo" => TransportScenarios.Echo(),
        "transport-large" => TransportScenarios.Large(),
        "transport-wake" => TransportScenarios.Wake(withoutMemory: args.Length > 1 ? Number(1) : null),
        "exit-code" => LifeScenarios.ExitCode(Number(1), Number(2)),
        "two-pools" => LifeScenarios.TwoPools(),
        "early-exit" => LifeScenarios.EarlyExit(Number(1), Number(2)),
        "early-return" => LifeScenarios.EarlyReturn(Number(1)),
        "exit-on-progress-thread" => LifeScenarios.ExitOnProgressThread(Number(1)),
        "abort" => LifeScenarios.Abort(Number(1), Number(2)),
        "wait-for-signal" => LifeScenarios.WaitForSignal(),
        "late-rank" => LifeScenarios.LateRank(),
        "faults-are-caught" => ProcessScenarios.FaultsAreCaught(),
        "child-environment" => ProcessScenarios.ChildEnvironment(),
        "memory-limit" => ProcessScenarios.MemoryLimit(),
        "one-rank" => ProcessScenarios.OneRank(),
        "console-use" => ProcessScenarios.ConsoleUse(),
        _ => Unknown(),
    };
}
catch (MpiException error)
{
    Console.Error.WriteLine($"MpiException: {error.Message}");
    return 3;
}

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);

int Unknown()
{
    Console.Error.WriteLine($"There is no scenario '{string.Join(' ', args)}'.");
    return 2;
}
