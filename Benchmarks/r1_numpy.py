#!/usr/bin/env python3
"""Workload R1 as one would write it in NumPy: the peer that Benchmarks/run measures beside Ballpark.

The equations are those of Benchmarks/r1.yaml. Paths run in chunks of 10,000, which stay in cache;
threads share the chunks, since NumPy releases the interpreter lock in its loops.

    python3 r1_numpy.py PATHS [THREADS]
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from math import exp, log, sqrt

import numpy as np

STEPS, DT = 60, 1 / 12
GROWTH, LONG_RUN_GROWTH, GROWTH_SPEED, GROWTH_VOLATILITY = 1.2, 0.03, 0.7, 0.4
USAGE_VOLATILITY = 0.35
PRICE_DRIFT, PRICE_VOLATILITY, ELASTICITY = -0.25, 0.2, -0.6
MULTIPLE, LONG_RUN_MULTIPLE, MULTIPLE_SPEED, MULTIPLE_VOLATILITY = 40.0, 15.0, 1.0, 0.55
JUMPS, JUMP_MEAN, JUMP_SD = 1.5, -0.12, 0.18

LEVELS = [5, 25, 50, 75, 95]
CHUNK = 10_000


def decay_and_noise(speed, volatility):
    """Exact transition of a mean-reverting process: what remains of the distance, and the noise."""
    decay = exp(-speed * DT)
    return decay, volatility * sqrt((1 - decay * decay) / (2 * speed))


def simulate(chunk, arr, multiple, cap, drawdown):
    """Fills the columns of one chunk of paths."""
    first = chunk * CHUNK
    paths = slice(first, min(first + CHUNK, drawdown.size))
    count = paths.stop - paths.start
    random = np.random.Generator(np.random.PCG64([1, chunk]))

    growth_decay, growth_noise = decay_and_noise(GROWTH_SPEED, GROWTH_VOLATILITY)
    multiple_decay, multiple_noise = decay_and_noise(MULTIPLE_SPEED, MULTIPLE_VOLATILITY)
    anchor, root = log(LONG_RUN_MULTIPLE), sqrt(DT)

    growth = np.full(count, GROWTH)
    usage, price = np.zeros(count), np.zeros(count)
    log_multiple = np.full(count, log(MULTIPLE))
    peak, deepest = np.full(count, MULTIPLE), np.zeros(count)
    arr[0, paths], multiple[0, paths], cap[0, paths] = 1, MULTIPLE, MULTIPLE

    for step in range(1, STEPS + 1):
        z = random.standard_normal((4, count))
        price_change = PRICE_DRIFT * DT + PRICE_VOLATILITY * root * z[0]
        price += price_change
        usage += (growth - USAGE_VOLATILITY**2 / 2) * DT + USAGE_VOLATILITY * root * z[1]
        usage += ELASTICITY * price_change
        growth = LONG_RUN_GROWTH + (growth - LONG_RUN_GROWTH) * growth_decay + growth_noise * z[2]

        log_multiple = anchor + (log_multiple - anchor) * multiple_decay + multiple_noise * z[3]
        jumps = random.poisson(JUMPS * DT, count)
        hit = np.nonzero(jumps)[0]
        n = jumps[hit]
        log_multiple[hit] += JUMP_MEAN * n + JUMP_SD * np.sqrt(n) * random.standard_normal(n.size)

        arr[step, paths] = np.exp(usage + price)
        multiple[step, paths] = np.exp(log_multiple)
        value = arr[step, paths] * multiple[step, paths]
        cap[step, paths] = value
        np.maximum(peak, value, out=peak)
        np.maximum(deepest, 1 - value / peak, out=deepest)
    drawdown[paths] = deepest


def main():
    paths = int(sys.argv[1])
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    arr, multiple, cap = (np.empty((STEPS + 1, paths)) for _ in range(3))
    drawdown = np.empty(paths)
    with ThreadPoolExecutor(threads) as pool:
        chunks = range((paths + CHUNK - 1) // CHUNK)
        list(pool.map(lambda chunk: simulate(chunk, arr, multiple, cap, drawdown), chunks))
        rows = [row for series in (arr, multiple, cap) for row in series]
        bands = list(pool.map(lambda row: np.percentile(row, LEVELS), rows))
    print("P5 P25 P50 P75 P95 at the end")
    for name, index in (("arr", 1), ("multiple", 2), ("marketCap", 3)):
        print(f"{name:<12}", *(f"{value:.4g}" for value in bands[index * (STEPS + 1) - 1]))
    print(f"{'maxDrawdown':<12}", *(f"{value:.4g}" for value in np.percentile(drawdown, LEVELS)))


if __name__ == "__main__":
    main()
