namespace MpiPool.Generators.Tests.Analyzers;

public class BlockingInTaskTests
{
    [Theory]
    [InlineData("{|MPIPOOL030:P.Open.Apply(Kernels.Tasks.Twice(1))|}")]
    [InlineData("System.Linq.Enumerable.Sum({|MPIPOOL030:P.Open.Map(Kernels.Tasks.Handles.Twice, [1])|})")]
    [InlineData("{|MPIPOOL030:P.Open.Submit(Kernels.Tasks.Twice(1)).Result|}")]
    [InlineData("{|MPIPOOL030:P.Open.Submit(Kernels.Tasks.Twice(1)).GetAwaiter().GetResult()|}")]
    [InlineData("{|MPIPOOL030:P.Open.Submit(Kernels.Tasks.Twice(1)).ConfigureAwait(false).GetAwaiter().GetResult()|}")]
    [InlineData("{|MPIPOOL030:P.Open.Submit(Kernels.Tasks.Twice(1)).Wait(10)|} ? 1 : 2")]
    [InlineData("{|MPIPOOL030:P.Open.RunOnEveryWorker(Kernels.Tasks.Twice(1)).Result|}.Length")]
    [InlineData("{|MPIPOOL030:P.Open.SubmitBatch([Kernels.Tasks.Twice(1)]).Results()|}.Length")]
    [InlineData("{|MPIPOOL030:P.Open.SubmitBatch([Kernels.Tasks.Twice(1)]).WaitFirst(TimeSpan.Zero)|} ? 1 : 2")]
    [InlineData("new Func<int>(() => {|MPIPOOL030:P.Open.Apply(Kernels.Tasks.Twice(1))|})()")]
    public Task WaitingForThePool_InATask(string expression) => Marked.CheckUseAsync(Program($"[MpiTask] public static int M(int x) => {expression};"), "'M'");

    [Fact]
    public Task WaitingForAVariable_InATask() => Marked.CheckUseAsync(
        Program("[MpiTask] public static int M(int x) { var running = P.Open.Submit(Kernels.Tasks.Twice(x)); return {|MPIPOOL030:running.Result|}; }"));

    [Theory]
    [InlineData("Task running = P.Open.Submit(Kernels.Tasks.Twice(x)); {|MPIPOOL030:running.Wait()|}; return x;")]
    [InlineData("var other = Other.OpenInProcess(1); return {|MPIPOOL030:other.Apply(Kernels.Tasks.Twice(x))|};")]
    public Task WaitingForSomethingOfThePool_InATask(string body) => Marked.CheckUseAsync(Program($"[MpiTask] public static int M(int x) {{ {body} }}"));

    [Theory]
    [InlineData("public static int M(int x) => P.Open.Apply(Kernels.Tasks.Twice(x));")]
    [InlineData("[MpiTask] public static int M(int x) { Task.Run(() => 1).Wait(); return Task.FromResult(x).GetAwaiter().GetResult() + Task.FromResult(x).ConfigureAwait(false).GetAwaiter().GetResult(); }")]
    [InlineData("[MpiTask] public static bool M(int x) => P.Open.Submit(Kernels.Tasks.Twice(x)).GetAwaiter().IsCompleted;")]
    [InlineData("[MpiTask] public static int M(int x) { var running = P.Open.Submit(Kernels.Tasks.Twice(x)); running.GetAwaiter().OnCompleted(() => { }); running.ContinueWith(t => { }); return running.Id; }")]
    [InlineData("[MpiTask] public static int M(int x) { Task other = P.Open.ShutdownAsync(); other.Wait(); return x; }")]
    [InlineData("[MpiTask] public static int M(int x, TaskContext context) => context.GetOrCreate(() => \"a\").Length + x;")]
    [InlineData("[MpiTask] public static int M(int x) => Other.Result + Other.Wait() + Other.GetAwaiter() + Other.GetResult() + new Other().LaterAsync().Result;")]
    [InlineData("[MpiTask] public static string M(int x) => P.Open.Submit(Kernels.Tasks.Twice(x)).ToString()!;")]
    [InlineData("[MpiTask] public static int M(int x) { using var own = WorkerPool.OpenInProcess(1); var task = own.Submit(Kernels.Tasks.Twice(x)); task.Wait(); return task.GetAwaiter().GetResult(); }")]
    [InlineData("[MpiTask] public static async Task<int> M(int x) => await P.Open.Submit(Kernels.Tasks.Twice(x));")]
    [InlineData("[MpiTask] public static int M(int x) => Task.FromResult(x).Result;")]
    [InlineData("[MpiTask] public static int M(int x) { using var own = WorkerPool.OpenInProcess(1); return own.Apply(Kernels.Tasks.Twice(x)); }")]
    [InlineData("[MpiTask] public static int M(int x) { using var own = WorkerPool.OpenInProcess(1); var batch = own.SubmitBatch([Kernels.Tasks.Twice(x)]); return batch.Results()[0] + own.Submit(Kernels.Tasks.Twice(x)).Result; }")]
    [InlineData("[MpiTask] public static int M(int x) { var batch = P.Open.SubmitBatch([Kernels.Tasks.Twice(x)]); P.Open.SubmitOutcome(Kernels.Tasks.Twice(x)); return batch.Count; }")]
    public Task OtherCode_IsFine(string method) => Marked.CheckUseAsync(Program(method));

    private static string Program(string method) =>
        $"static class P {{ public static readonly WorkerPool Open = null!; static void Main() {{ }} {method} }}"
        + " class Other { public static int Result => 1; public static int Wait() => 1; public static int GetAwaiter() => 1; public static int GetResult() => 1; public Task<int> LaterAsync() => Task.FromResult(1); public static WorkerPool OpenInProcess(int x) => null!; }";
}
