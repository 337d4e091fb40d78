import Simulation

/// What families and their arguments are called elsewhere.
extension OtherNotation {
  /// The family that a word means, in any case and with the prefix of a spreadsheet's add-in.
  static func family(named word: String) -> DistributionFamily? {
    let plain = word.lowercased().filter { $0.isLetter || $0.isNumber }
    for prefix in ["", "risk", "cb", "psi", "nprandom", "random", "rng", "dist"] {
      guard plain.hasPrefix(prefix) else { continue }
      let name = String(plain.dropFirst(prefix.count))
      if let family = DistributionFamily.all.first(where: { $0.name.lowercased() == name }) {
        return family
      }
      if let name = families[name] { return DistributionFamily.named(name) }
    }
    return nil
  }

  private static let families = [
    "n": "normal", "norm": "normal", "gauss": "normal", "gaussian": "normal",
    "norminv": "normal", "normaldist": "normal", "normalvariate": "normal",
    "ln": "lognormal", "lognorm": "lognormal", "lognorminv": "lognormal",
    "lognormvariate": "lognormal", "u": "uniform", "unif": "uniform",
    "randbetween": "uniform", "rand": "uniform", "tri": "triangular",
    "triang": "triangular", "triangle": "triangular", "betapert": "pert",
    "expon": "exponential", "exp": "exponential", "t": "studentT",
    "student": "studentT", "duniform": "empirical", "choice": "empirical",
    "sample": "empirical", "cumul": "metalog",
  ]

  /// What an argument is called here; the word itself where it is called so, or nothing is known of it.
  static func argument(_ word: String, of family: String?) -> String {
    let stated = family.flatMap(Self.family(named:))
    if stated?.argument(word) != nil { return word }
    let plain = word.lowercased().filter { $0.isLetter || $0.isNumber }
    if StatedPercentile.level(of: plain) != nil { return plain }
    return arguments.first { $0.others.contains(plain) }?.name ?? word
  }

  private static let arguments: [(name: String, others: Set<String>)] = [
    (
      "low",
      [
        "low", "min", "minimum", "lo", "lower", "from", "a", "least", "start", "bottom", "floor",
        "left", "worst", "bear", "pessimistic", "lowerbound", "downside",
      ]
    ),
    (
      "high",
      [
        "high", "max", "maximum", "hi", "upper", "to", "b", "most", "end", "top", "cap", "right",
        "best", "bull", "optimistic", "upperbound", "upside",
      ]
    ),
    ("mode", ["mode", "likely", "mostlikely", "mlikely", "ml", "base", "central", "c", "mid"]),
    ("mean", ["mean", "mu", "μ", "average", "avg", "loc", "m", "expected", "center", "centre"]),
    (
      "sd",
      [
        "sd", "std", "stdev", "stddev", "sigma", "σ", "scale", "s", "standarddeviation", "vol",
        "spread",
      ]
    ),
  ]

  /// Keys behind which a map names its family.
  static let familyKeys = ["distribution", "dist", "type", "kind", "law", "family", "shape"]
  /// Keys behind which it has its arguments.
  static let argumentKeys = [
    "range", "between", "interval", "bounds", "params", "parameters", "args", "arguments", "values",
  ]
}
