import Simulation
import Statistics

/// One number that is asked of a run: `zhipu.sharePrice.p50@2027-06-23`, `zhipu.maxDrawdown.mean`,
/// `P(zhipu.sharePrice < 560 HKD until 2026-12-30)`.
///
/// It is a statistic of a quantity that each path has once.
public struct Metric: Sendable, Equatable {
  /// Its name in one notation, with the date of the grid that is meant, and its unit.
  public let description: MetricDescription
  public let quantity: PathQuantity
  public let statistic: Statistic
  /// From the statistic to what is told: -1 for a loss, the length of a step for a date.
  public let factor: Double

  /// Whether it tells of the values on the paths as they are, so that which is the greater on a path says
  /// something of the metric: not of a loss, which is told with the other sign, a spread, a mean of the
  /// worst, nor of a probability. Of pay-offs the mean is what something is worth, and no path has that.
  public var isOfValues: Bool {
    if description.quantity?.family == .payOff { return false }
    return switch statistic {
    case .mean, .percentile: factor > 0
    case .standardDeviation, .share, .tailMean: false
    }
  }

  /// - Parameter values: The quantity on each path; NaN where a path failed.
  public func estimate(of values: [Double]) -> PathEstimate {
    let estimate = PathEstimate(of: values, statistic)
    return factor == 1 ? estimate : estimate.scaled(by: factor)
  }
}

/// A metric, and the value that it is wanted to have.
public struct MetricTarget: Sendable, Equatable {
  public let metric: Metric
  /// In the metric's unit.
  public let value: Double
  /// In the words in which it was stated: `2174 HKD`.
  public let text: String
}

extension Scenario {
  /// Reads metrics by the reader's own grammar.
  ///
  /// - Parameters:
  ///   - texts: One for each metric.
  ///   - option: What diagnostics call them.
  /// - Throws: `Diagnostics` with every error of every text.
  public func metrics(_ texts: [String], as option: String = "--metric") throws -> [Metric] {
    try doubtedMetrics(texts, as: option).metrics
  }

  /// The same with what is doubtful about them, such as a drawdown that is seen once a month.
  public func doubtedMetrics(
    _ texts: [String], as option: String = "--metric"
  ) throws -> (metrics: [Metric], warnings: [Diagnostic]) {
    var metrics: [Metric] = []
    let warnings = try reading(texts, as: option) { reader, node in
      if let metric = reader.metric(node) { metrics.append(metric) }
    }
    return (metrics, warnings)
  }

  /// Reads `zhipu.sharePrice.p50@2027-06-24 = 2174 HKD`.
  ///
  /// - Throws: `Diagnostics`.
  public func target(_ text: String, as option: String = "--so-that") throws -> MetricTarget {
    var target: MetricTarget?
    try reading([text], as: option) { target = $0.target($1) }
    // Without a finding there is a target.
    guard let target else { throw Diagnostics(all: []) }
    return target
  }

  /// What is worth asking where nobody says what: of each company the median share price and ARR at the
  /// horizon and the median maximum drawdown, of each basket its value and that, and the file's questions.
  public var standardMetrics: [String] {
    definition.owners.flatMap { owner in
      Self.standardQuantities(of: owner).map {
        Self.metric($0, StatisticName.median, of: owner.name)
      }
    } + definition.questions.map { "P(\($0.text))" }
  }

  /// What is worth explaining of a company or a basket, the first first: where most paths are worth nothing the median
  /// share price says nothing, but the mean does.
  package func mainMetrics(of owner: QuantityOwner) -> [String] {
    let quantities = Self.standardQuantities(of: owner)
    let medians = quantities.map { Self.metric($0, StatisticName.median, of: owner.name) }
    let means = quantities.prefix(1).map {
      Self.metric($0, StatisticName.mean.text, of: owner.name)
    }
    return medians.prefix(1) + means + medians.dropFirst()
  }

  private static let standardRoles: [Quantity.Role] = [
    .sharePrice, .recurringRevenue, .maximumDrawdown,
  ]

  private static func standardQuantities(of owner: QuantityOwner) -> [Quantity] {
    standardRoles.compactMap { role in owner.declared.first { $0.role == role } }
  }

  private static func metric(
    _ quantity: Quantity, _ statistic: String, of owner: String
  ) -> String {
    "\(owner).\(quantity.ownName).\(statistic)"
  }

  /// Whether both start and end on one day, however long their steps are.
  package func hasHorizon(of other: Scenario) -> Bool {
    reader.draft.start == other.reader.draft.start
      && reader.draft.horizon == other.reader.draft.horizon
  }

  /// Has texts of a command line read by a copy of the reader, which knows companies and dates.
  ///
  /// - Returns: Warnings.
  /// - Throws: `Diagnostics` where there is an error.
  @discardableResult
  func reading(
    _ texts: [String], as option: String, _ body: (inout ScenarioReader, LocatedNode) -> Void
  ) throws(Diagnostics) -> [Diagnostic] {
    var reader = reader.forgettingFindings
    for (index, text) in texts.enumerated() {
      let name = texts.count > 1 ? "\(option) #\(index + 1)" : option
      let source = reader.sources.add(Source(name: name, text: text, isOneLine: true))
      let place = Place(source: source, line: 1, column: 1)
      body(&reader, LocatedNode(content: .scalar(text), place: place))
    }
    let diagnostics = reader.sources.diagnostics(reader.findings)
    guard !reader.hasErrors else { throw Diagnostics(all: diagnostics) }
    return diagnostics
  }
}
