import Statistics

/// A condition whose parts have been found: asked of every path of a block.
struct PathTest: Sendable {
  /// What a condition is made of, each part in its column.
  indirect enum Node: Sendable {
    case comparison(PathComparison)
    case pair(PathPair)
    /// That a column holds the place of a state.
    case state(Column, place: Int)
    /// That the time in a column, in steps, is up to a limit, or strictly before it.
    case time(Column, by: Double, isStrict: Bool)
    case not(Node)
    case all([Node])
    case any([Node])
  }

  let condition: Condition
  let node: Node

  /// What recorders read of a path on a date.
  var columns: [Column] { node.columns }
}

extension PathTest.Node {
  var columns: [Column] {
    var found: [Column] = []
    add(to: &found)
    return found
  }

  private func add(to found: inout [Column]) {
    switch self {
    case .comparison(let comparison):
      if let column = comparison.column { found.append(column) }
    case .pair(let pair): found += pair.columns
    // States at a time, and times, stay as they are until the path ends.
    case .state, .time: break
    case .not(let node): node.add(to: &found)
    case .all(let nodes), .any(let nodes):
      for node in nodes { node.add(to: &found) }
    }
  }
}

/// A comparison whose quantity has been found.
struct PathComparison: Sendable {
  /// What is compared with the level.
  enum Operand: Sendable {
    case series(Column, Comparison.Moment)
    case outcome(OutcomeFormula)
  }

  let operand: Operand
  /// The same as the comparison's, of the column as it is kept.
  private let isAbove: Bool
  private let level: Double
  /// What a value must pass: the level, and what rounding may have moved it by.
  private let limit: Double

  init(_ comparison: Comparison, _ operand: Operand, telling: Telling) {
    self.operand = operand
    isAbove = (comparison.relation == .above) != (telling == .shortfall)
    level = telling.inverse(comparison.level)
    limit = isAbove ? Rounding.above(level) : Rounding.below(level)
  }

  /// The column of the series that is asked about; nil for an outcome.
  var column: Column? { if case .series(let column, _) = operand { column } else { nil } }

  /// Whether a path passes by an outcome that may come after the horizon, where all that is known is that
  /// it exceeds a bound; nil where that does not decide.
  func holds(_ value: Double, beyond bound: Double) -> Bool? {
    // A bound that rounding puts below the level decides like the level itself.
    value == .infinity && bound < Rounding.below(level) ? nil : holds(value)
  }

  /// Sets 1 for each value that passes, else 0.
  func answer(
    _ answers: UnsafeMutableBufferPointer<Double>, _ values: UnsafePointer<Double>
  ) {
    let limit = limit
    if isAbove {
      for path in answers.indices { answers[path] = values[path] > limit ? 1 : 0 }
    } else {
      for path in answers.indices { answers[path] = values[path] < limit ? 1 : 0 }
    }
  }

  /// Whether a value of the column passes; one that is no number does not.
  @inline(__always)
  func holds(_ value: Double) -> Bool { isAbove ? value > limit : value < limit }
}

/// A value that was seen, and the column that it is compared with.
struct ObservedSeries: Sendable {
  let observation: Observation
  let series: Model.Series
}
