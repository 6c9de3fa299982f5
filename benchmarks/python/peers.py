"""The pool's peers in Python, on the same trivial task.

    peers.py processes|multiprocessing WORKERS FORM AMOUNT
    mpirun -n N python3 -m mpi4py.futures peers.py mpi4py WORKERS FORM AMOUNT

FORM is roundtrip (AMOUNT tasks one after the other), submit (tasks with futures of their own, more and more until a run takes AMOUNT
milliseconds; that run counts), or map (the executor's map in chunks of 1,024, likewise).
"""
import statistics
import sys
import time


def increment(x):
    return x + 1


class Futures:
    """An executor of concurrent.futures, or one that looks like it."""

    def __init__(self, executor):
        self.executor = executor

    def apply(self, x):
        return self.executor.submit(increment, x).result()

    def submit(self, count):
        return [f.result() for f in [self.executor.submit(increment, x) for x in range(count)]]

    def map(self, count):
        return list(self.executor.map(increment, range(count), chunksize=1024))


class Multiprocessing:
    """multiprocessing.Pool."""

    def __init__(self, pool):
        self.pool = pool

    def apply(self, x):
        return self.pool.apply(increment, (x,))

    def submit(self, count):
        return [f.get() for f in [self.pool.apply_async(increment, (x,)) for x in range(count)]]

    def map(self, count):
        return list(self.pool.imap(increment, range(count), chunksize=1024))


def round_trips(peer, count):
    times = []
    for i in range(-count // 4, count):
        start = time.perf_counter()
        result = peer.apply(i)
        if i >= 0:
            times.append((time.perf_counter() - start) * 1e6)
        assert result == i + 1
    times.sort()
    p99 = times[round(0.99 * (len(times) - 1))]
    print(f"roundtrip n={count} median_us={statistics.median(times):.3f} p99_us={p99:.3f}", flush=True)


def throughput(form, run, milliseconds):
    run(1)  # the processes start with the first task
    count = 500
    seconds = 0.0
    while seconds * 1000 < milliseconds:
        count *= 2
        start = time.perf_counter()
        results = run(count)
        seconds = time.perf_counter() - start
        assert results[-1] == count
    print(f"{form} n={count} per_s={count / seconds:.0f}", flush=True)


def measure(peer, form, amount):
    if form == "roundtrip":
        round_trips(peer, amount)
    elif form == "submit":
        throughput(form, peer.submit, amount)
    elif form == "map":
        throughput(form, peer.map, amount)
    else:
        sys.exit(__doc__)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    kind, workers, form, amount = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    if kind == "mpi4py":
        from mpi4py.futures import MPIPoolExecutor
        with MPIPoolExecutor(max_workers=workers) as executor:
            measure(Futures(executor), form, amount)
    elif kind == "processes":
        from concurrent.futures import ProcessPoolExecutor
        with ProcessPoolExecutor(max_workers=workers) as executor:
            measure(Futures(executor), form, amount)
    elif kind == "multiprocessing":
        from multiprocessing import Pool
        with Pool(workers) as pool:
            measure(Multiprocessing(pool), form, amount)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
