using MpiPool.Transports.Mpi;

namespace MpiPool.Mpi.Tests;

/// <summary>Who started the process, from the variables alone.</summary>
public sealed class LaunchEnvironmentTests
{
    [Fact]
    public void Open_MPI() => Check("OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_RANK=2 OMPI_COMM_WORLD_LOCAL_SIZE=3 PMIX_RANK=2", "OpenMpi", 4, 2, 3);

    [Fact]
    public void Hydra() => Check("PMI_RANK=1 PMI_SIZE=8 PMI_FD=6 MPI_LOCALNRANKS=2", "Mpich", 8, 1, 2);

    [Fact]
    public void Intel() => Check("PMI_RANK=1 PMI_SIZE=8 I_MPI_MPIRUN=mpirun", "Intel", 8, 1, null);

    [Fact]
    public void Slurm_with_pmi2() => Check("SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=3 PMI_FD=12 PMI_RANK=3 PMI_SIZE=4", "Mpich", 4, 3, null, isSrun: true);

    [Fact]
    public void Slurm_with_pmix() => Check("SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=3 PMIX_RANK=3", "Pmix", 4, 3, null, isSrun: true);

    [Fact]
    public void Slurm_with_pmix_and_one_task() => Check("SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=1 SLURM_PROCID=0 PMIX_RANK=0", "Pmix", 1, 0, null, isSrun: true);

    // The daemons of both launchers are tasks of a step, one a host, and what they start inherits its variables.
    [Fact]
    public void Open_MPI_in_an_allocation() => Check("SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=2 SLURM_PROCID=1 OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_LOCAL_SIZE=2 PMIX_RANK=3", "OpenMpi", 4, 3, 2);

    [Fact]
    public void Hydra_in_an_allocation() => Check("SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=2 SLURM_PROCID=1 PMI_RANK=3 PMI_SIZE=4 PMI_FD=6 MPI_LOCALNRANKS=2", "Mpich", 4, 3, 2);

    [Fact]
    public void Hydra_in_a_shell_of_a_step_with_pmix() => Check("SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=1 SLURM_PROCID=0 PMIX_RANK=0 PMI_RANK=3 PMI_SIZE=4 PMI_FD=6 MPI_LOCALNRANKS=4", "Mpich", 4, 3, 4);

    [Fact]
    public void Slurm_without_pmi() => Check("SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=3", "SlurmWithoutPmi", 4, 3, null, isSrun: true);

    [Fact]
    public void Slurm_step_of_one_task() => Check("SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=1 SLURM_PROCID=0", "None", null, null, null, isSrun: true);

    [Fact]
    public void Batch_script_of_a_large_job() => Check("SLURM_JOB_ID=7 SLURM_NTASKS=64 SLURM_PROCID=0 SLURM_JOB_NUM_NODES=4", "None", null, null, null);

    [Fact]
    public void Plain_shell() => Check("PATH=/bin", "None", null, null, null);

    [Fact]
    public void Value_that_is_no_number() => Check("OMPI_COMM_WORLD_SIZE=many", "OpenMpi", null, null, null);

    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE", true)]
    [InlineData("OMPI_MCA_orte_hnp_uri", true)]
    [InlineData("PMIX_NAMESPACE", true)]
    [InlineData("PMI_FD", true)]
    [InlineData("SLURM_STEP_ID", true)]
    [InlineData("MPI_LOCALNRANKS", true)]
    [InlineData("OMPI_ALLOW_RUN_AS_ROOT", false)]
    [InlineData("SLURM_JOB_ID", false)]
    [InlineData("MPIPOOL_MPI_LIBRARY", false)]
    [InlineData("PATH", false)]
    public void Variables_of_the_launcher_are_told_from_the_users(string name, bool expected) =>
        Assert.Equal(expected, LaunchEnvironment.IsLauncherVariable(name));

    [Theory]
    [InlineData("OpenMpi", "libmpi.so.40")]
    [InlineData("Pmix", "libmpi.so.40")]
    [InlineData("Mpich", "libmpich.so.12")]
    [InlineData("Intel", "libmpich.so.12")]
    public void Library_of_the_launchers_family_is_tried_first(string launcher, string first)
    {
        string[] names = MpiLibrarySearch.NamesFor(Enum.Parse<MpiLauncher>(launcher));

        Assert.Equal(first, names[0]);
        Assert.Contains("libmpi_abi.so.0", names);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Theory]
    [InlineData("SLURM_STEP_ID=0 SLURM_PROCID=0 PMI_RANK=0 PMI_SIZE=4", "Open MPI", "srun gives its 4 tasks PMI-2, and libmpi.so.40 is Open MPI")]
    [InlineData("SLURM_STEP_ID=0 SLURM_PROCID=1 PMI_RANK=1 PMI_SIZE=4", "Open MPI", null)]
    [InlineData("SLURM_STEP_ID=0 SLURM_PROCID=0 PMI_RANK=0 PMI_SIZE=4", "MPICH ABI", null)]
    [InlineData("SLURM_STEP_ID=0 SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=4 PMIX_RANK=0", "Open MPI", null)]
    [InlineData("PMI_RANK=0 PMI_SIZE=4", "Open MPI", null)]
    public void Open_MPI_without_PMIx_is_told_once(string variables, string family, string? expected)
    {
        string? advice = SrunAdvice.BeforeStart(Read(variables), "libmpi.so.40", family);

        if (expected is null)
        {
            Assert.Null(advice);
            return;
        }
        Assert.StartsWith(expected, advice, StringComparison.Ordinal);
        Assert.Contains("'srun --mpi=pmix'", advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SLURM_STEP_ID=0 SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=4 PMIX_RANK=0", "'srun --mpi=pmi2' (MPICH and its family)")]
    [InlineData("OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_RANK=0", "the mpirun of that library")]
    public void Library_of_another_launcher_is_started_by_what_it_speaks(string variables, string expected) =>
        Assert.Contains(expected, SrunAdvice.ForOtherLibrary(Read(variables)), StringComparison.Ordinal);

    private static void Check(string variables, string launcher, int? size, int? rank, int? localSize, bool isSrun = false)
    {
        LaunchEnvironment read = Read(variables);

        Assert.Equal((Enum.Parse<MpiLauncher>(launcher), size, rank, localSize, isSrun), (read.Launcher, read.Size, read.Rank, read.LocalSize, read.IsSrun));
        Assert.Equal(launcher != "None", read.IsLaunched);
    }

    private static LaunchEnvironment Read(string variables)
    {
        Dictionary<string, string> values = variables.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return LaunchEnvironment.Read(name => values.GetValueOrDefault(name));
    }
}
