import Statistics
import Text

/// What is told in short of how prices move together: a row for each pair of companies that are held together,
/// and what holding them saves.
struct Together {
  private static let mostPairs = 3
  private static let mostBaskets = 2
  /// Falls that come on fewer of the steps say little of a day.
  private static let leastOften = 0.01

  let lines: [String]

  init(_ report: Report, on terminal: Terminal) {
    let summary = report.summary
    guard let dependence = summary.dependence else {
      lines = []
      return
    }
    let pairs = Self.pairs(of: dependence, summary.baskets).prefix(Self.mostPairs)
    let saved = summary.baskets.compactMap { basket in
      summary.outcome(.diversificationBenefit, of: basket.name).flatMap { saved in
        report.savedInShort(saved, by: basket.name)
      }
    }.prefix(Self.mostBaskets)
    lines =
      (pairs.isEmpty ? [] : report.pairTable(Array(pairs), dependence).lines(on: terminal))
      + saved.flatMap { $0.wrapped(to: terminal.width - 2, indent: 2) }.map { "  " + $0 }
  }

  /// Of companies that one basket holds; of all where none holds two.
  private static func pairs(
    of dependence: DependenceSummary, _ baskets: Catalog<BasketSummary>
  ) -> [DependenceSummary.Pair] {
    func names(_ pair: DependenceSummary.Pair) -> [String] {
      [pair.first, pair.second].map { dependence.series[$0].subject }
    }
    let companies = dependence.pairs.filter { names($0).allSatisfy { baskets[$0] == nil } }
    let held = companies.filter { pair in
      baskets.contains { basket in names(pair).allSatisfy(basket.holds.contains) }
    }
    return held.isEmpty ? companies : held
  }

  /// The deepest of the falls that come often enough to tell.
  fileprivate static func fall(of pairs: [DependenceSummary.Pair]) -> Double? {
    let falls = pairs.flatMap(\.falls)
    let common = falls.filter { $0.alone.value >= leastOften }.map(\.fall).max()
    return common ?? falls.map(\.fall).min()
  }
}

extension Report {
  /// Each pair in one row: how its returns are correlated, and how often the second falls when the first does.
  fileprivate func pairTable(
    _ pairs: [DependenceSummary.Pair], _ dependence: DependenceSummary
  ) -> TextTable {
    let (step, fall) = (description.step, Together.fall(of: pairs))
    let falls = fall.map { "falls > " + Figure($0, error: 0, unit: "share").text } ?? ""
    let columns: [(above: String, title: String, dispensability: Int)] = [
      ("Spearman", "by \(step)", 0), ("Pearson", "by \(step)", 3), ("Spearman", "to the end", 4),
      (falls, "when it does", 1), (falls, "on any \(step)", 1),
    ]
    let shown = fall == nil ? columns.dropLast(2) : columns[...]
    var table = TextTable(shown.map { .init(title: $0.title, dispensability: $0.dispensability) })
    table.append(.numbers("", shown.map(\.above)))
    table.append(.titles("moving together"))
    for pair in pairs {
      let own = pair.falls.first { $0.fall == fall && $0.of == pair.second }
      let correlations = [pair.steps?.estimate, pair.logs?.estimate, pair.horizon].map { estimate in
        estimate?.correlation.tight ?? "–"
      }
      let falls = [own?.probability, own?.alone].map { $0?.figure.tight ?? "–" }
      let label = "\(dependence.name(pair.second)) with \(dependence.name(pair.first))"
      table.append(.numbers("  " + label, correlations + (fall == nil ? [] : falls)))
    }
    return table
  }

  /// `held: maximum drawdown 2.2 ± 0.1 points below its names' mean (median)`; nil where nothing is known of it.
  fileprivate func savedInShort(_ saved: OutcomeSummary, by basket: String) -> String? {
    guard let fall = summary.outcome(.maximumDrawdown, of: basket),
      let line = summary.levels.line, let middle = saved.sample[line], middle.value.isFinite
    else { return nil }
    let (low, high) = (middle.interval.low, middle.interval.high)
    let isLess = middle.value >= 0
    let points = Figure(100 * abs(middle.value), error: 50 * (high - low), unit: "")
    return
      ("\(basket): \(fall.quantity.words) \(points.withError) points \(isLess ? "below" : "above") "
      + "its names' mean (\(middle.name))").printable()
  }
}
