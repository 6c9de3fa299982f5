using MpiPool.Aot.Tests;
using Xunit.Sdk;
using Xunit.v3;

// One program, built once in each form, for all tests.
[assembly: AssemblyFixture(typeof(ProgramFixture))]
[assembly: Parallelization(Mode = ParallelMode.None)]
