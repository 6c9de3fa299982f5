/*
 * The round trip of a small message between ranks 0 and 1: what a pool's round trip is held against.
 *
 *   pingpong blocking|probe BYTES WARM COUNT
 *
 * blocking  MPI_Send and MPI_Recv: the least that MPI costs.
 * probe     MPI_Isend, and a loop of MPI_Improbe, then MPI_Imrecv: what a program must do that knows neither the sender nor the size of
 *           the next message and never blocks, such as a task pool.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void send_blocking(char *buffer, int bytes, int peer)
{
    MPI_Send(buffer, bytes, MPI_BYTE, peer, 0, MPI_COMM_WORLD);
}

static void receive_blocking(char *buffer, int bytes, int peer)
{
    MPI_Recv(buffer, bytes, MPI_BYTE, peer, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void finish(MPI_Request *request)
{
    int done = 0;
    while (!done)
        MPI_Test(request, &done, MPI_STATUS_IGNORE);
}

static void send_nonblocking(char *buffer, int bytes, int peer)
{
    MPI_Request request;
    MPI_Isend(buffer, bytes, MPI_BYTE, peer, 0, MPI_COMM_WORLD, &request);
    finish(&request);
}

static void receive_probed(char *buffer, int bytes, int peer)
{
    MPI_Message message;
    MPI_Request request;
    int found = 0;
    (void)peer;
    while (!found)
        MPI_Improbe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &found, &message, MPI_STATUS_IGNORE);
    MPI_Imrecv(buffer, bytes, MPI_BYTE, &message, &request);
    finish(&request);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double percentile(const double *sorted, int count, double share)
{
    return sorted[(int)(share * (count - 1) + 0.5)] * 1e6;
}

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int probe = argc > 1 && strcmp(argv[1], "probe") == 0;
    int bytes = argc > 2 ? atoi(argv[2]) : 0;
    int warm = argc > 3 ? atoi(argv[3]) : -1;
    int count = argc > 4 ? atoi(argv[4]) : 0;
    if (size != 2 || bytes < 1 || warm < 0 || count < 1 || (!probe && strcmp(argv[1], "blocking") != 0)) {
        if (rank == 0)
            fprintf(stderr, "usage: mpirun -n 2 pingpong blocking|probe BYTES WARM COUNT\n");
        MPI_Finalize();
        return 2;
    }
    void (*send)(char *, int, int) = probe ? send_nonblocking : send_blocking;
    void (*receive)(char *, int, int) = probe ? receive_probed : receive_blocking;
    char *buffer = calloc(1, bytes);
    double *times = calloc(count, sizeof *times);
    if (!buffer || !times)
        MPI_Abort(MPI_COMM_WORLD, 3);

    for (int i = -warm; i < count; i++) {
        double start = MPI_Wtime();
        if (rank == 0) {
            send(buffer, bytes, 1);
            receive(buffer, bytes, 1);
        } else {
            receive(buffer, bytes, 0);
            send(buffer, bytes, 0);
        }
        if (i >= 0)
            times[i] = MPI_Wtime() - start;
    }
    if (rank == 0) {
        qsort(times, count, sizeof *times, compare);
        printf("pingpong form=%s bytes=%d n=%d p5_us=%.3f median_us=%.3f p95_us=%.3f p99_us=%.3f\n", argv[1], bytes, count,
               percentile(times, count, 0.05), percentile(times, count, 0.5), percentile(times, count, 0.95), percentile(times, count, 0.99));
    }
    free(times);
    free(buffer);
    MPI_Finalize();
    return 0;
}
