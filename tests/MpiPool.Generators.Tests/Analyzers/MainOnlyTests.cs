namespace MpiPool.Generators.Tests.Analyzers;

public class MainOnlyTests
{
    [Theory]
    [InlineData("{|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|};")]
    [InlineData("{|MPIPOOL031:pool.Submit(Kernels.Tasks.Twice(1))|}.Wait();")]
    [InlineData("foreach (int x in {|MPIPOOL031:pool.Map(Kernels.Tasks.Handles.Twice, [1])|}) { }")]
    [InlineData("{|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("{|MPIPOOL031:pool.SubmitOutcome(Kernels.Tasks.Twice(1))|};")]
    [InlineData("{|MPIPOOL031:pool.SubmitBatch([Kernels.Tasks.Twice(1)])|}.Results();")]
    [InlineData("{|MPIPOOL031:pool.RunOnEveryWorker(Kernels.Tasks.Handles.Twice.Bind(1))|};")]
    [InlineData("if (pool.IsMain) { } {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (!pool.IsMain) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.IsMain) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.IsMain || pool.Size == 1) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (!pool.IsMain && pool.Size == 1) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("using var other = WorkerPool.Open(); if (!other.IsMain) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("using var other = WorkerPool.Open(); if (other.IsMain is true) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("using var other = WorkerPool.Open(); if (other.Rank == 0) {|MPIPOOL031:pool.ExitCode = 1|};")]
    // What stands on the left, or in the condition itself, every rank computes.
    [InlineData("bool x = {|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2 && pool.IsMain;")]
    [InlineData("bool x = {|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2 || !pool.IsMain;")]
    [InlineData("bool x = pool.Size > 1 && {|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2;")]
    [InlineData("bool x = pool.Size > 1 || {|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2;")]
    [InlineData("bool x = pool.IsMain || {|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2;")]
    [InlineData("bool x = !pool.IsMain && {|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2;")]
    [InlineData("bool x = !pool.IsMain | {|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2;")]
    [InlineData("if ({|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2) { }")]
    [InlineData("if (pool.IsMain == ({|MPIPOOL031:pool.Apply(Kernels.Tasks.Twice(1))|} == 2)) { }")]
    // Exits that do not keep the workers away.
    [InlineData("{|MPIPOOL031:pool.ExitCode = 1|}; if (!pool.IsMain) return;")]
    [InlineData("if (!pool.IsMain) { Console.WriteLine(1); } {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (!pool.IsMain) Console.WriteLine(1); {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (!pool.IsMain) Environment.GetEnvironmentVariable(\"x\"); {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (!pool.IsMain) Other.Exit(); {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (!pool.IsMain) pool.Shutdown(); {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.IsMain) Console.WriteLine(1); else Console.WriteLine(2); {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (!pool.IsMain) Console.WriteLine(1); else return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Size > 1) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    // Conditions that a worker may fulfil.
    [InlineData("if (pool.Size > 1) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Size > 1 && pool.WorkerCount > 1) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.IsMain || !pool.IsMain) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (!(pool.IsMain && pool.Size > 1)) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Size > 1 || pool.WorkerCount > 1) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.IsMain && pool.Size > 1) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.IsMain is false) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.IsMain is true) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Rank == 1) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Rank == pool.Size) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Size == 0) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Rank != 0) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Rank == 0) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Rank != 1) return; {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Rank < 0) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (pool.Rank <= 0 is false) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("bool open = pool.Size > 1; if (open) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("bool flag = pool.Size > 1; if (flag is true) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (Other.IsMain) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (Other.IsMain is true) {|MPIPOOL031:pool.ExitCode = 1|};")]
    [InlineData("if (Other.Rank == 0) {|MPIPOOL031:pool.ExitCode = 1|};")]
    public Task Unguarded_IsReported(string body) => Marked.CheckUseAsync(Program(body), "if (!pool.IsMain) return");

    [Theory]
    [InlineData("if (!pool.IsMain) return; pool.ExitCode = 1;")]
    [InlineData("if (!pool.IsMain) { Console.WriteLine(1); throw new Exception(); } pool.ExitCode = 1;")]
    [InlineData("if (!pool.IsMain) Environment.Exit(0); pool.ExitCode = 1;")]
    [InlineData("if (!pool.IsMain) throw new Exception(); pool.ExitCode = 1;")]
    [InlineData("if (pool.IsMain) Console.WriteLine(1); else return; pool.ExitCode = 1;")]
    [InlineData("while (true) { if (!pool.IsMain) break; pool.ExitCode = 1; }")]
    [InlineData("while (true) { if (!pool.IsMain) continue; pool.ExitCode = 1; }")]
    [InlineData("if (pool.Size > 1 && pool.IsMain) pool.ExitCode = 1;")]
    [InlineData("if (pool.Size == 1 || !pool.IsMain) return; pool.ExitCode = 1;")]
    [InlineData("bool x = !pool.IsMain || pool.Apply(Kernels.Tasks.Twice(1)) == 2;")]
    [InlineData("if (pool.IsMain is true) pool.ExitCode = 1;")]
    [InlineData("var other = new Other(); other.ExitCode = 1; other.Submit(1);")]
    [InlineData("using WorkerPool mine = Other.Open(); mine.ExitCode = 1;")]
    [InlineData("var mine = Mine.WorkerPool.Open(); mine.ExitCode = 1; mine.Apply(1);")]
    [InlineData("if (pool.IsMain) pool.Apply(Kernels.Tasks.Twice(1));")]
    [InlineData("if (pool.IsMain && pool.Size > 1) { while (pool.Size > 2) { pool.ExitCode = 1; } }")]
    [InlineData("if (pool.IsMain) { Action a = () => pool.ExitCode = 1; a(); }")]
    [InlineData("if (!pool.IsMain || pool.Size == 1) return; pool.ExitCode = 1;")]
    [InlineData("if (!pool.IsMain) { } else { pool.ExitCode = 1; }")]
    [InlineData("if (pool.Rank == 0) pool.ExitCode = 1;")]
    [InlineData("if (pool.Rank != 0) return; pool.ExitCode = 1;")]
    [InlineData("if (pool.IsMain is false) return; pool.ExitCode = 1;")]
    [InlineData("bool main = pool.IsMain; if (!main) return; pool.ExitCode = 1;")]
    [InlineData("int x = pool.IsMain ? pool.Apply(Kernels.Tasks.Twice(1)) : 0;")]
    [InlineData("bool x = pool.IsMain && pool.Apply(Kernels.Tasks.Twice(1)) == 2;")]
    [InlineData("Console.WriteLine(pool.Rank + pool.Size + pool.ExitCode); pool.Shutdown();")]
    public Task Guarded_IsFine(string body) => Marked.CheckUseAsync(Program(body));

    [Fact]
    public Task TopLevelProgram_IsReported() => Marked.CheckUseAsync("using WorkerPool pool = WorkerPool.Open(); {|MPIPOOL031:pool.ExitCode = 1|};");

    [Fact]
    public Task TopLevelProgram_WithGuard_IsFine() => Marked.CheckUseAsync("using WorkerPool pool = WorkerPool.Open(); if (!pool.IsMain) return; pool.ExitCode = 1;");

    [Fact]
    public Task PoolInProcess_IsFine() => Marked.CheckUseAsync("using WorkerPool pool = WorkerPool.OpenInProcess(1); pool.ExitCode = 1;");

    [Fact]
    public Task PoolOfABody_IsFine() => Marked.CheckUseAsync("return await WorkerPool.RunAsync(args, async pool => { await pool.Submit(Kernels.Tasks.Twice(1)); pool.ExitCode = 1; });");

    private static string Program(string body) => $"static class P {{ static void Main() {{ using WorkerPool pool = WorkerPool.Open(); {body} }} }}"
        + " class Other { public static bool IsMain => true; public static int Rank => 0; public int ExitCode { get; set; } public void Submit(int x) { } public static void Exit() { } public static WorkerPool Open() => null!; }"
        + " namespace Mine { class WorkerPool { public int ExitCode { get; set; } public static WorkerPool Open() => new(); public int Apply(int x) => x; } }";
}
