import Simulation
import Statistics
import Text

/// A metric as a text, cut into its parts: `zhipu.sharePrice.p50@2027-06-24`.
///
///     company.quantity.statistic[@date]
struct MetricText {
  let quantity: ConditionText.Part
  /// Nil where there is none.
  let statistic: ConditionText.Part?
  let date: ConditionText.Part?

  /// - Parameter cut: Finds the point before the statistic, counted in signs; nil where there is none.
  init(_ whole: ConditionText.Part, cutAt cut: (String) -> Int? = MetricText.secondPoint(of:)) {
    var rest = whole.trimmed
    let named = rest.cut { $0 == "@" }.trimmed
    date = rest.text.first == "@" ? rest.part(from: rest.offset + 1) : nil
    guard let point = cut(named.text) else {
      quantity = named
      statistic = nil
      return
    }
    quantity = named.part(to: named.offset + point)
    statistic = named.part(from: named.offset + point + 1)
  }

  /// A level has a point of its own: p2.5.
  static func secondPoint(of text: String) -> Int? {
    let points = text.unicodeScalars.enumerated().filter { $0.element == "." }.map(\.offset)
    return points.count > 1 ? points[1] : nil
  }

  /// Whether a text begins as `P(…)` does; no company is called so.
  static func isProbability(_ whole: ConditionText.Part) -> Bool {
    whole.trimmed.text.hasPrefix("P(")
  }

  /// The condition of `P(…)`; nil where the bracket is not closed.
  static func condition(_ whole: ConditionText.Part) -> ConditionText.Part? {
    let text = whole.trimmed
    guard isProbability(whole), text.text.hasSuffix(")") else { return nil }
    return text.part(from: text.offset + 2, to: text.end - 1)
  }
}

/// A statistic as metrics name it.
struct StatisticName {
  let text: String
  let statistic: Statistic
  /// -1 for a loss, told as a positive magnitude.
  let factor: Double

  /// Every form of a metric, for lists.
  static let declared: [(name: String, help: String, of: String, example: String)] = [
    (
      "p50", "Percentile, above 0 and below 100; `median` says the same as `p50`.",
      "a series, an outcome, or of what happens its time, count or share of the time",
      "acme.sharePrice.p50@2027-06-30"
    ),
    (
      mean.text, "Mean over the paths.",
      "a series, an outcome that every path has, or a count or share of what happens",
      "acme.maxDrawdown.mean"
    ),
    (
      standardDeviation.text, "Standard deviation over the paths.",
      "a series, an outcome that every path has, or a count or share of what happens",
      "acme.arr.sd"
    ),
    declared(
      .conditionalExpectedDrawdown,
      "Conditional expected drawdown: mean of the worst 5 % of the maximum drawdowns."),
    declared(.valueAtRisk, "Value at risk: the loss that 5 % of the paths exceed."),
    declared(.expectedShortfall, "Expected shortfall: mean loss of those paths."),
    (
      "P(…)", "Probability of a condition, as `questions` have it.", "a series or an outcome",
      "P(acme.sharePrice < 20 USD until 2027-12-31)"
    ),
  ]

  /// A measure of the worst paths, of the outcomes that declare it.
  private static func declared(
    _ risk: RiskMeasure.Kind, _ help: String
  ) -> (name: String, help: String, of: String, example: String) {
    let names = CompanyCatalog.outcomes.filter { $0.risks.contains(risk) }.names
    let name = risk.rawValue + "95"
    return (
      name, help, names.joined(separator: ", "), "acme.\(names.first ?? "").\(name)"
    )
  }

  /// The percentile that metrics are told as where nothing else is said.
  static let median = "p50"

  var isPercentile: Bool { if case .percentile = statistic { factor > 0 } else { false } }

  static let mean = StatisticName(text: "mean", statistic: .mean, factor: 1)
  static let standardDeviation = StatisticName(
    text: "sd", statistic: .standardDeviation, factor: 1)

  /// `p50`, `P2.5`, `median`; nil for what is no percentile.
  static func percentile(_ text: String) -> StatisticName? {
    if text.lowercased() == "median" { return percentile("p50") }
    guard text.lowercased().hasPrefix("p"), let level = level(text.dropFirst()) else { return nil }
    return StatisticName(
      text: "p\(digits(of: level))", statistic: .percentile(level), factor: 1)
  }

  /// `CED95`, `VaR95`, `ES95`: of the worst 5 %.
  static func risk(_ text: String, of quantity: Quantity) -> StatisticName? {
    for kind in quantity.risks where text.lowercased().hasPrefix(kind.rawValue.lowercased()) {
      guard let level = level(text.dropFirst(kind.rawValue.count)), level > 50 else { continue }
      let name = "\(kind.rawValue)\(digits(of: level))"
      let share = 1 - level / 100
      switch kind {
      case .conditionalExpectedDrawdown:
        return StatisticName(text: name, statistic: .tailMean(share, .highest), factor: 1)
      case .valueAtRisk:
        return StatisticName(text: name, statistic: .percentile(100 - level), factor: -1)
      case .expectedShortfall:
        return StatisticName(text: name, statistic: .tailMean(share, .lowest), factor: -1)
      }
    }
    return nil
  }

  /// All of them: the name is read again.
  private static func digits(of level: Double) -> String { level.shortest ?? "" }

  private static func level(_ text: Substring) -> Double? {
    guard let level = Double(text), level > 0, level < 100,
      text.allSatisfy({ $0.isNumber || $0 == "." })
    else { return nil }
    return level
  }
}
