// What benchmarks/*.sh call after building: takes the contestants through their rounds and reports. Not for direct use.

using System.CommandLine;
using MpiPool.BenchmarkRunner;

return await new RootCommand("Runs the pool beside what it is held against.")
{
    RunCommand.Create(),
    IdleCommand.Create(),
    MemoryCommand.Create(),
}.Parse(args).InvokeAsync();
