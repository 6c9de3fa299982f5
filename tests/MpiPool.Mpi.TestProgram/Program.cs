using MpiPool;
using MpiPool.Mpi.TestProgram;
using MpiPool.Tasks;

// Started by the tests under mpirun: one scenario a run, named by the first argument. Prints lines that the test looks for; exit code 0
// means that the scenario held on this rank.
ProgramStart.Prepare();
string scenario = args.Length > 0 ? args[0] : "";
try
{
    return scenario switch
    {
        "transport-echo" => TransportScenarios.Echo(),
        "transport-large" => TransportScenarios.Large(),
        _ => Unknown(),
    };
}
catch (MpiException error)
{
    Console.Error.WriteLine($"MpiException: {error.Message}");
    return 3;
}

int Unknown()
{
    Console.Error.WriteLine($"There is no scenario '{scenario}'.");
    return 2;
}
