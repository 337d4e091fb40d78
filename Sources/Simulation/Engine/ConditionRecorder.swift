import Statistics

/// Which paths of a run pass a test, one bit each, shared by the workers.
///
/// Unchecked: blocks hold whole groups of 512 paths, so each word is written by one worker, and read
/// after all have ended.
final class PathSet: @unchecked Sendable {
  private let words: UnsafeMutableBufferPointer<UInt64>
  private let count: Int

  init(count: Int) {
    self.count = count
    words = .allocate(capacity: (count + 63) / 64)
    words.initialize(repeating: 0)
  }

  deinit { words.deallocate() }

  func insert(_ ordinal: Int) { words[ordinal / 64] |= 1 << UInt64(ordinal % 64) }

  /// Ascending.
  var members: [Int] {
    (0..<count).filter { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
  }
}

/// Asks a condition of every path.
final class ConditionRecorder: Recorder {
  private let test: PathTest
  private let model: Model
  /// Who is to know which paths pass; nil where only their number is asked.
  private let members: PathSet?
  /// Who is to know of each path whether it passes: 1 or 0, and ∞ where the horizon does not decide.
  private let values: ExactValues?
  private var hits = 0
  private var undecided = 0
  private var count = 0
  /// Of the block's paths, whether they have passed so far.
  private let passed: UnsafeMutableBufferPointer<Bool>
  /// Of the block's paths, those of which the horizon does not decide.
  private var open: Set<Int> = []

  init(
    _ test: PathTest, of model: Model, members: PathSet? = nil, values: ExactValues? = nil,
    blockSize: Int
  ) {
    self.test = test
    self.model = model
    self.members = members
    self.values = values
    passed = .allocate(capacity: blockSize)
    passed.initialize(repeating: false)
  }

  deinit { passed.deallocate() }

  override var name: String { test.condition.text }

  override func record(_ block: Block, at step: Int) {
    if step == 0 { passed.update(repeating: false) }
    guard case .series(let column, let moment) = test.place else { return }
    switch moment {
    case .at(step): break
    case .until(let last) where step <= last: break
    default: return
    }
    let values = block[column]
    for path in 0..<block.capacity where test.holds(values[path]) { passed[path] = true }
  }

  override func finish(_ block: Block) {
    if case .outcome(let formula) = test.place { ask(formula, in: block) }
    let failures = block[model.failure]
    var ordinal = block.ordinal
    block.forEachRecorded { path in
      defer { ordinal += 1 }
      guard failures[path] == 0 else { return }
      count += 1
      let isOpen = !open.isEmpty && open.contains(path)
      values?.keep(isOpen ? .infinity : passed[path] ? 1 : 0, at: ordinal)
      if isOpen { undecided += 1 }
      guard passed[path] else { return }
      hits += 1
      members?.insert(ordinal)
    }
  }

  private func ask(_ formula: OutcomeFormula, in block: Block) {
    formula.assign(formula.value, block, to: model.scratch)
    let values = block[model.scratch]
    open.removeAll(keepingCapacity: true)
    for path in 0..<block.capacity { passed[path] = test.holds(values[path]) }
    guard let bound = formula.bound else { return }
    let late = (0..<block.capacity).filter { values[$0] == .infinity }
    formula.assign(bound, block, to: model.scratch)
    for path in late where test.holds(.infinity, beyond: values[path]) == nil {
      passed[path] = false
      open.insert(path)
    }
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? ConditionRecorder else { return }
    hits += other.hits
    undecided += other.undecided
    count += other.count
  }

  override func contribute(to summary: inout SummaryParts) {
    // Of a group only its members are wanted and who may be one, and of what is measured the values.
    if members != nil { summary.undecided[test.condition] = undecided }
    guard members == nil, values == nil else { return }
    summary.answers.append(
      Answer(
        name: test.condition.text, quantity: test.condition.quantity,
        isAbove: test.condition.relation == .above, level: test.condition.level, time: time,
        probability: Proportion(hits: hits, undecided: undecided, of: count)))
  }

  private var time: Answer.Time {
    switch test.place {
    case .series(_, .at(let step)): .at(model.dates[step])
    case .series(_, .until(let step)): .until(model.dates[step])
    case .outcome: .path
    }
  }
}

/// Ranks a value that was seen among the paths on its date.
final class ObservationRecorder: Recorder {
  private let observed: ObservedSeries
  private let model: Model
  /// As the column is kept.
  private let value: Double
  private var below = 0
  private var equal = 0
  private var count = 0
  private let scratch: UnsafeMutablePointer<Double>

  init(_ observed: ObservedSeries, of model: Model, blockSize: Int) {
    self.observed = observed
    self.model = model
    value = observed.series.telling.inverse(observed.observation.value)
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override var name: String { "rank of \(observed.series.quantity.name)" }

  override func record(_ block: Block, at step: Int) {
    guard step == observed.observation.step else { return }
    let isReflected = observed.series.telling == .shortfall
    for other in block.recorded(observed.series.column, scratch: scratch) where other.isFinite {
      count += 1
      if Rounding.areEqual(other, value) {
        equal += 1
      } else if (other < value) != isReflected {
        below += 1
      }
    }
  }

  override func merge(_ other: Recorder) {
    guard let other = other as? ObservationRecorder else { return }
    below += other.below
    equal += other.equal
    count += other.count
  }

  override func contribute(to summary: inout SummaryParts) {
    let observation = observed.observation
    summary.observations.append(
      ObservedRank(
        series: observed.series.quantity,
        date: model.dates[observation.step], statedDate: observation.date.description,
        value: observation.value, source: observation.source,
        rank: Proportion(hits: below + equal / 2, of: count)))
  }
}
