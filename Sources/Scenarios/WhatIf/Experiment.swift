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
  public var metrics: [Metric] { file.metrics }
  /// What is doubtful about the metrics themselves.
  public let doubts: [Diagnostic]
  /// What a reader should know before using the numbers that have been asked for so far.
  public var warnings: [String] { notes.texts }
  private var notes = ExperimentNotes()
  let scenario: Scenario
  let texts: [String]
  let run: Run
  private let engine: Engine
  let file: Compiled
  let held: HeldNumbers
  /// What the file is warned of anyway.
  private let known: Set<String>
  /// By the settings that a model was compiled with.
  private var compiled: [[Assignment]: Compiled] = [:]

  /// Each takes some hundred kilobytes.
  private static let mostCompiled = 256

  struct Compiled {
    let model: Model
    let metrics: [Metric]
    /// Of the values of each metric.
    let columns: [Int]

    /// The quantity of each metric, by path.
    func quantities(_ values: PathValues) -> [[Double]] {
      columns.map { values.columns[$0].values }
    }
  }

  /// - Parameter metrics: At least one, as `Scenario.metrics` reads them. Two texts of one metric count
  ///   once.
  /// - Parameter engine: What simulates.
  /// - Parameter held: Numbers in place of what the file draws.
  /// - Parameter areAsked: Whether somebody asked them: what nobody asked for is not doubted.
  /// - Throws: `Diagnostics`.
  public init(
    _ scenario: Scenario, metrics texts: [String], on engine: Engine,
    holding held: HeldNumbers = .none,
    areAsked: Bool = true
  ) throws {
    self.scenario = scenario
    self.engine = engine
    self.held = held
    run = Run(paths: 0..<scenario.paths, seed: scenario.seed)
    precondition(!texts.isEmpty)
    let read = try scenario.doubtedMetrics(texts)
    let names = read.metrics.map(\.description.name)
    self.texts = zip(texts, names.indices).filter { names.firstIndex(of: names[$1]) == $1 }.map(\.0)
    doubts = areAsked ? read.warnings : []
    file = try Self.compile(scenario, self.texts, holding: held)
    known = Set(scenario.warnings(of: file.model).map(\.message))
  }

  /// Reads and compiles what some points need, without a run.
  ///
  /// - Throws: `Diagnostics`: everything that is wrong with any point, each called by its key.
  public func prepare(_ points: [[Assignment]]) throws {
    var said: Set<String> = []
    var errors: [Diagnostic] = []
    for point in points {
      do {
        _ = try model(at: point)
      } catch let diagnostics as Diagnostics {
        let new = diagnostics.all.filter { $0.severity == .error }
        errors += new.filter { said.insert($0.description).inserted }
      }
    }
    guard errors.isEmpty else { throw Diagnostics(all: errors) }
  }

  /// The metrics at some settings; at none those of the file.
  ///
  /// - Throws: `Diagnostics`, `RunError`; `CancellationError` where `progress` was cancelled.
  public func estimates(
    at point: [Assignment], progress: Progress? = nil
  ) throws -> [PathEstimate] {
    let (compiled, held) = try model(at: point)
    return try estimates(compiled, holding: held, at: Self.place(point), progress)
  }

  /// The metrics of the file as it is, but with some drivers at one value on every path.
  ///
  /// - Parameter values: By the driver's full name, in its own unit.
  /// - Throws: As above.
  public func estimates(
    holding values: [String: Double], progress: Progress? = nil
  ) throws -> [PathEstimate] {
    let place = values.sorted { $0.key < $1.key }.map { name, value in
      "\(name)=\(scenario.number(at: name)?.text(value) ?? "\(value)")"
    }
    notes.addCorrelations(scenario.definition.correlations, holding: values)
    return try estimates(file, holding: values, at: place.joined(separator: ", "), progress)
  }

  /// The metrics of the file with something supposed in place of chance.
  ///
  /// - Throws: As above.
  public func estimates(
    supposing supposition: Supposition, progress: Progress? = nil
  ) throws -> [PathEstimate] {
    let place = supposition.stated(in: scenario.definition)
    return try estimates(
      supposed(supposition), holding: [:], at: "\(place.key) \(place.text)", progress)
  }

  /// What is drawn once per path, in the order of the model.
  public var drivers: [Model.StatedDriver] { file.model.drivers }

  private func estimates(
    _ compiled: Compiled, holding held: [String: Double], at place: String, _ progress: Progress?
  ) throws -> [PathEstimate] {
    let model = compiled.model.holding(held)
    let values = try Simulator(model, on: engine).values(of: run, progress: progress)
    return estimates(values, compiled, at: place)
  }

  private func estimates(
    _ values: PathValues, _ compiled: Compiled, at place: String
  ) -> [PathEstimate] {
    let quantities = compiled.quantities(values)
    notes.addFailures(values.failures, of: run.paths.count, at: place)
    notes.addTails(compiled.metrics, quantities)
    return zip(compiled.metrics, quantities).map { $0.estimate(of: $1) }
  }

  /// Whether a path of any run so far came through.
  public var hasSoundPath: Bool { notes.failuresOfAll == nil }

  /// - Throws: `RunError.everyPathFailed` where none did: there is nothing to tell.
  public func requireSoundPaths() throws(RunError) {
    if let failures = notes.failuresOfAll { throw .everyPathFailed(failures) }
  }

  // MARK: More than numbers

  /// - Parameter quantities: Declared series whose bands are wanted.
  /// - Throws: As above.
  public func sample(recording quantities: [Quantity], progress: Progress? = nil) throws -> Sample {
    let compiled = try recorded(quantities)
    notes.addCorrelations(scenario.definition.correlations, holding: held.values)
    let (summary, values) = try Simulator(compiled.model, on: engine)
      .simulateKeepingValues(run, progress: progress)
    return Sample(
      estimates: estimates(values, compiled, at: ""), values: compiled.quantities(values),
      series: summary.series)
  }

  /// The quantity of each metric on each path of the file, and all that was drawn there: one run.
  ///
  /// - Throws: As above.
  public func draws(
    progress: Progress? = nil
  ) throws -> (values: [[Double]], factors: [DrawnFactor]) {
    let (model, known) = try traced()
    let values = try Simulator(model, on: engine).values(of: run, progress: progress)
    notes.addFailures(values.failures, of: run.paths.count, at: "")
    let columns = values.columns.map(\.values)
    let factors = zip(known, columns.dropFirst(metrics.count)).map {
      DrawnFactor(name: $0.name, subject: $0.subject, kind: $0.kind, values: $1)
    }
    return (Array(columns.prefix(metrics.count)), factors)
  }

  // MARK: Models

  /// The model of a point, and the drivers that are held there.
  func model(at point: [Assignment]) throws -> (Compiled, held: [String: Double]) {
    var held: [String: Double] = [:]
    var settings: [Assignment] = []
    for assignment in point {
      if let number = scenario.number(at: assignment.key), number.canBeHeld,
        let value = assignment.level.number, !isWithinAnother(number.name, of: point)
      {
        held[number.name] = value
      } else {
        settings.append(assignment)
      }
    }
    notes.addCorrelations(scenario.definition.correlations, holding: held)
    if settings.isEmpty { return (file, held) }
    if let known = compiled[settings] { return (known, held) }
    let new = try compile(settings)
    if compiled.count < Self.mostCompiled { compiled[settings] = new }
    return (new, held)
  }

  /// Whether the point sets a section, or a company, around a key: then the later of the two counts.
  private func isWithinAnother(_ name: String, of point: [Assignment]) -> Bool {
    point.contains { name.hasPrefix($0.key + ".") }
  }

  private func compile(_ settings: [Assignment]) throws -> Compiled {
    // What the file asks may not fit a point's dates, and is not asked here.
    let changed = try scenario.at(settings)
    // Without a date the horizon is meant: that of the file, also at a point with another one.
    let isAligned = changed.hasHorizon(of: scenario)
    let place = Self.place(settings)
    let new = try Self.compile(
      changed, isAligned ? texts : metrics.map(\.description.name), as: "at \(place)")
    notes.addDates(of: new.metrics, inPlaceOf: metrics, at: place)
    notes.addWarnings(changed.warnings(of: new.model), notIn: known, at: place)
    return new
  }

  /// - Parameter series: Declared ones of which bands are wanted.
  static func compile(
    _ scenario: Scenario, _ texts: [String], recording series: [Quantity] = [],
    holding held: HeldNumbers = .none, as option: String = "--metric"
  ) throws -> Compiled {
    let metrics = try scenario.metrics(texts, as: option)
    var quantities: [PathQuantity] = []
    let columns = metrics.map { metric in
      if let known = quantities.firstIndex(of: metric.quantity) { return known }
      quantities.append(metric.quantity)
      return quantities.count - 1
    }
    let model = try scenario.compile(measuring: quantities, recording: series)
    return Compiled(model: model.holding(held.values), metrics: metrics, columns: columns)
  }

  private static func place(_ point: [Assignment]) -> String {
    point.map { "\($0.key)=\($0.level.text)" }.joined(separator: ", ")
  }
}
