import Statistics

/// Keeps every value of a few paths: series, draws, drivers and outcomes, what happened and in which state
/// regimes were.
final class TraceRecorder: Recorder {
  private let model: Model
  private let paths: [Int]
  private let lines: [Line]
  /// By line, then by path, then by date.
  private var values: [[Double]]
  /// Drivers, then what happened, then outcomes; by path.
  private var constants: [[Double]]
  private let drivers: [Factor]
  private let happenings: [ToldNumber]
  /// What happens on the paths of a block; whoever advances it fills this.
  let log = OccurrenceLog()
  private var occurrences: [[Trajectories.Occurrence]]
  private var failures: TracedFailures
  private let scratch: UnsafeMutablePointer<Double>

  /// A column that is followed.
  private struct Line {
    let name: String
    let unit: String
    let kind: Trajectories.Track.Kind
    let column: Column
    let telling: Telling
    /// Whether it has a value at t₀.
    let startsAtZero: Bool
    /// Of a regime.
    var states: [String] = []
  }

  /// A number of what happened, as it is told.
  private struct ToldNumber {
    let name: String
    let unit: String
    let column: Column
    /// Nothing happens later; ∞ for a number that is no time.
    let last: Double
  }

  /// - Parameter paths: Numbers of those that are recorded, ascending.
  init(_ model: Model, paths: [Int], blockSize: Int) {
    self.model = model
    self.paths = paths
    let series = model.series.map {
      Line(
        name: $0.quantity.name, unit: $0.quantity.unit, kind: .series, column: $0.column,
        telling: $0.telling,
        startsAtZero: true)
    }
    let draws = (model.isTraced ? model.factors : []).compactMap { factor in
      Trajectories.Track.Kind(factor.kind).map { kind in
        Line(
          name: factor.name, unit: factor.kind == .jumps ? "log" : "", kind: kind,
          column: factor.column, telling: .plain,
          startsAtZero: false)
      }
    }
    lines = series + draws + Self.lines(of: model)
    happenings = Self.happenings(of: model)
    drivers = model.factors.filter { $0.kind == .driver }
    let empty = [Double](repeating: .nan, count: paths.count * model.dates.count)
    values = Array(repeating: empty, count: lines.count)
    constants = Array(
      repeating: Array(repeating: .nan, count: paths.count),
      count: drivers.count + happenings.count + model.outcomes.count)
    occurrences = paths.map { _ in [] }
    failures = TracedFailures(of: model, paths: paths.count)
    scratch = .allocate(capacity: blockSize)
  }

  /// States of regimes, and numbers along series.
  private static func lines(of model: Model) -> [Line] {
    model.regimes.map { regime in
      Line(
        name: regime.name, unit: "", kind: .state, column: regime.state, telling: .plain,
        startsAtZero: true, states: regime.states.map(\.name))
    }
      + model.alongs.map { number in
        Line(
          name: number.name, unit: "", kind: .number, column: number.output, telling: .plain,
          startsAtZero: true)
      }
  }

  private static func happenings(of model: Model) -> [ToldNumber] {
    model.events.flatMap { [$0.times] + $0.cases }.flatMap { times in
      [
        ToldNumber(
          name: times.name + ".time", unit: "date", column: times.first,
          last: Double(model.grid.steps))
      ]
        + [times.count].compactMap(\.self).map {
          ToldNumber(name: times.name + ".count", unit: "count", column: $0, last: .infinity)
        }
    }
  }

  deinit { scratch.deallocate() }

  override var name: String { "trajectories" }

  override func record(_ block: Block, at step: Int) {
    for (index, line) in lines.enumerated() where step > 0 || line.startsAtZero {
      let recorded = block.recorded(line.column, scratch: scratch)
      values[index].withUnsafeMutableBufferPointer { values in
        var place = block.ordinal * model.dates.count + step
        for value in recorded {
          values[place] = line.telling.of(value)
          place += model.dates.count
        }
      }
    }
    failures.record(block, at: step)
  }

  override func finish(_ block: Block) {
    for (index, driver) in drivers.enumerated() { keep(driver.column, of: block, at: index) }
    for (index, happening) in happenings.enumerated() {
      let (values, told) = (block[happening.column], block[model.scratch])
      for path in 0..<block.capacity {
        told[path] = values[path] > happening.last ? .infinity : values[path]
      }
      block.leaveOutFailures(model.failure, of: model.scratch)
      keep(model.scratch, of: block, at: drivers.count + index)
    }
    for (index, outcome) in model.outcomes.enumerated() {
      let formula = outcome.formula
      formula.assign(
        { formula.telling.of(formula.value($0, $1)) }, block, to: model.scratch)
      block.leaveOutFailures(model.failure, of: model.scratch)
      keep(model.scratch, of: block, at: drivers.count + happenings.count + index)
    }
    failures.finish(block)
    var path = block.ordinal
    let logged = Dictionary(grouping: log.entries, by: \.path)
    block.forEachRecorded { place in
      occurrences[path] = (logged[place] ?? []).occurrences(until: failures[path])
      path += 1
    }
    log.removeAll()
  }

  private func keep(_ column: Column, of block: Block, at index: Int) {
    for (path, value) in block.recorded(column, scratch: scratch).enumerated() {
      constants[index][block.ordinal + path] = value
    }
  }

  var trajectories: Trajectories {
    let happened = zip(happenings, constants.dropFirst(drivers.count)).map {
      Trajectories.Constant(name: $0.name, unit: $0.unit, kind: .event, values: $1)
    }
    let outcomes = zip(model.outcomes, constants.suffix(model.outcomes.count)).map {
      Trajectories.Constant(
        name: $0.quantity.name, unit: $0.quantity.unit, kind: .outcome, values: $1)
    }
    return Trajectories(
      paths: paths, dates: model.dates,
      tracks: Catalog(
        zip(lines, values).map {
          Trajectories.Track(
            name: $0.name, unit: $0.unit, kind: $0.kind, states: $0.states, paths: paths.count,
            values: $1)
        }),
      constants: Catalog(
        zip(drivers, constants).map {
          Trajectories.Constant(name: $0.name, unit: "", kind: .driver, values: $1)
        } + happened + outcomes), occurrences: occurrences, failures: failures.all)
  }
}

extension Trajectories.Track.Kind {
  /// Nil for what is drawn once, which has no dates.
  fileprivate init?(_ kind: Factor.Kind) {
    switch kind {
    case .driver, .clock: return nil
    case .shock: self = .shock
    case .jumps: self = .jumps
    }
  }
}
