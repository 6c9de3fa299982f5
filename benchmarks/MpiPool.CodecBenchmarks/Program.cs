using BenchmarkDotNet.Running;
using MpiPool.CodecBenchmarks;

// dotnet run -c Release --project benchmarks/MpiPool.CodecBenchmarks [-- --job short --inProcess]
// dotnet run -c Release --project benchmarks/MpiPool.CodecBenchmarks -- quick     the least times of a few seconds, for a busy machine
if (args is ["quick"])
    QuickRun.Run();
else
    BenchmarkRunner.Run([typeof(Number), typeof(Pair), typeof(Text), typeof(Doubles), typeof(Record)], args: args);
