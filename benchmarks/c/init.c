/*
 * The least that an MPI program does: MPI_Init and MPI_Finalize. Rank 0 prints when MPI_Init was over, on the clock that all processes of
 * a host share, so that who started the program knows how long it took.
 */
#include <mpi.h>
#include <stdio.h>
#include <time.h>

int main(int argc, char **argv)
{
    int rank, size;
    struct timespec now;
    MPI_Init(&argc, &argv);
    clock_gettime(CLOCK_MONOTONIC, &now);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == 0)
        printf("init ranks=%d at_ns=%lld\n", size, now.tv_sec * 1000000000LL + now.tv_nsec);
    MPI_Finalize();
    return 0;
}
