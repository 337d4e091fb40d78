import Statistics
import Text

extension ComparisonReport {
  /// What differs between the two descriptions; nil on the side that does not have the key.
  struct Difference {
    let key: String
    let first: String?
    let second: String?
    /// Whether it is only asked, or where something is written: it changes no path.
    var isAsked = false
  }

  /// Whether a date of one is the same date of the other, so that paths meet the same draws.
  var sharesDates: Bool {
    first.description.start == second.description.start
      && first.description.step == second.description.step
  }

  /// Whether differences are those of paths in pairs.
  var sharesDraws: Bool { sharesPaths && sharesDates }

  var sharesPaths: Bool { first.paths == second.paths && first.seed == second.seed }

  /// Of the dates: they are no assumptions, yet nothing makes numbers more different.
  var gridDifferences: [Difference] {
    let (mine, yours) = (first.description, second.description)
    let rows = [
      ("start", mine.start, yours.start), ("horizon", mine.horizonText, yours.horizonText),
      ("step", mine.step, yours.step),
    ]
    return rows.filter { $0.1 != $0.2 }.map { Difference(key: $0.0, first: $0.1, second: $0.2) }
  }

  /// Assumption by assumption, in the order of the first file, then of the second. Where a number comes
  /// from is no difference.
  var differences: [Difference] { allDifferences.filter { !$0.isAsked } }

  /// What is only asked, or where it is written: it changes no path.
  var askedOtherwise: [Difference] { allDifferences.filter(\.isAsked) }

  private var allDifferences: [Difference] {
    let (mine, yours) = (first.description.assumptions, second.description.assumptions)
    func texts(_ assumptions: [ScenarioDescription.Assumption]) -> [String: String] {
      Dictionary(
        assumptions.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    }
    let (known, others) = (texts(mine), texts(yours))
    let all = mine + yours.filter { known[$0.key] == nil }
    return all.filter { known[$0.key] != others[$0.key] }
      .map {
        Difference(
          key: $0.key, first: known[$0.key], second: others[$0.key], isAsked: $0.isAsked)
      }
  }
}

extension ComparisonReport.Difference {
  /// `140% → 200%`.
  var text: String {
    switch (first?.cut, second?.cut) {
    case (let first?, let second?): "\(first) → \(second)"
    case (let first?, nil): "only in the first: \(first)"
    case (nil, let second?): "only in the second: \(second)"
    case (nil, nil): ""
    }
  }
}

extension ScenarioDescription {
  /// `3 years`.
  fileprivate var horizonText: String {
    let number = Figure(horizon, error: 0, unit: "").text
    return "\(number) year\(number == "1" ? "" : "s")"
  }
}

extension String {
  /// Long distributions and tables of numbers are told by their start.
  fileprivate var cut: String { printable().truncated(to: 60) }
}
