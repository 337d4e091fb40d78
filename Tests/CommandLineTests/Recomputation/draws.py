"""The draws of a path from its seed, by the section 'Draws' of Documentation/model.md."""

import math
from statistics import NormalDist

from scenario import Keys, ends, plain, quantity

MASK = 0xFFFFFFFF
NORMAL = NormalDist()
Q95 = NORMAL.inv_cdf(0.95)
PROCESSES = ["growth", "usage", "listPrice", "multiple", "grossMargin", "window"]
# Keys that are drawn, by kind, as ranges need it; all others are amounts above 0.
KINDS = {
    "rate": [
        "growth.initial", "growth.longRun", "listPrice.drift", "interest", "lines.growth",
        "fixed.growth", "research.growth", "unitCost.drift", "riskFreeRate", "terminalGrowth",
        "discountRate", "capacity.growth"],
    "change": [
        "changes.size", "changes.demandShift", "trainingRuns.growth", "premium.initial", "premium.longRun"],
    "share": [
        "conversion", "margin", "grossMargin.initial", "grossMargin.longRun", "variable", "tax.rate",
        "stockCompensation", "fee", "discount", "probability", "learning", "branching",
        "weight"],
    "elasticity": ["elasticity"],
    "coefficient": ["growthLoading", "riskPremium.usage", "riskPremium.growth"],
    "logChange": ["logSize"],
    "duration": ["halfLife", "cadence", "covers", "runway", "experience"],
    "frequency": ["frequency", "closes", "reopens"],
    "volatility": ["volatility", "volatility.initial", "volatility.longRun", "volatility.spread"],
}


# ---- Bits ----------------------------------------------------------------------------------------

def hashed(name):
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def philox(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = c0 * 0xD2511F53, c2 * 0xCD9E8D57
        c0, c1, c2, c3 = p1 >> 32 ^ c1 ^ k0, p1 & MASK, p0 >> 32 ^ c3 ^ k1, p0 & MASK
        k0, k1 = k0 + 0x9E3779B9 & MASK, k1 + 0xBB67AE85 & MASK
    return c0, c1, c2, c3


class Draws:
    def __init__(self, seed, path):
        self.key, self.path = (seed & MASK, seed >> 32), path
        # Of what is drawn together once per path.
        self.scores = {}

    def bits(self, name, step):
        h = hashed(name)
        words = philox(
            (8 * (self.path // 16) + self.path % 8, step, h & MASK, h >> 32), self.key)
        first = 2 * (self.path // 8 % 2)
        return words[first] << 32 | words[first + 1]

    def normal(self, name, step=0):
        return NORMAL.inv_cdf(uniform(self.bits(name, step)))

    def event(self, name, step, i):
        """The uniform of event i of a step."""
        h = hashed(name)
        words = philox(
            (self.path & MASK, step + (i // 2 << 16), h & MASK, h >> 32), self.key)
        return uniform(words[i % 2 * 2] << 32 | words[i % 2 * 2 + 1])

    def numbered(self, name, n):
        """'Draws by number': the uniform of number n."""
        return self.event(name, n, 0)

    def driver(self, name):
        return uniform(self.bits(name, 0))

    def clock(self, name, n):
        """The uniform of ring n, the first of which may go with others."""
        if n > 0:
            return self.numbered(name, n)
        z = self.scores.get(name)
        return self.driver(name) if z is None else NORMAL.cdf(z)

    def together(self, names, matrix, step):
        """Correlated normals of names, by Cholesky."""
        own = [self.normal(name, step) for name in names]
        return [sum(w * x for w, x in zip(row, own)) for row in cholesky(matrix)]


def uniform(bits):
    return ((bits >> 12) + 0.5) / 2 ** 52


def cholesky(matrix):
    rows = []
    for i, given in enumerate(matrix):
        row = [0.0] * len(matrix)
        for j in range(i + 1):
            rest = given[j] - sum(row[k] * (rows[j] if j < i else row)[k] for k in range(j))
            row[j] = math.sqrt(rest) if i == j else rest / rows[j][j]
        rows.append(row)
    return rows


def groups(pairs, order):
    """Names that hang together, each in the given order, with their matrix."""
    sets = []
    for first, second, _ in pairs:
        joined = {first, second}.union(*(s for s in sets if s & {first, second}))
        sets = [s for s in sets if not s & joined] + [joined]
    for names in sets:
        names = [name for name in order if name in names]
        value = {frozenset(pair): number for *pair, number in pairs}
        yield names, [[
            1.0 if a == b else value.get(frozenset((a, b)), 0.0) for b in names] for a in names]


# ---- Laws ----------------------------------------------------------------------------------------

def kind_of(key):
    words = [word for word in key.split("@")[0].split(".") if not word.isdigit()]
    if "follows" in words:
        return "coefficient"
    for kind, keys in KINDS.items():
        if any(words[-len(k.split(".")):] == k.split(".") for k in keys):
            return kind
    return "money"


def value(node, kind, z):
    """The value of a range or distribution at a normal score; nothing for a family not written here."""
    if isinstance(node, dict) and "truncate" in node:
        return None
    node = plain(node)
    if isinstance(node, str):
        low, high = (quantity(end, kind) for end in ends(node))
        return ranged(kind, low, high, Q95, z)
    (family, law), *more = node.items()
    if more or not isinstance(law, dict):
        return None
    law = {key: quantity(text, kind) for key, text in law.items()}
    levels = [key for key in law if key.startswith("p")]
    if family == "normal" and "mean" in law:
        return law["mean"] + law["sd"] * z
    if family in ("normal", "lognormal") and levels == list(law) and len(levels) == 2:
        (a, x), (b, y) = ((NORMAL.inv_cdf(float(key[1:]) / 100), law[key]) for key in levels)
        x, y = (math.log(x), math.log(y)) if family == "lognormal" else (x, y)
        score = x + (y - x) * (z - a) / (b - a)
        return math.exp(score) if family == "lognormal" else score
    u = NORMAL.cdf(z)
    if family == "uniform" and "low" in law:
        return law["low"] + (law["high"] - law["low"]) * u
    if family == "triangular" and "low" in law:
        low, mode, high = law["low"], law["mode"], law["high"]
        split = (mode - low) / (high - low)
        if u < split:
            return low + (high - low) * math.sqrt(u * split)
        return high - (high - low) * math.sqrt((1 - u) * (1 - split))
    return None


def ranged(kind, low, high, q, z):
    """'What low to high means'."""
    if high < 0 and kind not in ("rate", "change", "logChange", "coefficient"):
        kind = "elasticity"
    into, back, sign = {
        "rate": (lambda x: math.log(1 + x), lambda y: math.exp(y) - 1, 1),
        "share": (lambda x: math.log(x / (1 - x)), lambda y: 1 / (1 + math.exp(-y)), 1),
        "elasticity": (lambda x: math.log(-x), lambda y: -math.exp(y), 1),
        "coefficient": (lambda x: x, lambda y: y, 1),
    }.get({"change": "rate", "probability": "share", "logChange": "coefficient"}.get(kind, kind), (
        math.log, math.exp, 1))
    m, s = (into(low) + into(high)) / 2, (into(high) - into(low)) / (2 * q)
    return back(m + s * z)


# ---- What an audit has ---------------------------------------------------------------------------

def redraw(document, grid, audit, world):
    """Every driver, shock and sum of jumps of an audit that can be drawn anew here, by kind, name and
    step."""
    draws = of_path(document, audit.path)
    drawn = {("driver", name, 0): x for name, x in drivers(document, grid, audit, draws, world)}
    for k in range(1, grid.steps + 1):
        drawn |= {("draw", name, k): z for name, z in shocks(document, audit, draws, k)}
        for company in document["companies"]:
            keys = Keys(document, company, grid, audit, world)
            drawn |= {("draw", name, k): x for name, x in jumps(keys, draws, k)}
    return drawn


def of_path(document, path):
    """The draws of a path, those of drivers that go together among them."""
    draws = Draws(int(document.get("seed", "1").replace("_", "")), path)
    pairs = [(
        *(name.replace(".value", "") for name in item["between"]),
        2 * math.sin(math.pi * float(item["rank"]) / 6)) for item in document.get("correlations", [])]
    order = [name for first, second, _ in pairs for name in (first, second)]
    for names, matrix in groups(pairs, list(dict.fromkeys(order))):
        draws.scores |= dict(zip(names, draws.together(names, matrix, 0)))
    return draws


def drivers(document, grid, audit, draws, world):
    for name in audit.drivers:
        z = draws.scores.get(name)
        z = draws.normal(name) if z is None else z
        owner, _, key = name.partition(".")
        if owner == "fx" and "." not in key:
            yield name, value(document["fx"][key], "factor", z)
        elif owner == "fx":
            code, _, key = key.partition(".")
            keys = world.factors[f"fx.{code}"].k
            if (found := value(stated(keys, key), kind_of_factor(keys, key), z)) is not None:
                yield name, found
        elif name == "riskFreeRate":
            yield name, value(document[name], "rate", z)
        elif key == "arr.rollForward":
            yield name, z
        elif owner in document.get("factors", {}):
            keys = world.factors[owner].k
            if (found := value(stated(keys, key), kind_of_factor(keys, key), z)) is not None:
                yield name, found
        elif owner not in document["companies"]:
            kind = "frequency" if owner in document.get("regimes", {}) or "frequency" in key else (
                "probability")
            kind = kind_of(key) if ".clustering." in f".{key}" else kind
            node = of_happening(document, key.partition("@")[0], owner)
            yield name, value(of_state(world.regimes, node, key), kind, z)
        else:
            keys = Keys(document, owner, grid, audit, world)
            if key.startswith("financing.raises.") and key.count(".") == 2:
                p = keys.one(f"{key}.probability", "probability", 1.0)
                yield name, float(z >= NORMAL.inv_cdf(1 - p))
            elif (found := value(stated(keys, key), kind_of(key), z)) is not None:
                yield name, found


def kind_of_factor(keys, key):
    """What a factor's number is in; of a level all but times are plain, and a volatility is above 0."""
    key = key.partition("@")[0]
    if key.endswith("halfLife"):
        return "duration"
    if key.startswith("volatility"):
        return "volatility"
    is_log = keys.word("of", "log") == "log"
    return ("rate" if key == "drift" else "factor") if is_log else "coefficient"


def stated(keys, key):
    """What stands at a driver's key: of a schedule the piece of its date, or that of the start."""
    key, _, date = key.partition("@")
    key = "multiple.volatility.initial" if key == "multiple.volatility" else key
    node = keys.node(key) or keys.node(f"{key}.value")
    if isinstance(node, dict) and "regime" in node:
        return of_state(keys.regimes, node, f"{key}@{date}" if date else key)
    if isinstance(node, dict) and "along" in node:
        return of_point(node, f"{key}@{date}" if date else key)
    inner = plain(node)
    if isinstance(inner, dict) and "schedule" in inner:
        schedule, start = inner["schedule"], keys.grid.dates[0].isoformat()
        return schedule[date or max(day for day in schedule if day <= start)]
    return node


def of_happening(document, key, owner):
    """What stands at the key of a regime's or an event's number."""
    if owner in document.get("regimes", {}):
        node, words = document["regimes"][owner], key.split(".")
        words = words if words[0] == "then" else ["transitions", *words]
    else:
        node, words = document["events"][owner], key.split(".")
    for word in words:
        node = node["cases"] if "cases" in node else node
        node = node[word]
    return node


def of_point(node, key):
    """Of a number along a series what stands at a point, that of the key at the first."""
    return node["points"].get(key.partition("@")[2], next(iter(node["points"].values())))


def of_state(regimes, node, key):
    """Of a number by regime the piece of a state."""
    if isinstance(node, dict) and "along" in node:
        return of_point(node, key)
    if not isinstance(node, dict) or "regime" not in node:
        return node
    return node.get(key.partition("@")[2] or regimes[node["regime"]].first, node.get("else"))


def shocks(document, audit, draws, k):
    pairs = [(
        *item["between"], float(item["value"])) for item in document.get("shockCorrelations", [])]
    order = [f"{company}.{word}" for company in document["companies"] for word in PROCESSES]
    order += document.get("factors", {})
    order += [f"fx.{code}" for code in document.get("fx", {})]
    order += [f"{name}.volatility" for name in [
        *document["companies"], *document.get("factors", {}), *(f"fx.{code}" for code in document.get("fx", {}))]]
    order += [
        f"{name}.{listing}" for name, company in document["companies"].items()
        for listing in company.get("listings", {})]
    felt = {}
    for names, matrix in groups(pairs, order):
        felt |= dict(zip(names, draws.together(names, matrix, k)))
    for name in order:
        if name not in audit.draws:
            continue
        z = felt.get(name)
        z = draws.normal(name, k) if z is None else z
        growth = name.replace(".usage", ".growth")
        rho = next((r for a, b, r in pairs if {a, b} == {name, growth}), 0.0)
        if name.endswith(".usage") and rho and growth in audit.draws:
            z = (z - rho * felt[growth]) / math.sqrt(1 - rho ** 2)
        yield name, z


def jumps(keys, draws, k):
    for key, sizes in [
            ("multiple.jumps", ["logSize"]), ("listPrice.changes", ["size", "demandShift"])]:
        frequency = keys.number(f"{key}.frequency", "frequency")
        if frequency is None:
            continue
        name = f"{keys.name}.{key}"
        count, place = counted(draws.bits(name, k), frequency.in_step(k) * keys.grid.dt)
        for size in sizes:
            node = plain(keys.node(f"{key}.{size}"))
            if node is None:
                continue
            row = name if size != "demandShift" else f"{name}.demandShift"
            kind = "logChange" if size == "logSize" else "change"
            total = summed(node, kind, f"{name}.{size}", count, place, draws, k)
            if total is not None:
                yield row, total


def counted(bits, rate):
    """N, and the place of the bits among those that mean N."""
    w, count, above = bits >> 1, 0, 1 << 63
    while w < (threshold := int(2 ** 64 * tail(count, rate)) >> 1):
        count, above = count + 1, threshold
    return count, (w - threshold + 0.5) / (above - threshold)


def tail(k, rate):
    """P(N > k)."""
    term = math.exp(-rate) * rate ** (k + 1) / math.factorial(k + 1)
    total, j = 0.0, k + 1
    while term > 1e-18 * total:
        total, j = total + term, j + 1
        term *= rate / j
    return total


def summed(node, kind, name, count, place, draws, k):
    is_number = isinstance(node, str) and not ends(node)
    if count == 0:
        return 0.0
    if kind == "logChange" and (is_number or "normal" in node):
        law = {"mean": node, "sd": "0"} if is_number else node["normal"]
        mean, sd = quantity(law["mean"], kind), quantity(law["sd"], kind)
        return count * mean + sd * math.sqrt(count) * NORMAL.inv_cdf(place)
    sizes = [
        quantity(node, kind) if is_number else value(node, kind, NORMAL.inv_cdf(u))
        for u in (draws.event(name, k, i) for i in range(count))]
    if None in sizes:
        return None
    return sum(sizes) if kind == "logChange" else sum(map(math.log1p, sizes))
