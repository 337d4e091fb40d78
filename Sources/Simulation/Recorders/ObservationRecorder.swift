import Statistics

/// Ranks a value that was seen among the paths on its date.
final class ObservationRecorder: Recorder {
  let tally: RankTally
  private let observed: ObservedSeries
  private let scratch: UnsafeMutablePointer<Double>

  init(_ observed: ObservedSeries, blockSize: Int) {
    self.observed = observed
    tally = RankTally(
      "\(observed.series.quantity.name) at \(observed.observation.step)",
      // As the column is kept.
      value: observed.series.telling.inverse(observed.observation.value))
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { "rank of \(observed.series.quantity.name)" }

  override func record(_ block: Block, at step: Int) {
    guard step == observed.observation.step else { return }
    let isReflected = observed.series.telling == .shortfall
    var (below, equal, count) = (0, 0, 0)
    for other in block.recorded(observed.series.column, scratch: scratch) where other.isFinite {
      count += 1
      if Rounding.areEqual(other, tally.value) {
        equal += 1
      } else if (other < tally.value) != isReflected {
        below += 1
      }
    }
    tally.add(below: below, equal: equal, of: count)
  }
}
