using MpiPool.Mpi.PeerProgram;

// Started by the tests under mpirun: all cases of a family in one run. Prints a line for each, "case NAME passed" or "case NAME failed: WHY";
// exit code 0 means that all passed.
return (args.Length > 0 ? args[0] : "") switch
{
    PeerCase.SharedPool => await CaseRuns.InOnePoolAsync(args),
    PeerCase.OwnPools => await CaseRuns.InPoolsOfTheirOwnAsync(args),
    _ => Unknown(),
};

int Unknown()
{
    Console.Error.WriteLine($"There is no family '{string.Join(' ', args)}'.");
    return 2;
}
