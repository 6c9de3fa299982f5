/*
 * A large array to rank 1 and back: what the pool's echo is held against.
 *
 *   echo fresh|reused BYTES COUNT
 *
 * fresh   both ranks receive into memory that the system has just given, and give it back: what a program does whose arrays are its own.
 * reused  both ranks receive into the same memory each time.
 *
 * The first round trip is not counted. Prints the median time and the bytes moved per second, both directions together.
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

static void send_all(char *buffer, int bytes, int peer)
{
    MPI_Request request;
    MPI_Isend(buffer, bytes, MPI_BYTE, peer, 0, MPI_COMM_WORLD, &request);
    finish(&request);
}

static void receive_all(char *buffer, int bytes, int peer)
{
    MPI_Request request;
    MPI_Irecv(buffer, bytes, MPI_BYTE, peer, 0, MPI_COMM_WORLD, &request);
    finish(&request);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    int rank, fresh, bytes, count, i;
    char *sent = NULL, *buffer = NULL;
    double *times;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (argc != 4) {
        fprintf(stderr, "usage: echo fresh|reused BYTES COUNT\n");
        MPI_Abort(MPI_COMM_WORLD, 2);
    }
    fresh = strcmp(argv[1], "fresh") == 0;
    bytes = atoi(argv[2]);
    count = atoi(argv[3]);
    times = calloc(count, sizeof(double));
    if (rank == 0) {
        sent = malloc(bytes);
        for (i = 0; i < bytes; i++)
            sent[i] = (char)(i * 2654435761u >> 24);
    }
    for (i = -1; i < count; i++) {
        double start = MPI_Wtime();
        if (rank == 0) {
            send_all(sent, bytes, 1);
            if (!buffer)
                buffer = malloc(bytes);
            receive_all(buffer, bytes, 1);
            if (i >= 0)
                times[i] = MPI_Wtime() - start;
            if (buffer[bytes - 1] != sent[bytes - 1])
                MPI_Abort(MPI_COMM_WORLD, 1);
        } else if (rank == 1) {
            if (!buffer)
                buffer = malloc(bytes);
            receive_all(buffer, bytes, 0);
            send_all(buffer, bytes, 0);
        }
        if (fresh) {
            free(buffer);
            buffer = NULL;
        }
    }
    if (rank == 0) {
        qsort(times, count, sizeof(double), ascending);
        printf("c-%s bytes=%d n=%d median_ms=%.3f gb_per_s=%.3f\n", argv[1], bytes, count, times[count / 2] * 1e3, 2e-9 * bytes / times[count / 2]);
    }
    MPI_Finalize();
    return 0;
}
