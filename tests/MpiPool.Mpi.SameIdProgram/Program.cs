using MpiPool;
using MpiPool.Mpi.SameIdProgram;

return await WorkerPool.RunAsync(args, async pool => Console.WriteLine(await pool.Submit(Kernels.Tasks.Sum(1, 2))));

namespace MpiPool.Mpi.SameIdProgram
{
    internal static class Kernels
    {
        // The ID is made of the signature, unless a name is given: this one is the signature of the library's task.
        [MpiTask(Name = "MpiPool.Library.Tasks.LibraryTasks.Add(System.Int32,System.Int32)")]
        internal static int Sum(int left, int right) => left + right;
    }
}
