namespace MpiPool.Generators.Tests.Analyzers;

public class DroppedMapTests
{
    [Theory]
    [InlineData("{|MPIPOOL033:pool.Map(Kernels.Tasks.Handles.Twice, [1])|};")]
    [InlineData("{|MPIPOOL033:pool.MapAsync(Kernels.Tasks.Handles.Twice, [1])|};")]
    [InlineData("_ = {|MPIPOOL033:pool.Map(x => Kernels.Tasks.Twice(x), new[] { 1 })|};")]
    public Task Dropped_IsReported(string body) => Marked.CheckUseAsync(Program(body), "The results of 'Map");

    [Theory]
    [InlineData("System.Linq.Enumerable.Range(0, 3);")]
    [InlineData("pool.SubmitBatch([Kernels.Tasks.Twice(1)]);")]
    [InlineData("var results = pool.Map(Kernels.Tasks.Handles.Twice, [1]);")]
    [InlineData("IEnumerable<int> results; results = pool.Map(Kernels.Tasks.Handles.Twice, [1]);")]
    [InlineData("System.Linq.Enumerable.ToArray(pool.Map(Kernels.Tasks.Handles.Twice, [1]));")]
    [InlineData("foreach (int x in pool.Map(Kernels.Tasks.Handles.Twice, [1])) { }")]
    public Task Used_IsFine(string body) => Marked.CheckUseAsync(Program(body));

    private static string Program(string body) => $"static class P {{ static void Main() {{ }} static void Body(WorkerPool pool) {{ {body} }} }}";
}
