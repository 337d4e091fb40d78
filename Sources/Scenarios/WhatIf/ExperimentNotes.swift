import Simulation
import Statistics

/// What a reader should know before using the numbers of an experiment, each thing once.
struct ExperimentNotes {
  private var others: [String] = []
  /// The largest part of a metric that one path makes, by the metric's name.
  private var tails: [(name: String, share: Double)] = []

  private var hasSoundPath = false
  private var lastFailures: FailureLedger?

  /// What failed of the last run, where no path of any run came through.
  var failuresOfAll: FailureLedger? { hasSoundPath ? nil : lastFailures }

  var texts: [String] {
    others
      + tails.map { name, share in
        "\(name): one path makes up to \(Int((100 * share).rounded())) % of it; it may be wrong by more "
          + "than its error says"
      }
  }

  private mutating func add(_ text: String) {
    if !others.contains(text) { others.append(text) }
  }

  /// - Parameter place: The settings of the point; empty for the file as it is.
  mutating func addFailures(_ failures: FailureLedger, of paths: Int, at place: String) {
    if failures.paths < paths { hasSoundPath = true } else { lastFailures = failures }
    guard failures.paths > 0 else { return }
    let share = 100 * Double(failures.paths) / Double(paths)
    let text = share < 0.1 ? "less than 0.1" : "\((10 * share).rounded() / 10)"
    add(
      "\(place.isEmpty ? "the file" : place): \(text) % of the paths failed; the numbers describe the "
        + "others")
  }

  /// Metrics that one path can move: their errors know only of paths that came.
  mutating func addTails(_ metrics: [Metric], _ columns: [[Double]]) {
    for (metric, values) in zip(metrics, columns) {
      // Of a return, the price at the end is the whole of which one path makes a part.
      let share = metric.statistic.largestShare(
        of: metric.isReturn ? values.map { $0 + 1 } : values, unit: metric.description.unit)
      guard share > DominantPath.limit(among: values.count) else { continue }
      let name = metric.description.name
      if let index = tails.firstIndex(where: { $0.name == name }) {
        tails[index].share = max(tails[index].share, share)
      } else {
        tails.append((name, share))
      }
    }
  }

  /// A date that a point's grid does not have is told for the one before.
  mutating func addDates(of metrics: [Metric], inPlaceOf file: [Metric], at place: String) {
    for (metric, stated) in zip(metrics, file)
    where metric.description.name != stated.description.name {
      add("\(place): \(stated.description.name) is told as \(metric.description.name)")
    }
  }

  /// What is said of a point and not of the file.
  mutating func addWarnings(_ warnings: [Diagnostic], notIn known: Set<String>, at place: String) {
    for warning in warnings where !known.contains(warning.message) {
      add("\(place): \(warning.message)")
    }
  }

  mutating func addCorrelations(
    _ correlations: [ModelDefinition.Correlation], holding held: [String: Double]
  ) {
    for name in held.keys.sorted()
    where correlations.contains(where: { $0.ties(name, toOneBesides: held) }) {
      add("\(name): what it is correlated with keeps its own draws where it is one number")
    }
  }
}

extension ModelDefinition.Correlation {
  /// Whether it ties a driver to one that is drawn.
  fileprivate func ties(_ name: String, toOneBesides held: [String: Double]) -> Bool {
    (first == name && held[second] == nil) || (second == name && held[first] == nil)
  }
}

extension Metric {
  fileprivate var isReturn: Bool {
    if case .outcome(let outcome) = quantity { outcome.role == .totalReturn } else { false }
  }
}

extension Statistic {
  /// How much of a statistic one value makes; 0 for those that one value cannot move far.
  fileprivate func largestShare(of values: [Double], unit: String) -> Double {
    var (sum, squares, largest, furthest, count) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var (hasGains, hasLosses) = (false, false)
    for value in values where value.isFinite {
      hasGains = hasGains || value > 0
      hasLosses = hasLosses || value < 0
      sum += value
      count += 1
    }
    let mean = sum / count
    for value in values where value.isFinite {
      squares += (value - mean) * (value - mean)
      largest = max(largest, abs(value))
      furthest = max(furthest, abs(value - mean))
    }
    let share: Double =
      switch self {
      // As `SampleSummary.largestShareOfMean` has it: gains and losses may cancel.
      case .mean where !(hasGains && hasLosses): largest / abs(sum)
      case .mean, .standardDeviation: furthest * furthest / squares
      case .percentile, .share, .tailMean: 0
      }
    let isKnown = count > 1 && share.isFinite && !DominantPath.isRounding(largest, unit: unit)
    return isKnown ? share : 0
  }
}
