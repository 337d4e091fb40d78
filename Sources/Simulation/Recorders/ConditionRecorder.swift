import Statistics

/// Asks a condition of every path.
final class ConditionRecorder: Recorder {
  let tally: ConditionTally
  /// Of each path whether it passes: 1 or 0, and ∞ where the horizon does not decide; nil where only their
  /// number is asked.
  private let values: ValuesTally?
  private let test: PathTest
  private let failure: Column
  private let scratch: Column
  /// Of the block's paths, whether they have passed so far.
  private let passed: UnsafeMutableBufferPointer<Bool>
  /// Of the block's paths, those of which the horizon does not decide.
  private var open: Set<Int> = []

  init(
    _ test: PathTest, of model: Model, keepsMembers: Bool = false, values: ValuesTally? = nil,
    blockSize: Int
  ) {
    tally = ConditionTally(test.condition.text, keepsMembers: keepsMembers)
    self.values = values
    self.test = test
    failure = model.failure
    scratch = model.scratch
    passed = .allocate(capacity: blockSize)
    passed.initialize(repeating: false)
  }

  deinit { passed.deallocate() }

  override var name: String { tally.name }

  override func record(_ block: Block, at step: Int) {
    if step == 0 { passed.update(repeating: false) }
    guard case .series(let column, let moment) = test.operand else { return }
    switch moment {
    case .at(step): break
    case .until(let last) where step <= last: break
    default: return
    }
    let values = block[column]
    for path in 0..<block.capacity where test.holds(values[path]) { passed[path] = true }
  }

  override func finish(_ block: Block) {
    if case .outcome(let formula) = test.operand { ask(formula, in: block) }
    let failures = block[failure]
    var ordinal = block.ordinal
    var (count, undecided, hits) = (0, 0, 0)
    var kept: [Double] = []
    block.forEachRecorded { path in
      defer { ordinal += 1 }
      let isOpen = !open.isEmpty && open.contains(path)
      if values != nil {
        kept.append(failures[path] != 0 ? .nan : isOpen ? .infinity : passed[path] ? 1 : 0)
      }
      guard failures[path] == 0 else { return }
      count += 1
      if isOpen { undecided += 1 }
      guard passed[path] else { return }
      hits += 1
      tally.members?.insert(ordinal)
    }
    tally.add(hits: hits, undecided: undecided, of: count)
    values?.values.append(kept, from: block.ordinal)
  }

  private func ask(_ formula: OutcomeFormula, in block: Block) {
    formula.assign(formula.value, block, to: scratch)
    let values = block[scratch]
    open.removeAll(keepingCapacity: true)
    for path in 0..<block.capacity { passed[path] = test.holds(values[path]) }
    guard let bound = formula.bound else { return }
    let late = (0..<block.capacity).filter { values[$0] == .infinity }
    formula.assign(bound, block, to: scratch)
    for path in late where test.holds(.infinity, beyond: values[path]) == nil {
      passed[path] = false
      open.insert(path)
    }
  }
}
