import Simulation
import Statistics

/// A number that each path has of something that happens: when first, how often, how much of the time.
///
///     agent.time, release.count, release.breakthrough.time, frontier.open.share
struct MeasuredHappening {
  let name: String

  private enum Sort: String { case time, count, share }
  private let sort: Sort

  /// Nil for what is measured of nothing that happens.
  init?(_ quantity: PathQuantity) {
    guard case .happening(let name) = quantity, let last = name.split(separator: ".").last,
      let sort = Sort(rawValue: String(last))
    else { return nil }
    (self.name, self.sort) = (name, sort)
  }

  var unit: String { sort == .time ? Quantity.Measure.years.words : sort.rawValue }

  /// Whether every path has it: what has not happened has no time.
  var hasMean: Bool { sort != .time }

  var rule: NumberRule {
    switch sort {
    case .time: NumberRule(kind: .duration, domain: .nonNegative, currency: nil)
    case .count: NumberRule(kind: .count, domain: .nonNegative, currency: nil)
    case .share: NumberRule(kind: .share, domain: .unit, currency: nil)
    }
  }
}

extension [MeasuredHappening] {
  /// The point behind the name of one of them; nil where a text begins with none.
  func point(in text: String) -> Int? {
    first { text.hasPrefix($0.name + ".") }.map { $0.name.unicodeScalars.count }
  }
}

extension ScenarioReader {
  /// Everything that can be measured of what happens.
  var measuredHappenings: [MeasuredHappening] {
    draft.definition.happenings.compactMap { MeasuredHappening($0) }
  }

  /// Whether a text begins with the name of an event or of a regime.
  func isOfHappening(_ text: String) -> Bool {
    let first = String(text.trimmed.prefix { $0 != "." && $0 != "@" })
    return names.states(of: first) != nil || names.cases(of: first) != nil
  }
}
