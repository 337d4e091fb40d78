import CKernels

/// How an outcome follows, at the horizon, from what a path leaves in its columns.
struct OutcomeFormula: Sendable {
  let inputs: (Column, Column)
  let value: @Sendable (Double, Double) -> Double
  /// What is known where the value is ∞, because it had not happened by the horizon.
  var bound: (@Sendable (Double, Double) -> Double)?
  /// What is kept is not always what is told: drawdowns are kept as value over peak.
  var reading = Reading.plain
  /// About which size the values lie, for the histogram; that of a column's start where one is named.
  var centre = 1.0
  var scale: Column?

  /// Sets a column to what `formula` says of each path of a block at its horizon.
  func assign(_ formula: (Double, Double) -> Double, _ block: Block, to output: Column) {
    let (a, b, values) = (block[inputs.0], block[inputs.1], block[output])
    for path in 0..<block.capacity { values[path] = formula(a[path], b[path]) }
  }
}

extension CompanyBuilder {
  mutating func outcomes(
    _ kept: Set<String>, of parts: Company.Parts
  ) -> [(outcome: CompanyOutcome, formula: OutcomeFormula)] {
    CompanyOutcome.allCases.filter { kept.contains($0.name) }.compactMap { outcome in
      (drawdownFormula(of: outcome, parts) ?? businessFormula(of: outcome, parts))
        .map { (outcome, $0) }
    }
  }

  /// The formula of an outcome of the share price; nil where it is none.
  private mutating func drawdownFormula(
    of outcome: CompanyOutcome, _ parts: Company.Parts
  ) -> OutcomeFormula? {
    let (drawdown, price) = (parts.drawdown, parts.equity.value)
    let (steps, dt) = (Double(model.grid.steps), model.stepLength)
    let zeros = model.zeros
    switch outcome {
    case .maximumDrawdown:
      return OutcomeFormula(
        inputs: (drawdown.worst, drawdown.worstPeak), value: { $0 / $1 }, reading: .shortfall)
    case .totalReturn:
      let start = model.column()
      model.append(KeptStart(name: fullName("return"), column: price, start: start))
      return OutcomeFormula(inputs: (price, start), value: { $0 / $1 }, reading: .gain)
    case .timeUnderWater:
      return drawdown.water.map { water in
        OutcomeFormula(inputs: (water.dates, zeros), value: { dates, _ in dates / steps })
      }
    case .ulcerIndex:
      return drawdown.water.map { water in
        OutcomeFormula(
          inputs: (water.squares, zeros), value: { squares, _ in (squares / steps).squareRoot() })
      }
    case .peak: return drawdown.dates.map { .step($0.from, of: steps, zeros) }
    case .trough: return drawdown.dates.map { .step($0.trough, of: steps, zeros) }
    case .recovery:
      return drawdown.dates.map { .censoredStep($0.recovery, of: steps, zeros) }
    case .duration:
      return drawdown.dates.map { dates in
        OutcomeFormula(
          inputs: (dates.recovery, dates.from), value: { ($0 - $1) * dt },
          bound: { (min($0, steps) - $1) * dt }, centre: steps * dt)
      }
    default: return nil
    }
  }
}

extension OutcomeFormula {
  /// A step at which something happens, ∞ where it has not by the horizon.
  static func censoredStep(_ column: Column, of steps: Double, _ zeros: Column) -> Self {
    var formula = Self.step(column, of: steps, zeros)
    formula.bound = { step, _ in min(step, steps) }
    return formula
  }

  static func step(_ column: Column, of steps: Double, _ zeros: Column) -> Self {
    OutcomeFormula(inputs: (column, zeros), value: { step, _ in step }, centre: steps)
  }
}

/// A column as it was at the start.
struct KeptStart: Component {
  let name: String
  let column: Column
  let start: Column

  func start(_ block: Block) { block.fill(start, with: .column(column)) }
  func advance(_ block: Block, to step: Int) {}
}
