using Xunit.Sdk;
using Xunit.v3;

// Every test starts several processes on what may be two cores.
[assembly: Parallelization(Mode = ParallelMode.None)]
