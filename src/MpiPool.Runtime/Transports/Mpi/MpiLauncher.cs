namespace MpiPool.Transports.Mpi;

/// <summary>What started this process.</summary>
internal enum MpiLauncher
{
    /// <summary>No MPI launcher: a shell, an IDE, a test host.</summary>
    None,

    /// <summary>Open MPI's mpirun, or another launcher that speaks PMIx.</summary>
    OpenMpi,

    /// <summary>MPICH's Hydra, or another launcher that speaks PMI-1 or PMI-2 (Slurm's pmi2, Cray PALS, Flux).</summary>
    Mpich,

    /// <summary>Intel MPI's mpirun; its library belongs to the MPICH ABI family.</summary>
    Intel,

    /// <summary>MS-MPI's mpiexec.</summary>
    MicrosoftMpi,

    /// <summary>A PMIx launcher that does not say whose (srun --mpi=pmix).</summary>
    Pmix,

    /// <summary>srun with several tasks, but without a process manager interface: the ranks cannot find each other.</summary>
    SlurmWithoutPmi,
}
