using Xunit.Sdk;
using Xunit.v3;

// Two jobs bound to cores would share the first ones.
[assembly: Parallelization(Mode = ParallelMode.None)]
