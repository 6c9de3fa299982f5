namespace MpiPool.Mpi.PeerProgram;

/// <summary>
/// Every case of mpi4py's futures suite (demo/futures/test_futures.py: 116 test methods; those of a mixin are named by the mixin) and of
/// mpipool's tests (17). The program checks that it has a case for each that has a family; the tests look for each one's line; the page
/// docs/peer-tests.md is written from this.
/// </summary>
internal static class PeerCaseList
{
    private const string Shared = PeerCase.SharedPool;
    private const string Own = PeerCase.OwnPools;

    /// <summary>All of them, in the order of their files.</summary>
    public static IReadOnlyList<PeerCase> All { get; } = [.. Mpi4pyPools, .. Mpi4pyWork, .. Mpi4pyFutures, .. Mpipool];

    private static PeerCase[] Mpi4pyPools =>
    [
        new("SharedPoolInitTest.test_initializer_0", null, NotYet("an initializer on every worker")),
        new("SharedPoolInitTest.test_initializer_1", null, NotYet("an initializer that fails breaks the pool everywhere")),
        new("SharedPoolInitTest.test_initializer_2", null, NotYet("an initializer after one that failed: over MPI a broken pool ends the job, so that there is no pool after it")),
        new("SharedPoolInitTest.test_initializer_3", Own, "three pools one after another, each without an initializer"),
        new("SharedPoolInitTest.test_initializer_4", null, "no counterpart: executors of several threads share the ranks there; here a rank belongs to one pool at a time, and any number of threads submit to it (test_shared_executors)"),
        new("ProcessPoolInitTest.test_init", Own, "a pool opens and ends without a call"),
        new("ProcessPoolInitTest.test_init_args", Own, "`OpenInProcess(1)` has one worker; over MPI the launch sets the number"),
        new("ProcessPoolInitTest.test_init_kwargs", Own, "a pool with every option set"),
        new("ProcessPoolInitTest.test_init_pyargs", null, "no counterpart: no interpreter is started, every rank is the same program"),
        new("ProcessPoolInitTest.test_init_sys_flags", null, "no counterpart: no interpreter, no flags of one"),
        new("ProcessPoolInitTest.test_init_globals", null, "no counterpart: static fields of a worker are its own and cannot be set from outside; what tasks need travels as an argument"),
        new("ProcessPoolInitTest.test_run_name", null, "no counterpart: Python names the module that it imports a second time; here code before the pool runs on every rank under the same name"),
        new("ProcessPoolInitTest.test_max_workers", Own, "`OpenInProcess(1)`, its `WorkerCount` and `Size`"),
        new("ProcessPoolInitTest.test_max_workers_environ", Own, "`MPIPOOL_WORKERS`, and the property that overrules it"),
        new("ProcessPoolInitTest.test_max_workers_negative", Own, "0 and -1 are an `ArgumentOutOfRangeException`"),
        new("ProcessPoolInitTest.test_get_comm_workers", Own, "a task sees the number of workers in its `TaskContext`"),
        new("ProcessPoolInitTest.test_use_pkl5_kwarg", null, "no counterpart: there is one wire format, and large arrays never pass through a buffer"),
        new("ProcessPoolInitTest.test_use_pkl5_environ", null, "no counterpart: see test_use_pkl5_kwarg. Variables with no valid value are an error: MpiPool.Mpi.Tests `SettingTests`"),
        new("ProcessPoolInitTest.test_initializer", null, NotYet("an initializer")),
        new("ProcessPoolInitTest.test_initializer_bad", null, "a compile error: an initializer is a task, which 123 is not"),
        new("ProcessPoolInitTest.test_initializer_error", null, NotYet("an initializer that fails")),
        new("ProcessPoolInitTest.test_initializer_error_del", null, NotYet("an initializer that fails in a pool that nobody uses")),
        new("ProcessPoolInitTest.test_initializer_error_del_nowait", null, NotYet("an initializer that fails while the pool ends")),
        new("ProcessPoolBootupTest.test_bootup", Own, "an open pool is ready: the first call, the end, a call after it"),
        new("ProcessPoolBootupTest.test_bootup_wait", Own, "the same with the asynchronous end"),
        new("ProcessPoolBootupTest.test_bootup_nowait", Own, "an end that nobody waits for, then one that is waited for"),
        new("ProcessPoolBootupTest.test_bootup_nowait_wait", null, "no counterpart: a pool cannot be had before its workers are there"),
        new("ProcessPoolBootupTest.test_bootup_shutdown_nowait", Own, "the body begins the end and returns"),
        new("ExecutorShutdownTest.test_run_after_shutdown", Own, "Submit, Apply and Map after the end throw `ObjectDisposedException`"),
        new("ExecutorShutdownTest.test_hang_issue12364", Own, "50 calls, then the end: every call has its result"),
        new("ProcessPoolShutdownTest.test_shutdown", Own, "three calls, an end that is not waited for, one that is"),
        new("ProcessPoolShutdownTest.test_submit_shutdown_cancel", Own, "an end that cancels nothing, then one that cancels what waits"),
        new("ProcessPoolShutdownTest.test_submit_shutdown_cancel_wait", Own, "an end that cancels: what runs completes, the rest is cancelled"),
        new("ProcessPoolShutdownTest.test_shutdown_cancel", Own, "the end again and again, in every form"),
        new("ProcessPoolShutdownTest.test_init_bootup_shutdown", Own, "a pool opens and ends unused"),
        new("ProcessPoolShutdownTest.test_context_manager_shutdown", Own, "a map in a using block, and a call that the block's end waits for"),
        new("ProcessPoolShutdownTest.test_del_shutdown", null, "MpiPool.Mpi.Tests `EndingTests`: Main returns and forgets to dispose the pool. (.NET has no finalizer that ends what threads use.)"),
    ];

    private static PeerCase[] Mpi4pyWork =>
    [
        new("WaitTest.test_first_completed", Shared, "`Task.WhenAny`"),
        new("WaitTest.test_first_completed_some_already_completed", Shared, "`Task.WhenAny` with futures that have completed"),
        new("WaitTest.test_first_exception", Shared, "`Task.WhenEach` up to the first that failed"),
        new("WaitTest.test_first_exception_some_already_complete", Shared, "the same among futures that have completed"),
        new("WaitTest.test_first_exception_one_already_failed", Shared, "the same with one that had failed before"),
        new("WaitTest.test_all_completed", Shared, "`Task.WhenAll` over results, errors and cancelled ones"),
        new("WaitTest.test_timeout", Shared, "`Task.WhenAll(…).WaitAsync(timeout)`"),
        new("AsCompletedTest.test_no_timeout", Shared, "`Task.WhenEach`: all come, each once"),
        new("AsCompletedTest.test_zero_timeout", Shared, "`IsCompleted` tells without waiting"),
        new("AsCompletedTest.test_nonzero_timeout", Shared, "`Task.WhenEach` with a token that fires"),
        new("AsCompletedTest.test_duplicate_futures", Shared, "`Task.WhenEach` over `Distinct`: a future given twice comes once"),
        new("ExecutorTest.test_submit", Shared, "`Submit`"),
        new("ExecutorTest.test_submit_keyword", Shared, "named and optional arguments"),
        new("ExecutorTest.test_submit_cancel", Shared, "a call that waits is cancelled by its token and never runs"),
        new("ExecutorTest.test_map", Shared, "`Map` over two sequences"),
        new("ExecutorTest.test_starmap", Shared, "`Map` over pairs, from an array and as they are made"),
        new("ExecutorTest.test_map_exception", Shared, "the error comes at its place, after the results before it"),
        new("ExecutorTest.test_map_timeout", null, NotYet("a map with a timeout")),
        new("ExecutorTest.test_map_timeout_one", null, NotYet("a map that ends before its timeout")),
        new("ProcessPoolExecutorTest.test_map_chunksize", null, NotYet("a chunk size")),
        new("ProcessPoolExecutorTest.test_starmap_chunksize", null, NotYet("a chunk size for pairs")),
        new("ProcessPoolExecutorTest.test_map_buffersize", null, NotYet("a bound on what is in flight")),
        new("ProcessPoolExecutorTest.test_map_unordered", null, NotYet("results as they complete")),
        new("ProcessPoolExecutorTest.test_map_unordered_timeout", null, NotYet("results as they complete, with a timeout")),
        new("ProcessPoolExecutorTest.test_map_unordered_timeout_one", null, NotYet("results as they complete, before a timeout")),
        new("ProcessPoolExecutorTest.test_map_unordered_exception", null, NotYet("an error among results as they complete")),
        new("ProcessPoolExecutorTest.test_map_unordered_chunksize", null, NotYet("results as they complete, by a chunk size")),
        new("ProcessPoolSubmitTest.test_multiple_executors", Shared, "the job's pool and two in-process pools at once"),
        new("ProcessPoolSubmitTest.test_mpi_serialized_support", null, "MpiPool.Runtime.Tests: pools whose progress role may not move (MPI_THREAD_FUNNELED), on the in-process transport"),
        new("ProcessPoolSubmitTest.test_shared_executors", Shared, "16 threads submit 128 calls each to one pool"),
        new("ProcessPoolPickleTest.test_good_pickle", Shared, "an object as argument and as result"),
        new("ProcessPoolPickleTest.test_bad_pickle", Shared, "an object that cannot be written, as argument and as result; the pool goes on"),
        new("ProcessPoolPickleTest.test_bad_unpickle", Shared, "an object that cannot be read, as argument and as result; the pool goes on"),
        new("ProcessPoolPickleTest.test_exc_pickle", Shared, "an error of the main rank has the main rank's stack"),
        new("ProcessPoolPickleTest.test_exc_unpickle", Shared, "an error of the worker has the worker's stack and rank"),
        new("MPICommExecutorTest.test_default", Own, "`WorkerPool.Open`, two calls, their results after the end"),
        new("MPICommExecutorTest.test_self", Own, "a pool in the process: a call, an error, a map"),
        new("MPICommExecutorTest.test_args", Own, "`OpenInProcess` on every rank"),
        new("MPICommExecutorTest.test_kwargs", Own, "the same with named arguments"),
        new("MPICommExecutorTest.test_arg_root", null, NotYet("another main rank")),
        new("MPICommExecutorTest.test_arg_bad_root", null, NotYet("a main rank that there is not")),
        new("MPICommExecutorTest.test_arg_bad_comm", null, "no counterpart: there are no intercommunicators"),
        new("MPICommExecutorTest.test_with_bad", Own, "a second pool over the same ranks is an `InvalidOperationException`"),
        new("MPICommExecutorTest.test_initializer", null, NotYet("an initializer in two pools one after another")),
        new("MPICommExecutorTest.test_initializer_error", null, NotYet("an initializer that fails")),
        new("MPICommExecutorTest.test_initializer_error_del", null, NotYet("an initializer that fails in a pool that nobody uses")),
        new("MPICommExecutorTest.test_initializer_error_del_nowait", null, NotYet("an initializer that fails while the pool ends")),
        new("MPICommExecutorTest.test_get_comm_workers", Own, "tasks of an in-process pool and of the job's see their numbers of workers"),
    ];

    private static PeerCase[] Mpi4pyFutures =>
    [
        new("ThenTest.test_cancel_base", Shared, "what awaits a cancelled future is cancelled"),
        new("ThenTest.test_cancel_new", Shared, "a cancelled wait leaves the future alone"),
        new("ThenTest.test_then_multiple", Shared, "three continuations of one future"),
        new("ThenTest.test_no_callbacks_and_success", Shared, "an await hands the result on"),
        new("ThenTest.test_no_callbacks_and_failure", Shared, "an await hands the error on"),
        new("ThenTest.test_success_callback_and_success", Shared, "the result is changed after the await"),
        new("ThenTest.test_err_callback_and_failure_repackage", Shared, "a catch throws the error in another form"),
        new("ThenTest.test_err_callback_and_failure_raised", Shared, "a catch throws an error of its own"),
        new("ThenTest.test_err_callback_convert_to_success", Shared, "a catch returns a result"),
        new("ThenTest.test_err_catch_ignore", Shared, "`SuppressThrowing`"),
        new("ThenTest.test_success_callback_and_failure_raised", Shared, "what stands after the await throws"),
        new("ThenTest.test_chained_success_callback_and_success", Shared, "each result is the argument of the next call"),
        new("ThenTest.test_chained_failure_callback_and_success", Shared, "a catch submits another call"),
        new("ThenTest.test_detect_cycle_chain", null, "no counterpart: a Task's continuations are fixed when it is made, so that there is no cycle"),
        new("ThenTest.test_detect_self_chain", null, "no counterpart: an async method cannot await the Task that it is about to return"),
        new("CollectTest.test_empty", Shared, "`Task.WhenAll` of nothing"),
        new("CollectTest.test_item_success", Shared, "`Task.WhenAll`: results in the order of the calls"),
        new("CollectTest.test_item_failure", Shared, "a token cancels the rest when one fails"),
        new("CollectTest.test_item_done", Shared, "`Task.WhenAll` of what has completed"),
        new("CollectTest.test_item_cancel", Shared, "one is cancelled: all together are, the others keep their results"),
        new("CollectTest.test_cancel", Shared, "one token cancels all"),
        new("CollectTest.test_cancel_pending", Shared, "a task that runs and takes no token completes"),
        new("ComposeTest.test_result", Shared, "as ThenTest.test_no_callbacks_and_success"),
        new("ComposeTest.test_except", Shared, "as ThenTest.test_no_callbacks_and_failure"),
        new("ComposeTest.test_cancel_new", Shared, "as ThenTest.test_cancel_base"),
        new("ComposeTest.test_cancel_old", Shared, "one token for the wait and for the call"),
        new("ComposeTest.test_result_hook", Shared, "as ThenTest.test_success_callback_and_success"),
        new("ComposeTest.test_result_hook_failure", Shared, "as ThenTest.test_success_callback_and_failure_raised"),
        new("ComposeTest.test_except_hook", Shared, "as ThenTest.test_err_callback_convert_to_success"),
        new("ComposeTest.test_except_hook_except", Shared, "as ThenTest.test_err_callback_and_failure_repackage"),
        new("ComposeTest.test_except_hook_failure", Shared, "as ThenTest.test_err_callback_and_failure_raised"),
    ];

    private static PeerCase[] Mpipool =>
    [
        new("mpipool.TestErrorHandling.test_single_error", Shared, "type, message and stack of a task's error"),
        new("mpipool.TestErrorHandling.test_unpickling_error", Shared, "a result that cannot be read fails its future"),
        new("mpipool.TestInterface.test_submit", Shared, "`Submit`; a wrong number of arguments is a compile error"),
        new("mpipool.TestInterface.test_local_fn_submit", null, "no counterpart: a local function cannot be a task, which diagnostic MPIPOOL013 says (MpiPool.Generators.Tests)"),
        new("mpipool.TestInterface.test_map", Shared, "`Map` over numbers and over lists"),
        new("mpipool.TestNonlocal.test_nonlocal_fn_submit", Shared, "local state travels as an argument of the call that a lambda makes"),
        new("mpipool.TestShutdown.test_wait_nocancel", Own, "the end waits for all"),
        new("mpipool.TestShutdown.test_wait_cancel", Own, "the end waits for what runs, and cancels the rest"),
        new("mpipool.TestShutdown.test_nowait_nocancel", Own, "an end that is not waited for: all results come"),
        new("mpipool.TestShutdown.test_nowait_cancel", Own, "an end that is not waited for and cancels"),
        new("mpipool.TestStress.test_recursive_limit", Shared, "10,000 calls at once, and 1,000 each submitted by the end of the one before"),
        new("mpipool.multiprocessing.test_apply", Shared, "`Apply`"),
        new("mpipool.multiprocessing.test_apply_async", Shared, "`Submit`"),
        new("mpipool.multiprocessing.test_map", Shared, "`Map`"),
        new("mpipool.multiprocessing.test_map_async", null, NotYet("MapAsync")),
        new("mpipool.multiprocessing.test_starmap", Shared, "`Map` over pairs"),
        new("mpipool.multiprocessing.test_starmap_async", Shared, "`Submit` for each pair, and `Task.WhenAll`"),
    ];

    private static string NotYet(string what) => $"not built yet: {what}";
}
