import Simulation
import Statistics

/// A scenario that is asked the same metrics at many settings, on the same draws: common random
/// numbers, so that differences carry small errors.
///
/// What a setting does not touch is not done again: the file is read once, and where settings are
/// numbers in place of what was drawn, the model is compiled once.
public final class Experiment {
  /// A key and what it is set to.
  public struct Assignment: Sendable, Hashable {
    public let key: String
    public let level: Level

    public init(_ key: String, _ level: Level) {
      self.key = key
      self.level = level
    }
  }

  /// Those of the file as it is.
  public var metrics: [Metric] { compiled[[]]?.metrics ?? [] }
  /// What a reader should know before using the numbers: points at which paths failed.
  public private(set) var warnings: [String] = []
  private let scenario: Scenario
  private let texts: [String]
  private let run: Run
  private let workers: Int
  /// By the settings that a model was compiled with.
  private var compiled: [[Assignment]: Compiled] = [:]

  private struct Compiled {
    let model: Model
    let metrics: [Metric]
    let columns: [Int]
  }

  /// - Parameter metrics: As `Scenario.metrics` reads them.
  /// - Throws: `Diagnostics`.
  public init(_ scenario: Scenario, metrics texts: [String], workers: Int) throws {
    self.scenario = scenario
    self.texts = texts
    self.workers = workers
    run = Run(paths: 0..<scenario.paths, seed: scenario.seed)
    compiled[[]] = try Self.compile(scenario, texts)
  }

  /// Reads and compiles what some settings need, without a run.
  ///
  /// - Throws: `Diagnostics`: what is wrong with the settings, each called by its key.
  public func prepare(_ point: [Assignment]) throws { _ = try model(at: point) }

  /// The metrics at some settings; at none those of the file.
  ///
  /// - Throws: `Diagnostics`, `RunError`; `CancellationError` where `progress` was cancelled.
  public func estimates(
    at point: [Assignment], progress: Progress? = nil
  ) throws -> [PathEstimate] {
    let (compiled, held) = try model(at: point)
    let model = held.isEmpty ? compiled.model : compiled.model.holding(held)
    let values = try Simulator(model, workers: workers).values(of: run, progress: progress)
    noteFailures(values.failures, at: point)
    return zip(compiled.metrics, compiled.columns).map { metric, column in
      metric.estimate(of: values.columns[column].values)
    }
  }

  /// The model of a point, and the drivers that are held there.
  private func model(at point: [Assignment]) throws -> (Compiled, held: [String: Double]) {
    var held: [String: Double] = [:]
    var settings: [Assignment] = []
    for assignment in point {
      if let number = scenario.number(at: assignment.key), number.canHold(assignment.key),
        let value = assignment.level.number
      {
        held[number.name] = value
      } else {
        settings.append(assignment)
      }
    }
    if let known = compiled[settings] { return (known, held) }
    let changed = try scenario.setting(
      settings.map { Setting(key: $0.key, value: $0.level.text) })
    let new = try Self.compile(changed, texts)
    compiled[settings] = new
    return (new, held)
  }

  private static func compile(_ scenario: Scenario, _ texts: [String]) throws -> Compiled {
    let metrics = try scenario.metrics(texts)
    var quantities: [PathQuantity] = []
    let columns = metrics.map { metric in
      if let known = quantities.firstIndex(of: metric.quantity) { return known }
      quantities.append(metric.quantity)
      return quantities.count - 1
    }
    return Compiled(
      model: try scenario.compile(measuring: quantities), metrics: metrics, columns: columns)
  }

  private func noteFailures(_ failures: FailureLedger, at point: [Assignment]) {
    guard Double(failures.paths) > 0.01 * Double(run.paths.count) else { return }
    let place = point.map { "\($0.key)=\($0.level.text)" }.joined(separator: ", ")
    let share = (1_000 * Double(failures.paths) / Double(run.paths.count)).rounded() / 10
    let warning =
      "\(place.isEmpty ? "the file" : place): \(share) % of the paths failed; the numbers describe "
      + "the others"
    if !warnings.contains(warning) { warnings.append(warning) }
  }
}
