"""Reference values for distributions.csv: python3 distributions.py > distributions.csv"""
import math

import numpy
import scipy
from scipy import integrate, special, stats

LEVELS = [0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999]


def between(a, b, level_a, level_b):
    """Location and scale of the normal with these two percentiles."""
    za, zb = stats.norm.ppf([level_a / 100, level_b / 100])
    sd = (b - a) / (zb - za)
    return a - za * sd, sd


def normal(mu, sd):
    law = stats.norm(mu, sd)
    return law.mean(), law.std(), law.ppf(LEVELS)


def lognormal(mu, sigma, sign=1, shift=0):
    law = stats.lognorm(sigma, scale=math.exp(mu))
    levels = LEVELS if sign > 0 else [1 - p for p in LEVELS]
    return sign * law.mean() + shift, law.std(), sign * law.ppf(levels) + shift


def logitnormal(mu, sigma):
    def moment(f):
        g = lambda z: f(special.expit(mu + sigma * z)) * stats.norm.pdf(z)
        return integrate.quad(g, -12, 12, epsabs=0, epsrel=1e-13, limit=500)[0]

    mean = moment(lambda x: x)
    sd = math.sqrt(moment(lambda x: (x - mean) ** 2))
    return mean, sd, special.expit(mu + sigma * stats.norm.ppf(LEVELS))


def triangular(low, mode, high):
    law = stats.triang((mode - low) / (high - low), low, high - low)
    return law.mean(), law.std(), law.ppf(LEVELS)


def uniform(low, high):
    law = stats.uniform(low, high - low)
    return law.mean(), law.std(), law.ppf(LEVELS)


def moments(mean, sd):
    variance = math.log1p((sd / mean) ** 2)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def logs(a, b, levels):
    return between(math.log(a), math.log(b), *levels)


ROWS = [
    ("normal", "mean=-0.04;sd=0.1", normal(-0.04, 0.1)),
    ("normal", "p5=-2;p95=7", normal(*between(-2, 7, 5, 95))),
    ("normal", "p10=100;p75=140", normal(*between(100, 140, 10, 75))),
    ("lognormal", "mean=3;sd=2", lognormal(*moments(3, 2))),
    ("lognormal", "p5=2;p95=9", lognormal(*logs(2, 9, (5, 95)))),
    ("lognormal", "p2.5=4e8;p50=7e8", lognormal(*logs(4e8, 7e8, (2.5, 50)))),
    ("logitnormal", "p5=0.1;p95=0.6", logitnormal(*between(*special.logit([0.1, 0.6]), 5, 95))),
    ("logitnormal", "p1=0.9;p99=0.999", logitnormal(*between(*special.logit([0.9, 0.999]), 1, 99))),
    ("triangular", "low=1;mode=2;high=6", triangular(1, 2, 6)),
    ("triangular", "low=-1;mode=-1;high=3", triangular(-1, -1, 3)),
    ("triangular", "low=0;mode=5;high=5", triangular(0, 5, 5)),
    ("uniform", "low=-3;high=4.5", uniform(-3, 4.5)),
    # 'low to high' of a kind: its ends are the 5th and the 95th percentile.
    ("range:rate", "low=-0.2;high=1.5", lognormal(*logs(0.8, 2.5, (5, 95)), shift=-1)),
    ("range:elasticity", "low=-1.5;high=-0.3", lognormal(*logs(0.3, 1.5, (5, 95)), sign=-1)),
]

print(f"# SciPy {scipy.__version__}, NumPy {numpy.__version__}: python3 distributions.py")
print("family,arguments,mean,sd," + ",".join(f"q{p}" for p in LEVELS))
for family, arguments, (mean, sd, quantiles) in ROWS:
    numbers = [float(x) for x in (mean, sd, *quantiles)]
    print(",".join([family, arguments] + [repr(x) for x in numbers]))
