using MpiPool.Mpi.PoolProgram;

// Started by the tests under mpirun: one scenario a run, named by the first argument. Prints lines that the test looks for; exit code 0
// means that the scenario held on this rank.
return (args.Length > 0 ? args[0] : "") switch
{
    "work" => await WorkScenario.Run(args),
    "maps" => await MapScenario.Run(args),
    "data" => await DataScenario.Run(args),
    "host-memory" => await HostMemoryScenario.Run(args),
    "host-memory-refused" => await HostMemoryScenario.Refused(args),
    "host-memory-killed" => await HostMemoryScenario.Killed(args),
    "reduce" => await ReduceScenario.Run(args),
    "errors" => await ErrorScenario.Run(args),
    "cancel" => await CancelScenario.Run(args),
    "large" => await LargeScenario.Run(args),
    "blocked-threads" => await BlockedThreadsScenario.Run(args),
    "little-memory" => await LittleMemoryScenario.OfWorkers(args),
    "little-memory-main" => await LittleMemoryScenario.OfMain(args),
    "crowd" => await CrowdScenario.Run(args),
    "options" => await OptionScenario.Run(args),
    "collectives" => await CommunicatorScenarios.Collectives(args),
    "parts" => await CommunicatorScenarios.Parts(args),
    "main-rank" => await CommunicatorScenarios.MainRank(args),
    "two-mains" => await CommunicatorScenarios.TwoMains(args),
    "rank-leaves-part" => CommunicatorScenarios.RankLeavesPart(),
    "hooks" => await HookScenarios.Hooks(args),
    "initializer-fails" => await HookScenarios.InitializerFails(args),
    "finalizer-fails" => await HookScenarios.FinalizerFails(args),
    "group" => await HookScenarios.Group(args),
    "no-rejoin" => await HookScenarios.NoRejoin(args),
    "no-wait" => HookScenarios.NoWait(),
    "two-pools" => await LifeScenarios.TwoPools(args),
    "watch-thread" => await WatchThreadScenario.Run(args),
    "open" => LifeScenarios.Open(),
    "body-throws" => await BodyEndScenarios.Throws(args),
    "body-returns" => await BodyEndScenarios.ReturnsWithPending(args),
    "task-never-ends" => await BodyEndScenarios.TaskNeverEnds(args),
    "pool-in-task" => await BodyEndScenarios.PoolInTask(args),
    "out-of-memory" => await BodyEndScenarios.OutOfMemory(args, where: args[1]),
    "start" => await StartScenarios.Run(args, how: args[1]),
    "rank-throws" => await LifeScenarios.RankThrows(args),
    "rank-returns" => await LifeScenarios.RankReturns(args),
    "left-open" => BodyEndScenarios.LeftOpen(),
    "exit" => await ExitScenarios.Run(args, how: args[1], where: args[2]),
    "signal" => await SignalScenarios.Run(args, state: args[1]),
    "settings" => LifeScenarios.Settings(),
    "hello" => await LifeScenarios.Hello(args),
    "meet" => await LifeScenarios.Meet(args),
    _ => Unknown(),
};

int Unknown()
{
    Console.Error.WriteLine($"There is no scenario '{string.Join(' ', args)}'.");
    return 2;
}
