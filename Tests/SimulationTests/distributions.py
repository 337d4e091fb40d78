"""Reference values for distributions.csv: python3 distributions.py > distributions.csv"""
import math

import numpy
import scipy
from scipy import integrate, optimize, special, stats

LEVELS = [0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999]


def row(law):
    """Mean, deviation and quantiles of a SciPy distribution."""
    return law.mean(), law.std(), law.ppf(LEVELS)


def between(a, b, level_a, level_b):
    """Location and scale of the normal with these two percentiles."""
    return line(a, b, level_a, level_b, stats.norm)


def line(a, b, level_a, level_b, standard):
    """Location and scale of the law of a family with these two percentiles."""
    za, zb = standard.ppf([level_a / 100, level_b / 100])
    scale = (b - a) / (zb - za)
    return a - za * scale, scale


def logs(a, b, levels, standard=stats.norm):
    return line(math.log(a), math.log(b), *levels, standard)


def scores(f, breaks=(-37, -8, -3, 0, 3, 8, 37)):
    """Integral of f(z) over the normal density."""
    part = lambda a, b: integrate.quad(
        lambda z: f(z) * stats.norm.pdf(z), a, b, epsabs=0, epsrel=1e-13, limit=500)[0]
    return math.fsum(part(a, b) for a, b in zip(breaks, breaks[1:]))


def moments(x):
    """Mean and deviation of x(Z), Z standard normal."""
    mean = scores(x)
    return mean, math.sqrt(scores(lambda z: (x(z) - mean) ** 2))


def lognormal(mu, sigma, sign=1, shift=0):
    law = stats.lognorm(sigma, scale=math.exp(mu))
    levels = LEVELS if sign > 0 else [1 - p for p in LEVELS]
    return sign * law.mean() + shift, law.std(), sign * law.ppf(levels) + shift


def lognormal_moments(mean, sd):
    variance = math.log1p((sd / mean) ** 2)
    return lognormal(math.log(mean) - variance / 2, math.sqrt(variance))


def logitnormal(mu, sigma):
    x = lambda z: special.expit(mu + sigma * z)
    return *moments(x), x(stats.norm.ppf(LEVELS))


def logitnormal_moments(mean, sd):
    def miss(v):
        m, s = moments(lambda z: special.expit(v[0] + math.exp(v[1]) * z))
        return [m - mean, s - sd]

    mu, log_sigma = solve(miss, [special.logit(mean), math.log(sd / (mean * (1 - mean)))])
    return logitnormal(mu, math.exp(log_sigma))


def solve(miss, start):
    found = optimize.root(miss, start, tol=1e-15)
    assert max(abs(x) for x in found.fun) < 1e-13, found
    return found.x


def loguniform_moments(mean, sd):
    def miss(v):
        law = stats.loguniform(math.exp(v[0] - math.exp(v[1])), math.exp(v[0] + math.exp(v[1])))
        return [law.mean() / mean - 1, law.std() / sd - 1]

    middle, half = solve(miss, [math.log(mean), math.log(sd / mean)])
    return row(stats.loguniform(math.exp(middle - math.exp(half)), math.exp(middle + math.exp(half))))


def loguniform(a, b, levels):
    low, width = logs(a, b, levels, stats.uniform)
    return row(stats.loguniform(math.exp(low), math.exp(low + width)))


def uniform(low, width):
    return row(stats.uniform(low, width))


def triangular(low, mode, high):
    return row(stats.triang((mode - low) / (high - low), low, high - low))


def pert_law(low, mode, high, shape=4):
    width = high - low
    return stats.beta(1 + shape * (mode - low) / width, 1 + shape * (high - mode) / width, low, width)


def modal(law, a, mode, b, levels):
    """The law of a family with low, mode and high, from its mode and two percentiles."""
    def miss(v):
        found = law(mode - math.exp(v[0]), mode, mode + math.exp(v[1]))
        return found.cdf([a, b]) - numpy.array(levels) / 100

    u, v = solve(miss, [math.log(1.5 * (mode - a)), math.log(1.5 * (b - mode))])
    return row(law(mode - math.exp(u), mode, mode + math.exp(v)))


def triangular_law(low, mode, high):
    return stats.triang((mode - low) / (high - low), low, high - low)


def beta(alpha, beta, low=0, high=1):
    return row(stats.beta(alpha, beta, low, high - low))


def beta_moments(mean, sd, low=0, high=1):
    m, s = (mean - low) / (high - low), sd / (high - low)
    size = m * (1 - m) / s**2 - 1
    return beta(m * size, (1 - m) * size, low, high)


def beta_percentiles(a, b, levels, low=0, high=1, start=(0.5, 0.5)):
    def miss(v):
        law = stats.beta(math.exp(v[0]), math.exp(v[1]), low, high - low)
        return law.cdf([a, b]) - numpy.array(levels) / 100

    x, y = solve(miss, start)
    return beta(math.exp(x), math.exp(y), low, high)


def gamma(shape, scale):
    return row(stats.gamma(shape, scale=scale))


def gamma_percentiles(a, b, levels):
    qa, qb = levels[0] / 100, levels[1] / 100
    miss = lambda k: math.log(special.gammaincinv(math.exp(k), qb) /
                              special.gammaincinv(math.exp(k), qa)) - math.log(b / a)
    shape = math.exp(optimize.brentq(miss, -4, 12, xtol=1e-15, rtol=1e-15))
    return gamma(shape, b / special.gammaincinv(shape, qb))


def weibull(shape, scale):
    return row(stats.weibull_min(shape, scale=scale))


def weibull_moments(mean, sd):
    miss = lambda k: special.gammaln(1 + 2 / k) - 2 * special.gammaln(1 + 1 / k) - math.log1p((sd / mean) ** 2)
    shape = optimize.brentq(miss, 0.2, 100, xtol=1e-15, rtol=1e-15)
    return weibull(shape, mean / special.gamma(1 + 1 / shape))


def weibull_percentiles(a, b, levels):
    location, scale = logs(a, b, levels, stats.gumbel_l)
    return weibull(1 / scale, math.exp(location))


def pareto(minimum, alpha):
    law = stats.pareto(alpha, scale=minimum)
    return law.mean(), law.std() if alpha > 2 else math.inf, law.ppf(LEVELS)


def pareto_moments(mean, sd):
    alpha = 1 + math.sqrt(1 + (mean / sd) ** 2)
    return pareto(mean * (alpha - 1) / alpha, alpha)


def pareto_percentiles(a, b, levels):
    location, scale = logs(a, b, levels, stats.expon)
    return pareto(math.exp(location), 1 / scale)


def student(df, location, scale):
    law = stats.t(df, location, scale)
    return (location if df > 1 else math.nan), law.std(), law.ppf(LEVELS)


def metalog(percentiles, low=None, high=None):
    levels, values = numpy.array(sorted(percentiles.items())).T
    if low is not None and high is not None:
        there = lambda x: numpy.log((x - low) / (high - x))
        back = lambda m: low + (high - low) * special.expit(m)
    elif low is not None:
        there, back = lambda x: numpy.log(x - low), lambda m: low + numpy.exp(m)
    elif high is not None:
        there, back = lambda x: -numpy.log(high - x), lambda m: high - numpy.exp(-m)
    else:
        there = back = lambda x: x

    def basis(logit, c):
        terms = [c**0, logit, c * logit, c, c**2, c**2 * logit, c**3, c**3 * logit, c**4, c**4 * logit]
        return numpy.array(terms[: len(levels)])

    y = levels / 100
    weights = numpy.linalg.solve(basis(special.logit(y), y - 0.5).T, there(values))

    def x(z):
        lower, upper = special.ndtr(z), special.ndtr(-z)
        c = numpy.where(z < 0, lower - 0.5, 0.5 - upper)
        return back(weights @ basis(special.log_ndtr(z) - special.log_ndtr(-z), c))

    return *moments(x), x(stats.norm.ppf(LEVELS))


def discrete(items):
    values, weights = numpy.array(sorted(items)).T
    weights = weights / weights.sum()
    mean = (values * weights).sum()
    cumulative = numpy.cumsum(weights)
    return mean, math.sqrt(((values - mean) ** 2 * weights).sum()), [
        values[numpy.searchsorted(cumulative, p)] for p in LEVELS]


def truncated(law, low, high):
    below, above = law.cdf(low), law.sf(high)
    left = 1 - below - above
    inside = lambda p: law.ppf(below + p * left) if p < 0.5 else law.isf(above + (1 - p) * left)
    breaks = [low] + [q for q in law.ppf([0.01, 0.1, 0.5, 0.9, 0.99]) if low < q < high] + [high]
    part = lambda f: math.fsum(
        integrate.quad(lambda x: f(x) * law.pdf(x), a, b, epsabs=0, epsrel=1e-13, limit=500)[0]
        for a, b in zip(breaks, breaks[1:])) / left
    mean = part(lambda x: x)
    return mean, math.sqrt(part(lambda x: (x - mean) ** 2)), [inside(p) for p in LEVELS]


def mixture(items):
    """Items are weights with laws, a number being a law of one value."""
    weights = [w for w, _ in items]
    number = lambda law: isinstance(law, (int, float))
    cdf = lambda x: sum(w * ((x >= law) if number(law) else law.cdf(x)) for w, law in items)
    means = [law if number(law) else law.mean() for _, law in items]
    sds = [0 if number(law) else law.std() for _, law in items]
    mean = numpy.dot(weights, means)
    sd = math.sqrt(sum(w * (s**2 + (m - mean) ** 2) for w, m, s in zip(weights, means, sds)))

    def quantile(p):
        for value in [law for _, law in items if number(law)]:
            if cdf(numpy.nextafter(value, -math.inf)) < p <= cdf(value):
                return value
        return optimize.brentq(lambda x: cdf(x) - p, -1000, 1000, xtol=1e-14, rtol=1e-15)

    return mean, sd, [quantile(p) for p in LEVELS]


def lognorm(mu, sigma):
    return stats.lognorm(sigma, scale=math.exp(mu))


ROWS = [
    ("normal", "mean=-0.04;sd=0.1", row(stats.norm(-0.04, 0.1))),
    ("normal", "p5=-2;p95=7", row(stats.norm(*between(-2, 7, 5, 95)))),
    ("normal", "p10=100;p75=140", row(stats.norm(*between(100, 140, 10, 75)))),
    ("lognormal", "mean=3;sd=2", lognormal_moments(3, 2)),
    ("lognormal", "median=8;sigma=0.5", lognormal(math.log(8), 0.5)),
    ("lognormal", "p5=2;p95=9", lognormal(*logs(2, 9, (5, 95)))),
    ("lognormal", "p2.5=4e8;p50=7e8", lognormal(*logs(4e8, 7e8, (2.5, 50)))),
    ("loguniform", "low=1;high=100", row(stats.loguniform(1, 100))),
    ("loguniform", "mean=10;sd=4", loguniform_moments(10, 4)),
    ("loguniform", "mean=10;sd=0.2", loguniform_moments(10, 0.2)),
    ("loguniform", "p10=2;p80=300", loguniform(2, 300, (10, 80))),
    ("logitnormal", "p5=0.1;p95=0.6", logitnormal(*between(*special.logit([0.1, 0.6]), 5, 95))),
    ("logitnormal", "p1=0.9;p99=0.999", logitnormal(*between(*special.logit([0.9, 0.999]), 1, 99))),
    ("logitnormal", "mean=0.3;sd=0.1", logitnormal_moments(0.3, 0.1)),
    ("logitnormal", "mean=0.9;sd=0.2", logitnormal_moments(0.9, 0.2)),
    ("triangular", "low=1;mode=2;high=6", triangular(1, 2, 6)),
    ("triangular", "low=-1;mode=-1;high=3", triangular(-1, -1, 3)),
    ("triangular", "low=0;mode=5;high=5", triangular(0, 5, 5)),
    ("triangular", "p10=2;mode=3;p90=9", modal(triangular_law, 2, 3, 9, (10, 90))),
    ("pert", "low=2;mode=5;high=12", row(pert_law(2, 5, 12))),
    ("pert", "low=2;mode=2;high=12;shape=6", row(pert_law(2, 2, 12, 6))),
    ("pert", "p10=2;mode=5;p90=12", modal(pert_law, 2, 5, 12, (10, 90))),
    ("pert", "p5=-2;mode=5;p75=8;shape=2",
     modal(lambda l, m, h: pert_law(l, m, h, 2), -2, 5, 8, (5, 75))),
    ("uniform", "low=-3;high=4.5", uniform(-3, 7.5)),
    ("uniform", "mean=2;sd=3", uniform(2 - 3 * math.sqrt(3), 6 * math.sqrt(3))),
    ("uniform", "p10=2;p30=3", uniform(*line(2, 3, 10, 30, stats.uniform))),
    ("beta", "alpha=2;beta=5", beta(2, 5)),
    ("beta", "alpha=0.5;beta=0.3;low=-1;high=3", beta(0.5, 0.3, -1, 3)),
    ("beta", "mean=0.3;sd=0.1", beta_moments(0.3, 0.1)),
    ("beta", "mean=6;sd=2;low=0;high=20", beta_moments(6, 2, 0, 20)),
    ("beta", "p10=0.2;p90=0.6", beta_percentiles(0.2, 0.6, (10, 90))),
    ("beta", "p5=3;p50=8;low=2;high=20", beta_percentiles(3, 8, (5, 50), 2, 20)),
    ("gamma", "shape=0.4;scale=3", gamma(0.4, 3)),
    ("gamma", "mean=10;sd=4", gamma(6.25, 1.6)),
    ("gamma", "mean=1000;sd=5", gamma(40_000, 0.025)),
    ("gamma", "p10=2;p90=30", gamma_percentiles(2, 30, (10, 90))),
    ("gamma", "p50=100;p95=120", gamma_percentiles(100, 120, (50, 95))),
    ("weibull", "shape=0.7;scale=3", weibull(0.7, 3)),
    ("weibull", "mean=10;sd=4", weibull_moments(10, 4)),
    ("weibull", "p10=2;p90=30", weibull_percentiles(2, 30, (10, 90))),
    ("exponential", "mean=10", row(stats.expon(scale=10))),
    ("exponential", "p90=30", row(stats.expon(scale=30 / -math.log1p(-0.9)))),
    ("pareto", "minimum=5;alpha=3", pareto(5, 3)),
    ("pareto", "minimum=5;alpha=1.5", pareto(5, 1.5)),
    ("pareto", "mean=10;sd=4", pareto_moments(10, 4)),
    ("pareto", "p10=2;p90=4", pareto_percentiles(2, 4, (10, 90))),
    ("studentT", "degreesOfFreedom=5;mean=10;sd=3", student(5, 10, 3 * math.sqrt(0.6))),
    ("studentT", "degreesOfFreedom=1.5;location=-1;scale=0.2", student(1.5, -1, 0.2)),
    ("studentT", "degreesOfFreedom=3;p5=-2;p75=4", student(3, *line(-2, 4, 5, 75, stats.t(3)))),
    ("laplace", "mean=10;scale=3", row(stats.laplace(10, 3))),
    ("laplace", "mean=10;sd=3", row(stats.laplace(10, 3 / math.sqrt(2)))),
    ("laplace", "p5=-2;p75=4", row(stats.laplace(*line(-2, 4, 5, 75, stats.laplace)))),
    ("poisson", "mean=4", row(stats.poisson(4))),
    ("poisson", "mean=2500.5", row(stats.poisson(2500.5))),
    ("bernoulli", "probability=0.3", row(stats.bernoulli(0.3))),
    ("bernoulli", "probability=0.99", row(stats.bernoulli(0.99))),
    ("discrete", "0.7*5|0.3*12", discrete([(5, 0.7), (12, 0.3)])),
    ("discrete", "3*2|1*-1|2*7|2*2", discrete([(2, 5), (-1, 1), (7, 2)])),
    ("empirical", "4|7|7|12", discrete([(4, 1), (7, 2), (12, 1)])),
    ("empirical", "0.12|0.09|0.3", discrete([(0.12, 1), (0.09, 1), (0.3, 1)])),
    ("mixture", "0.7*normal:mean=10;sd=2|0.3*uniform:low=0;high=30",
     mixture([(0.7, stats.norm(10, 2)), (0.3, stats.uniform(0, 30))])),
    ("mixture", "1*lognormal:median=8;sigma=0.5|3*triangular:low=20;mode=22;high=30",
     mixture([(0.25, lognorm(math.log(8), 0.5)), (0.75, triangular_law(20, 22, 30))])),
    ("mixture", "0.5*gamma:shape=2;scale=3|0.3*0|0.2*5",
     mixture([(0.5, stats.gamma(2, scale=3)), (0.3, 0), (0.2, 5)])),
    ("metalog", "p10=4;p50=9;p90=25", metalog({10: 4, 50: 9, 90: 25})),
    ("metalog", "p10=4;p50=9;p90=25;low=0", metalog({10: 4, 50: 9, 90: 25}, low=0)),
    ("metalog", "p10=4;p50=9;p90=25;high=60", metalog({10: 4, 50: 9, 90: 25}, high=60)),
    ("metalog", "p5=1;p25=4;p50=9;p75=13;p95=25;low=0;high=60",
     metalog({5: 1, 25: 4, 50: 9, 75: 13, 95: 25}, low=0, high=60)),
    ("metalog", "p1=-9;p5=-6;p10=-4.5;p25=-2;p40=-0.6;p60=0.6;p75=2;p90=4.6;p95=6.4;p99=10",
     metalog({1: -9, 5: -6, 10: -4.5, 25: -2, 40: -0.6, 60: 0.6, 75: 2, 90: 4.6, 95: 6.4, 99: 10})),
    ("truncated:normal", "mean=5;sd=3;min=0;max=12", truncated(stats.norm(5, 3), 0, 12)),
    ("truncated:lognormal", "median=8;sigma=0.5;max=9",
     truncated(lognorm(math.log(8), 0.5), 0, 9)),
    ("truncated:laplace", "mean=10;scale=3;min=8;max=40", truncated(stats.laplace(10, 3), 8, 40)),
    ("truncated:gamma", "shape=2;scale=3;min=20;max=60", truncated(stats.gamma(2, scale=3), 20, 60)),
    # 'low to high' of a kind: its ends are the 5th and the 95th percentile.
    ("range:rate", "low=-0.2;high=1.5", lognormal(*logs(0.8, 2.5, (5, 95)), shift=-1)),
    ("range:elasticity", "low=-1.5;high=-0.3", lognormal(*logs(0.3, 1.5, (5, 95)), sign=-1)),
]

print(f"# SciPy {scipy.__version__}, NumPy {numpy.__version__}: python3 distributions.py")
print("family,arguments,mean,sd," + ",".join(f"q{p}" for p in LEVELS))
for family, arguments, (mean, sd, quantiles) in ROWS:
    numbers = [float(x) for x in (mean, sd, *quantiles)]
    print(",".join([family, arguments] + [repr(x) for x in numbers]))
