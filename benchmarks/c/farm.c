/*
 * A task farm by hand: what a pool's throughput is held against. Rank 0 hands out the elements of an array, the other ranks add 1 to each,
 * and the results go to their places in a second array.
 *
 *   farm PER_MESSAGE OUTSTANDING MILLISECONDS
 *
 * PER_MESSAGE elements travel in a message, and OUTSTANDING messages are under way to each worker, so that none waits for its next one.
 * The number of tasks grows until a run takes MILLISECONDS; that run counts, the earlier ones warm up.
 *
 * As a farm must that knows neither who answers next nor how much, it polls with MPI_Improbe and never blocks in a send. Nothing is copied
 * at rank 0: messages leave from the first array and arrive in the second.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARRAY = 1 << 20, WORK = 1, STOP = 2 };

static int per_message, outstanding;

static void finish(MPI_Request *request)
{
    int done = 0;
    while (!done)
        MPI_Test(request, &done, MPI_STATUS_IGNORE);
}

static void probe(MPI_Message *message, MPI_Status *status)
{
    int found = 0;
    while (!found)
        MPI_Improbe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &found, message, status);
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        MPI_Abort(MPI_COMM_WORLD, 3);
    return memory;
}

static void work(void)
{
    int *in = allocate(per_message, sizeof *in);
    int *out = allocate((size_t)outstanding * per_message, sizeof *out);
    MPI_Request *sends = allocate(outstanding, sizeof *sends);
    for (int i = 0; i < outstanding; i++)
        sends[i] = MPI_REQUEST_NULL;

    for (int slot = 0;; slot = (slot + 1) % outstanding) {
        MPI_Message message;
        MPI_Status status;
        MPI_Request receive;
        int count;
        probe(&message, &status);
        MPI_Get_count(&status, MPI_INT, &count);
        MPI_Imrecv(in, count, MPI_INT, &message, &receive);
        finish(&receive);
        if (status.MPI_TAG == STOP)
            break;
        int *results = out + (size_t)slot * per_message;
        finish(&sends[slot]);
        for (int i = 0; i < count; i++)
            results[i] = in[i] + 1;
        MPI_Isend(results, count, MPI_INT, 0, WORK, MPI_COMM_WORLD, &sends[slot]);
    }
    for (int i = 0; i < outstanding; i++)
        finish(&sends[i]);
    free(sends);
    free(out);
    free(in);
}

/* What is under way to one worker: a ring, for a worker answers in order. */
struct lane {
    long *starts;
    MPI_Request *sends;
    int first, count;
};

/* Sends the next elements to a worker; returns how many. The array is gone through again and again. */
static long hand_out(struct lane *lane, int worker, const int *in, long next, long total)
{
    long place = next % ARRAY, length = per_message;
    if (length > ARRAY - place)
        length = ARRAY - place;
    if (length > total - next)
        length = total - next;
    if (length == 0)
        return 0;
    int slot = (lane->first + lane->count) % outstanding;
    finish(&lane->sends[slot]);
    MPI_Isend(in + place, (int)length, MPI_INT, worker, WORK, MPI_COMM_WORLD, &lane->sends[slot]);
    lane->starts[slot] = place;
    lane->count++;
    return length;
}

static void farm(struct lane *lanes, int workers, const int *in, int *out, long total)
{
    long next = 0, done = 0;
    for (int i = 0; i < outstanding; i++)
        for (int worker = 1; worker <= workers; worker++)
            next += hand_out(&lanes[worker], worker, in, next, total);
    while (done < total) {
        MPI_Message message;
        MPI_Status status;
        MPI_Request receive;
        int count;
        probe(&message, &status);
        MPI_Get_count(&status, MPI_INT, &count);
        struct lane *lane = &lanes[status.MPI_SOURCE];
        MPI_Imrecv(out + lane->starts[lane->first], count, MPI_INT, &message, &receive);
        lane->first = (lane->first + 1) % outstanding;
        lane->count--;
        /* The worker's next message leaves before this one is looked at. */
        next += hand_out(lane, status.MPI_SOURCE, in, next, total);
        finish(&receive);
        done += count;
    }
}

static void check(const int *in, int *out, long total)
{
    for (long i = 0; i < ARRAY && i < total; i++) {
        if (out[i] != in[i] + 1) {
            fprintf(stderr, "farm: result %ld is %d\n", i, out[i]);
            MPI_Abort(MPI_COMM_WORLD, 4);
        }
        out[i] = 0;
    }
}

static void lead(int size, double seconds)
{
    int *in = allocate(ARRAY, sizeof *in), *out = allocate(ARRAY, sizeof *out);
    struct lane *lanes = allocate(size, sizeof *lanes);
    for (int i = 0; i < ARRAY; i++)
        in[i] = i;
    for (int worker = 1; worker < size; worker++) {
        lanes[worker].starts = allocate(outstanding, sizeof *lanes->starts);
        lanes[worker].sends = allocate(outstanding, sizeof *lanes->sends);
        for (int i = 0; i < outstanding; i++)
            lanes[worker].sends[i] = MPI_REQUEST_NULL;
    }
    double time = 0;
    long total = 500;
    while (time < seconds) {
        total *= 2;
        double start = MPI_Wtime();
        farm(lanes, size - 1, in, out, total);
        time = MPI_Wtime() - start;
        check(in, out, total);
    }
    printf("farm ranks=%d per_message=%d outstanding=%d n=%ld per_s=%.0f\n", size, per_message, outstanding, total, total / time);
    for (int worker = 1; worker < size; worker++) {
        MPI_Send(NULL, 0, MPI_INT, worker, STOP, MPI_COMM_WORLD);
        for (int i = 0; i < outstanding; i++)
            finish(&lanes[worker].sends[i]);
        free(lanes[worker].starts);
        free(lanes[worker].sends);
    }
    free(lanes);
    free(out);
    free(in);
}

int main(int argc, char **argv)
{
    int rank, size, milliseconds = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (argc == 4) {
        per_message = atoi(argv[1]);
        outstanding = atoi(argv[2]);
        milliseconds = atoi(argv[3]);
    }
    if (size < 2 || per_message < 1 || per_message > ARRAY || outstanding < 1 || milliseconds < 1) {
        if (rank == 0)
            fprintf(stderr, "usage: mpirun -n N farm PER_MESSAGE OUTSTANDING MILLISECONDS (2 ranks at least)\n");
        MPI_Finalize();
        return 2;
    }
    if (rank == 0)
        lead(size, milliseconds / 1e3);
    else
        work();
    MPI_Finalize();
    return 0;
}
