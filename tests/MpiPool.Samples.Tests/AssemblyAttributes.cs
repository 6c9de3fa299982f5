using Xunit.Sdk;
using Xunit.v3;

// Two publishes at once would write the same files, and two jobs bound to cores would share the first ones.
[assembly: Parallelization(Mode = ParallelMode.None)]
