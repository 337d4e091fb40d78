import Statistics

/// Takes a number of the first steps of each path, and ranks that of a history among them.
final class HistoryRecorder: Recorder {
  let tally: HistoryTally
  private let outcome: OutcomeRecorder
  private let values: Column
  private let failure: Column
  private let scratch: UnsafeMutablePointer<Double>

  init(_ past: Model.Past, of model: Model, keepsExact: Bool, blockSize: Int) {
    let told = Model.Outcome(quantity: past.quantity, formula: past.formula)
    outcome = OutcomeRecorder(
      told, of: model, keepsExact: keepsExact, keepsKnown: false, blockSize: blockSize)
    tally = HistoryTally(
      outcome.tally, RankTally("\(past.quantity.name) of the history", value: past.value))
    (values, failure) = (past.column, model.failure)
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { "history of \(tally.outcome.name)" }

  override func finish(_ block: Block) {
    block.leaveOutFailures(failure, of: values)
    outcome.finish(block)
    let seen = tally.rank.value
    var (below, equal, count) = (0, 0, 0)
    for value in block.recorded(values, scratch: scratch) where value.isFinite {
      count += 1
      if Rounding.areEqual(value, seen) {
        equal += 1
      } else if value < seen {
        below += 1
      }
    }
    tally.rank.add(below: below, equal: equal, of: count)
  }
}
