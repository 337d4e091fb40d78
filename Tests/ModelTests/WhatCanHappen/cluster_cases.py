"""Events that bring about others: a Hawkes process with an exponential kernel, by its generating function."""

import math

import numpy as np
from scipy import integrate

from case import Case
from closed_forms import place

STEPS = {"week": 52, "month": 12}


class Cluster:
    """Hazard g(t)(b(t) + x), x of start x0 fading at beta, up by branching * beta at each occurrence.

    E z^N = e^(A + B x0) with, backwards in time, B' = -beta B + g (z e^(alpha B) - 1), A' = g b (z e^(alpha B) - 1)
    (Dassios & Zhao 2013). Probabilities of N are the Fourier coefficients of that on the unit circle."""

    def __init__(self, branching, days, x0, frequency, gate=((0.0, 1.0),), T=1.0):
        self.beta = math.log(2) / (days / 365)
        self.alpha, self.T, self.x0 = branching * self.beta, T, x0
        # Both as (from, value), in years.
        self.own = [(t, (1 - branching) * rate) for t, rate in frequency]
        self.gate = list(gate)

    def at(self, pieces, t):
        return [value for begin, value in pieces if begin <= t][-1]

    def generating(self, z, t=None):
        """E z^N by a time, of many z."""
        t = self.T if t is None else t
        z = np.atleast_1d(np.asarray(z, complex))
        cuts = sorted({0.0, t} | {begin for begin, _ in self.own + self.gate if 0 < begin < t})
        A, B = np.zeros_like(z), np.zeros_like(z)
        for begin, end in reversed(list(zip(cuts, cuts[1:]))):
            b, g = self.at(self.own, begin), self.at(self.gate, begin)

            def slope(_, y):
                B = y[:len(z)] + 1j * y[len(z):2 * len(z)]
                more = z * np.exp(self.alpha * B) - 1
                dB, dA = -self.beta * B + g * more, g * b * more
                return np.concatenate([dB.real, dB.imag, dA.real, dA.imag])

            y = integrate.solve_ivp(
                slope, (0, end - begin), np.concatenate([B.real, B.imag, A.real, A.imag]), method="DOP853",
                rtol=1e-11, atol=1e-13).y[:, -1]
            B, A = y[:len(z)] + 1j * y[len(z):2 * len(z)], y[2 * len(z):3 * len(z)] + 1j * y[3 * len(z):]
        return np.exp(A + B * self.x0)

    def counts(self, size=512):
        """P(N = n)."""
        on_circle = np.exp(2j * math.pi * np.arange(size // 2 + 1) / size)
        return np.fft.irfft(np.conj(self.generating(on_circle)), size)

    def raw(self):
        p = self.counts()
        return [float(np.arange(len(p)) ** k @ p) for k in (1, 2, 3, 4)]

    def some(self, t=None):
        return 1 - self.generating([0.0], t)[0].real

    def stepped(self, n):
        """Mean where a step has a Poisson count, without what its own occurrences bring about in it."""
        dt, x, mean = self.T / n, self.x0, 0.0
        for k in range(n):
            b, g = self.at(self.own, k * dt), self.at(self.gate, k * dt)
            more = g * (b * dt - x * math.expm1(-self.beta * dt) / self.beta)
            x = x * math.exp(-self.beta * dt) + self.alpha * more
            mean += more
        return mean


def crowd(step):
    """Equal to case hawkes_1: what happens is as often as ever in the mean, and comes in clusters."""
    cluster = Cluster(0.4, 14, 0.4 * 12, [(0, 12)])
    low, high = (math.log1p(x) for x in (-0.3, -0.05))
    m, s = (low + high) / 2, (high - low) / (2 * 1.6448536269514722)
    size = math.exp(m + s * s / 2)
    case = Case(
        "clustering", "counts by the Fourier inversion of E z^N; E S = S0 e^(sigma^2 T/2) E z^N, z the mean of a "
        "change", step=step,
        happens="events:\n  crash: {frequency: 12/year, clustering: {branching: 0.4, halfLife: 14 days}, "
        "then: {change: {x.multiple: -30% to -5%}}}",
        company="multiple: {initial: 100, volatility: 60%}")
    raw = cluster.raw()
    case.moments("crash.count", raw)
    case.is_("P(crash)", cluster.some())
    case.is_("x.sharePrice.mean", 100 * math.exp(0.18) * cluster.generating([size])[0].real)
    for date in ("2026-01-20", "2026-03-03"):
        case.asks(f"crash until {date}", cluster.some(place(date, step) / STEPS[step]))
    case.wrong("a Poisson clock", **{"crash.count.sd": math.sqrt(12)})
    case.wrong("starts without any", **{"crash.count.mean": Cluster(0.4, 14, 0.0, [(0, 12)]).raw()[0]})
    case.wrong("the frequency is that of those that none brings about", **{
        "crash.count.mean": Cluster(0.4, 14, 0.4 * 20, [(0, 20)]).raw()[0]})
    return case


def runs(step):
    """Like case hawkes_2: many at the start, bringing about many; counted a step at a time some are missed."""
    days, recent = 2, 3
    beta = math.log(2) / (days / 365)
    cluster = Cluster(0.75, days, 0.75 * beta * recent, [(0, 6)])
    case = Case(
        "clusters from before the start", "counts by the Fourier inversion of E z^N", step=step,
        happens="events:\n  news: {frequency: 6/year, clustering: {branching: 75%, halfLife: 2 days, recent: 3}}",
        paths=200_000)
    case.moments("news.count", cluster.raw())
    for date in ("2026-01-07", "2026-01-14", "2026-02-20"):
        case.asks(f"news until {date}", cluster.some(place(date, step) / STEPS[step]))
    case.wrong("what a step brings about in itself is missed", **{"news.count.mean": cluster.stepped(STEPS[step])})
    case.wrong("nothing before the start", **{
        "news.count.mean": Cluster(0.75, days, 0.75 * 6, [(0, 6)]).raw()[0]})
    return case


def crowd_in_time(step):
    """A frequency by date and one that an event moves; a gate that opens late, behind which what is left fades."""
    n = STEPS[step]
    dates = ["2026-05-04", "2026-08-10"] if step == "week" else ["2026-05-05", "2026-08-05"]
    first, second = (round(place(date, step)) / n for date in dates)
    law = "clustering: {branching: 50%, halfLife: 21 days}"
    case = Case(
        "clustering as frequencies move", "counts by the Fourier inversion of E z^N, its rates by date", step=step,
        happens="events:\n"
        f"  byDate: {{frequency: {{schedule: {{2026-01-05: 3/year, {dates[0]}: 14/year}}}}, {law}}}\n"
        f"  moved: {{frequency: 8/year, {law}}}\n"
        f"  slower: {{at: {dates[0]}, then: {{change: {{moved.frequency: -75%}}}}}}\n"
        f"  opening: {{at: {dates[0]}}}\n  closing: {{at: {dates[1]}}}\n"
        f"  gated: {{frequency: 8/year, when: opening and not closing, {law[:-1]}, recent: 40}}}}\n"
        f"  late: {{frequency: 8/year, from: {dates[0]}, {law}}}")
    beta = math.log(2) / (21 / 365)
    by_date = Cluster(0.5, 21, 0.5 * 3, [(0, 3), (first, 14)])
    moved = Cluster(0.5, 21, 0.5 * 8, [(0, 8), (first, 2)])
    gate = [(0, 0.0), (first, 1.0), (second, 0.0)]
    gated = Cluster(0.5, 21, 0.5 * beta * 40, [(0, 8)], gate)
    late = Cluster(0.5, 21, 0.5 * 8, [(0, 8)], T=1 - first)
    for name, law in (("byDate", by_date), ("moved", moved), ("gated", gated), ("late", late)):
        case.moments(f"{name}.count", law.raw())
    case.is_("P(gated)", gated.some())
    case.asks("gated until 2026-06-20", gated.some(place("2026-06-20", step) / n))
    case.asks("byDate until 2026-03-20", by_date.some(place("2026-03-20", step) / n))
    fresh = Cluster(0.5, 21, 0.5 * beta * 40, [(0, 8)], [(0, 1.0), (second - first, 0.0)])
    case.wrong("what is left stands still behind a gate", **{"gated.count.mean": fresh.raw()[0]})
    case.wrong("what others bring about moves as well, at once", **{
        "moved.count.mean": 8 * first + 2 * (1 - first)})
    return case


def jumps(step):
    """Jumps of the multiple that bring about others, at rates by date: what they add to the price is that of a count."""
    n = STEPS[step]
    date = "2026-05-04" if step == "week" else "2026-05-05"
    first = round(place(date, step)) / n
    beta, mean, sd, sigma = math.log(2) / (10 / 365), -0.04, 0.1, 0.3
    plain = Cluster(0.5, 10, 0.5 * 8, [(0, 8)])
    moved = Cluster(0.5, 10, 0.5 * beta * 6, [(0, 4), (first, 16)])
    law = "logSize: {normal: {mean: -4%, sd: 10%}}"
    case = Case(
        "jumps in clusters", "E S^k = S0^k e^(k^2 sigma^2 T/2) E z^N, z = E e^(kJ)", step=step,
        happens="shockCorrelations: []", record="[sharePrice]", paths=200_000,
        company="multiple: {initial: 100, volatility: 30%, jumps: {frequency: 8/year, " + law
        + ", clustering: {branching: 50%, halfLife: 10 days}}}")
    case.rest += (
        "  y:\n    shares: 1M\n    arr: 1M\n    multiple: {initial: 100, volatility: 30%, jumps: {"
        f"frequency: {{schedule: {{2026-01-05: 4/year, {date}: 16/year}}}}, {law}, "
        "clustering: {branching: 50%, halfLife: 10 days, recent: 6}}}\n"
        "  z:\n    shares: 1M\n    arr: 1M\n    multiple: {initial: 100, volatility: 30%, jumps: {"
        f"frequency: 8/year, {law}, compensate: drift, "
        "clustering: {branching: 50%, halfLife: 10 days}}}\n")

    def moment(cluster, k):
        z = math.exp(k * mean + (k * sd) ** 2 / 2)
        return 100 ** k * math.exp((k * sigma) ** 2 / 2) * cluster.generating([z])[0].real

    taken = 8 * (math.exp(mean + sd * sd / 2) - 1)
    for name, cluster, drift in (("x", plain, 0), ("y", moved, 0), ("z", plain, -taken)):
        case.moments(f"{name}.sharePrice", [moment(cluster, k) * math.exp(k * drift) for k in (1, 2, 3, 4)])
    case.wrong("Poisson jumps", **{"x.sharePrice.sd": poisson_sd(mean, sd, sigma, 8)})
    case.wrong("nothing before the start", **{
        "y.sharePrice.mean": moment(Cluster(0.5, 10, 0.0, [(0, 4), (first, 16)]), 1)})
    case.wrong("the frequency is that of those that none brings about", **{
        "x.sharePrice.mean": moment(Cluster(0.5, 10, 0.5 * 16, [(0, 16)]), 1)})
    return case


def poisson_sd(mean, sd, sigma, rate):
    raw = [100 ** k * math.exp((k * sigma) ** 2 / 2 + rate * (math.exp(k * mean + (k * sd) ** 2 / 2) - 1))
           for k in (1, 2)]
    return math.sqrt(raw[1] - raw[0] ** 2)
