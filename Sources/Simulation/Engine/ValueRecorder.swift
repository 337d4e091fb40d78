import Statistics

/// A quantity of each path, and where in the columns it is.
struct MeasuredQuantity: Sendable {
  enum Source: Sendable {
    case series(Column, step: Int)
    case outcome(OutcomeFormula)
    case condition(PathTest)
    case factor(Factor)
  }

  let name: String
  let unit: String
  /// How the values are told.
  let telling: Telling
  let source: Source

  func recorder(
    of model: Model, keeping values: ExactValues, blockSize: Int
  ) -> Recorder {
    if case .condition(let test) = source {
      ConditionRecorder(test, of: model, values: values, blockSize: blockSize)
    } else {
      ValueRecorder(self, of: model, keeping: values, blockSize: blockSize)
    }
  }
}

/// Keeps one number of every path.
///
/// A path that breaks on the way counts where its series was finite, as in a band; an outcome leaves it
/// out.
final class ValueRecorder: Recorder {
  private let measured: MeasuredQuantity
  private let model: Model
  private let values: ExactValues
  private let scratch: UnsafeMutablePointer<Double>

  init(_ measured: MeasuredQuantity, of model: Model, keeping values: ExactValues, blockSize: Int) {
    self.measured = measured
    self.model = model
    self.values = values
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { "values of \(measured.name)" }

  override func record(_ block: Block, at step: Int) {
    guard case .series(let column, step) = measured.source else { return }
    values.keep(block.recorded(column, scratch: scratch), of: block)
  }

  override func finish(_ block: Block) {
    switch measured.source {
    case .series, .condition: return
    case .outcome(let formula): formula.assign(formula.value, block, to: model.scratch)
    case .factor(let factor): factor.assign(block, to: model.scratch, steps: model.grid.steps)
    }
    block.leaveOutFailures(model.failure, of: model.scratch)
    values.keep(block.recorded(model.scratch, scratch: scratch), of: block)
  }
}
