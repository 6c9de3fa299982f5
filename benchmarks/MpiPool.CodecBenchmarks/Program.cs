using BenchmarkDotNet.Running;
using MpiPool.CodecBenchmarks;

// dotnet run -c Release --project benchmarks/MpiPool.CodecBenchmarks [-- --job short --inProcess]
BenchmarkRunner.Run([typeof(Number), typeof(Pair), typeof(Text), typeof(Doubles), typeof(Record)], args: args);
