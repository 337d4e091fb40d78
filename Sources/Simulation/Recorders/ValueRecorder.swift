import Statistics

/// Takes one number of every path.
///
/// A path that breaks on the way counts where its series was finite, as in a band; an outcome leaves it
/// out.
final class ValueRecorder: Recorder {
  private let tally: ValuesTally
  private let measured: MeasuredQuantity
  private let model: Model
  private let scratch: UnsafeMutablePointer<Double>

  init(_ measured: MeasuredQuantity, of model: Model, _ tally: ValuesTally, blockSize: Int) {
    self.measured = measured
    self.model = model
    self.tally = tally
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { "values of \(measured.name)" }

  override func record(_ block: Block, at step: Int) {
    guard case .series(let column, step) = measured.source else { return }
    keep(column, of: block)
  }

  override func finish(_ block: Block) {
    switch measured.source {
    case .series, .condition: return
    case .outcome(let formula): formula.assign(formula.value, block, to: model.scratch)
    case .factor(let factor): factor.assign(block, to: model.scratch, steps: model.grid.steps)
    }
    block.leaveOutFailures(model.failure, of: model.scratch)
    keep(model.scratch, of: block)
  }

  private func keep(_ column: Column, of block: Block) {
    tally.values.append(Array(block.recorded(column, scratch: scratch)), from: block.ordinal)
  }
}
