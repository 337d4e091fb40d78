import Simulation
import Statistics

/// Words of other tools for those of the format.
extension Suggestion {
  /// The one that a word means, among those that are known.
  static func synonym(of word: String, among known: [String]) -> String? {
    let word = word.lowercased()
    return words.first { known.contains($0.own) && $0.others.contains(word) }?.own
  }

  /// The statistic that a word means.
  static func statistic(_ word: String) -> String? {
    words.first { $0.others.contains(word.lowercased()) }?.own
  }

  private static let words: [(own: String, others: Set<String>)] = [
    (Relation.above.symbol, [">=", "=>", "≥", "≧", ">>", "gt", "ge", "gte", "over", "exceeds"]),
    (Relation.below.symbol, ["<=", "=<", "≤", "≦", "<<", "lt", "le", "lte", "under"]),
    (ConditionKey.until.rawValue, ["till", "within", "through", "deadline", "by", "before"]),
    (ConditionKey.at.rawValue, ["on", "in", "date", "dates"]),
    (ConsequenceKey.weight, ["probability", "prob", "p", "chance"]),
    (EventKey.probability.rawValue, ["prob", "p", "chance", "likelihood", "odds"]),
    (EventKey.frequency.rawValue, ["rate", "hazard", "intensity", "lambda"]),
    (
      EventKey.clustering.rawValue,
      ["cluster", "hawkes", "excitation", "selfexciting", "exciting", "contagion", "kernel"]
    ),
    (
      ClusteringKey.branching.rawValue,
      ["branchingratio", "ratio", "offspring", "children", "share", "n", "strength"]
    ),
    (ClusteringKey.recent.rawValue, ["past", "before", "history", "initial"]),
    (EventKey.every.rawValue, ["interval", "period", "each"]),
    (EventKey.when.rawValue, ["if", "condition", "trigger", "once", "while", "after"]),
    (EventKey.again.rawValue, ["repeat", "repeats", "cooldown"]),
    (EventKey.then.rawValue, ["effect", "effects", "do", "does"]),
    (EventKey.otherwise.rawValue, ["else", "ifnot", "orelse"]),
    (Effect.Operation.change.rawValue, ["multiply", "scale", "times"]),
    (Effect.Operation.add.rawValue, ["plus", "shift"]),
    (
      Effect.Operation.raise.rawValue,
      ["issue", "fundraise", "fund", "placement", "offering", "raises"]
    ),
    (
      Effect.Operation.buyOut.rawValue,
      ["buyout", "takeover", "acquire", "acquisition", "acquired", "merger"]
    ),
    (RaiseKey.amount.rawValue, ["money", "size", "proceeds", "gross"]),
    (
      ConsequenceKey.lasting,
      ["lasts", "last", "lasting", "during", "duration", "length", "term", "over"]
    ),
    (RegimeKey.start.rawValue, ["begin", "initial", "init"]),
    (RegimeKey.transitions.rawValue, ["rates", "switches", "matrix"]),
    (StatisticName.mean.text, ["average", "avg", "expected", "expectation"]),
    (
      StatisticName.standardDeviation.text,
      ["std", "stdev", "stddev", "sigma", "standarddeviation", "stdevp"]
    ),
    (StatisticName.median, ["med", "median", "middle", "q50", "quantile"]),
  ]

  /// The date that a text in another notation means.
  ///
  /// - Parameter first: Whether a year or a month is its first day, where something happens, and not its last.
  static func date(_ text: String, first isFirst: Bool = false) -> String? {
    let parts = text.split { "-/. ".contains($0) }.map(String.init)
    guard text.utf8.count <= 10, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, let first = parts.first else { return nil }
    switch (numbers.count, first.count) {
    case (1, 4): return isFirst ? iso(numbers[0], 1, 1) : iso(numbers[0], 12, 31)
    case (1, 8): return iso(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100)
    case (2, 4) where isFirst: return iso(numbers[0], numbers[1], 1)
    case (2, 4):
      return (28...31).reversed().lazy.compactMap { iso(numbers[0], numbers[1], $0) }.first
    case (3, 4): return iso(numbers[0], numbers[1], numbers[2])
    case (3, _) where parts[2].count == 4:
      // 30.06.2027, 06/30/2027; 06/07/2027 may be either.
      let dayFirst = iso(numbers[2], numbers[1], numbers[0])
      let monthFirst = iso(numbers[2], numbers[0], numbers[1])
      if text.contains(".") || monthFirst == nil { return dayFirst }
      return dayFirst == nil || dayFirst == monthFirst ? monthFirst : nil
    default: return nil
    }
  }

  private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return CalendarDate("\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))")?.description
  }
}
