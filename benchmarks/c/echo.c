/*
 * Large messages to rank 1 and back, one after the other: what a pool's large arguments and results are held against.
 *
 *   echo fresh|reused BYTES COUNT
 *
 * fresh   each message is received into memory that was just allocated, as a program must that does not know what comes next, or hands on
 *         what it received. The pages are touched for the first time by the transfer, which costs more than the transfer itself.
 * reused  into the same memory each time.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void finish(MPI_Request *request)
{
    int done = 0;
    while (!done)
        MPI_Test(request, &done, MPI_STATUS_IGNORE);
}

static void send(const char *buffer, int bytes, int peer)
{
    MPI_Request request;
    MPI_Isend(buffer, bytes, MPI_BYTE, peer, 0, MPI_COMM_WORLD, &request);
    finish(&request);
}

/* Receives into memory that is allocated here, or was given. */
static char *receive(char *given)
{
    MPI_Message message;
    MPI_Status status;
    MPI_Request request;
    int found = 0, bytes;
    while (!found)
        MPI_Improbe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &found, &message, &status);
    MPI_Get_count(&status, MPI_BYTE, &bytes);
    char *buffer = given ? given : malloc(bytes);
    if (!buffer)
        MPI_Abort(MPI_COMM_WORLD, 3);
    MPI_Imrecv(buffer, bytes, MPI_BYTE, &message, &request);
    finish(&request);
    return buffer;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int fresh = argc == 4 && strcmp(argv[1], "fresh") == 0;
    int bytes = argc == 4 ? atoi(argv[2]) : 0;
    int count = argc == 4 ? atoi(argv[3]) : 0;
    if (size != 2 || bytes < 1 || count < 1 || (!fresh && strcmp(argv[1], "reused") != 0)) {
        if (rank == 0)
            fprintf(stderr, "usage: mpirun -n 2 echo fresh|reused BYTES COUNT\n");
        MPI_Finalize();
        return 2;
    }
    char *values = malloc(bytes), *reused = fresh ? NULL : malloc(bytes);
    double *times = calloc(count, sizeof *times);
    if (!values || !times || !(fresh || reused))
        MPI_Abort(MPI_COMM_WORLD, 3);
    for (int i = 0; i < bytes; i++)
        values[i] = (char)(i * 31);

    for (int i = -1; i < count; i++) {
        double start = MPI_Wtime();
        if (rank == 0)
            send(values, bytes, 1);
        char *received = receive(reused);
        if (rank == 1)
            send(received, bytes, 0);
        if (i >= 0)
            times[i] = MPI_Wtime() - start;
        if (rank == 0 && received[bytes - 1] != values[bytes - 1]) {
            fprintf(stderr, "echo: the last byte is wrong\n");
            MPI_Abort(MPI_COMM_WORLD, 4);
        }
        if (fresh)
            free(received);
    }
    if (rank == 0) {
        qsort(times, count, sizeof *times, compare);
        double median = times[count / 2];
        printf("echo form=%s bytes=%d n=%d median_ms=%.3f gb_per_s=%.3f\n", argv[1], bytes, count, median * 1e3, 2e-9 * bytes / median);
    }
    free(times);
    free(reused);
    free(values);
    MPI_Finalize();
    return 0;
}
