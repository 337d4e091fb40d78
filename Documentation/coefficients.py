#!/usr/bin/env python3
"""Prints the polynomial coefficients in Sources/CKernels/body/coefficients.h.

The vector kernels need exp and log. After range reduction each is a short polynomial plus terms
that are added exactly, and only the remainder is approximated:

    exp(r)     = 1 + r + r^2 * E(r)             |r| <= ln(2)/2
    log(1 + x) = x - x^2/2 + x^3 * L(x)         sqrt(1/2) - 1 <= x <= sqrt(2) - 1

E and L are the interpolants at the Chebyshev nodes of their interval. Such an interpolant is
within a small factor of the best polynomial of its degree, and it comes from one linear system
instead of an exchange algorithm. The Vandermonde matrix of that system is ill-conditioned; sixty
digits leave more than enough after the loss. The interval of E is a hair wider than ln(2)/2, since
range reduction rounds.

    python3 -m pip install mpmath
    python3 Documentation/coefficients.py            prints the two C arrays
    python3 Documentation/coefficients.py --check    compares them with the header, to the last digit

Also printed: the largest error of each interpolant on its interval, found on 2,000 points, as a
share of the function that it serves. Below 2^-53, about 1.1e-16, rounding in doubles hides it.
"""

import argparse
import pathlib
import re
import sys

from mpmath import cos, exp, log, log1p, lu_solve, matrix, mp, mpf, pi, polyval, sqrt

mp.dps = 60
HEADER = pathlib.Path(__file__).parent.parent / "Sources/CKernels/body/coefficients.h"


def exp_remainder(r):
    """(e^r - 1 - r) / r^2, by its series where the quotient would lose its digits."""
    return mpf(1) / 2 + r / 6 if abs(r) < mpf("1e-15") else (exp(r) - 1 - r) / r**2


def log_remainder(x):
    """(ln(1 + x) - x + x^2/2) / x^3, by its series where the quotient would lose its digits."""
    return mpf(1) / 3 - x / 4 if abs(x) < mpf("1e-12") else (log1p(x) - x + x * x / 2) / x**3


def interpolant(function, low, high, degree):
    """Coefficients, lowest degree first, of the interpolant at the degree + 1 Chebyshev nodes."""
    count = degree + 1
    nodes = [
        (low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count))
        for i in range(count)
    ]
    vandermonde = matrix([[node**power for power in range(count)] for node in nodes])
    return list(lu_solve(vandermonde, matrix([function(node) for node in nodes])))


def largest_error(coefficients, whole, rebuild, low, high, points=2_000):
    """Largest |rebuilt / whole - 1| with the coefficients rounded to doubles, as the kernels do."""
    rounded = [mpf(float(c)) for c in reversed(coefficients)]
    worst = mpf(0)
    for i in range(points + 1):
        x = low + (high - low) * i / points
        if x != 0:
            worst = max(worst, abs(rebuild(x, polyval(rounded, x)) / whole(x) - 1))
    return float(worst)


def c_array(name, values):
    lines = [f"static const double {name}[{len(values)}] = {{"]
    for start in range(0, len(values), 4):
        row = ", ".join(repr(float(value)) for value in values[start : start + 4])
        lines.append(f"    {row}," if start + 4 < len(values) else f"    {row}}};")
    return "\n".join(lines)


def in_header(name):
    """The numbers of an array in the header, as written."""
    found = re.search(rf"{name}\[\d+\] = {{(.*?)}};", HEADER.read_text(), re.DOTALL)
    return [number.strip() for number in found.group(1).split(",")]


def main():
    arguments = argparse.ArgumentParser(description="Coefficients of the kernels' exp and log.")
    arguments.add_argument("--check", action="store_true", help="compare with the header")
    check = arguments.parse_args().check

    half = log(mpf(2)) / 2 * (1 + mpf("1e-7"))
    below, above = sqrt(mpf(1) / 2) - 1, sqrt(mpf(2)) - 1
    cases = [
        ("EXP_TERMS", exp_remainder, -half, half, 9, exp, lambda r, e: 1 + r + r * r * e),
        ("LOG_TERMS", log_remainder, below, above, 18, log1p, lambda x, p: x - x * x / 2 + x**3 * p),
    ]
    equal = True
    for name, remainder, low, high, degree, whole, rebuild in cases:
        values = interpolant(remainder, low, high, degree)
        error = largest_error(values, whole, rebuild, low, high)
        if check:
            same = [repr(float(value)) for value in values] == in_header(name)
            equal = equal and same
            print(f"{name}: {'equal' if same else 'DIFFERENT'}; largest relative error {error:.1e}")
        else:
            print(f"// Largest relative error {error:.1e}.")
            print(c_array(name, values))
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
