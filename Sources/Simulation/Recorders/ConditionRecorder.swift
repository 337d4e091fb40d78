import Statistics

/// Asks a condition of every path.
final class ConditionRecorder: Recorder {
  let tally: ConditionTally
  /// Of each path whether it passes: 1 or 0, and ∞ where the horizon does not decide; nil where only their
  /// number is asked.
  private let values: ValuesTally?
  private let node: TestedNode
  private let failure: Column

  init(
    _ test: PathTest, of model: Model, keepsMembers: Bool = false, values: ValuesTally? = nil,
    blockSize: Int
  ) {
    tally = ConditionTally(test.condition.text, keepsMembers: keepsMembers)
    self.values = values
    node = TestedNode.of(test.node, scratch: model.scratch, blockSize: blockSize)
    failure = model.failure
  }

  override var name: String { tally.name }

  override func record(_ block: Block, at step: Int) { node.record(block, at: step) }

  override func finish(_ block: Block) {
    node.finish(block)
    let failures = block[failure]
    var ordinal = block.ordinal
    var (count, undecided, hits) = (0, 0, 0)
    var kept: [Double] = []
    block.forEachRecorded { path in
      defer { ordinal += 1 }
      let passes = node.passes(path)
      if values != nil {
        let value = passes.map { $0 ? 1.0 : 0 } ?? .infinity
        kept.append(failures[path] != 0 ? .nan : value)
      }
      guard failures[path] == 0 else { return }
      count += 1
      if passes == nil { undecided += 1 }
      guard passes == true else { return }
      hits += 1
      tally.members?.insert(ordinal)
    }
    tally.add(hits: hits, undecided: undecided, of: count)
    values?.values.append(kept, from: block.ordinal)
  }
}

/// A part of a condition while a block is asked: what it has seen so far of each path.
class TestedNode {
  static func of(_ node: PathTest.Node, scratch: Column, blockSize: Int) -> TestedNode {
    func tested(_ node: PathTest.Node) -> TestedNode {
      of(node, scratch: scratch, blockSize: blockSize)
    }
    return switch node {
    case .comparison(let comparison):
      TestedComparison(comparison, scratch: scratch, blockSize: blockSize)
    case .pair(let pair): TestedPair(pair, blockSize: blockSize)
    case .state, .time: TestedPlace(node, blockSize: blockSize)
    case .not(let node): TestedWhole([tested(node)]) { $0[0].map(!) }
    case .all(let nodes): TestedWhole(nodes.map(tested)) { $0.all }
    // One that holds is enough: none is left that does not, if not all are denied.
    case .any(let nodes): TestedWhole(nodes.map(tested)) { $0.map { $0.map(!) }.all.map(!) }
    }
  }

  func record(_ block: Block, at step: Int) {}
  func finish(_ block: Block) {}
  /// Once the block is finished; nil where the horizon does not decide.
  func passes(_ path: Int) -> Bool? { nil }
}

extension [Bool?] {
  /// Whether all hold: one that does not decides, whatever is open.
  fileprivate var all: Bool? { contains(false) ? false : contains(nil) ? nil : true }
}

/// Several parts together.
private final class TestedWhole: TestedNode {
  private let parts: [TestedNode]
  private let holds: ([Bool?]) -> Bool?

  init(_ parts: [TestedNode], holds: @escaping ([Bool?]) -> Bool?) {
    self.parts = parts
    self.holds = holds
  }

  override func record(_ block: Block, at step: Int) {
    for part in parts { part.record(block, at: step) }
  }

  override func finish(_ block: Block) { for part in parts { part.finish(block) } }

  override func passes(_ path: Int) -> Bool? { holds(parts.map { $0.passes(path) }) }
}

/// A series that passes a level, or an outcome that does.
private final class TestedComparison: TestedNode {
  private let comparison: PathComparison
  private let scratch: Column
  /// Of the block's paths, whether they have passed so far.
  private let passed: UnsafeMutableBufferPointer<Bool>
  /// Of the block's paths, those of which the horizon does not decide.
  private var open: Set<Int> = []

  init(_ comparison: PathComparison, scratch: Column, blockSize: Int) {
    self.comparison = comparison
    self.scratch = scratch
    passed = .allocate(capacity: blockSize)
    passed.initialize(repeating: false)
  }

  deinit { passed.deallocate() }

  override func record(_ block: Block, at step: Int) {
    if step == 0 { passed.update(repeating: false) }
    guard case .series(let column, let moment) = comparison.operand else { return }
    switch moment {
    case .at(step): break
    case .until(let last) where step <= last: break
    default: return
    }
    let values = block[column]
    for path in 0..<block.capacity where comparison.holds(values[path]) { passed[path] = true }
  }

  override func finish(_ block: Block) {
    guard case .outcome(let formula) = comparison.operand else { return }
    formula.assign(formula.value, block, to: scratch)
    let values = block[scratch]
    open.removeAll(keepingCapacity: true)
    for path in 0..<block.capacity { passed[path] = comparison.holds(values[path]) }
    guard let bound = formula.bound else { return }
    let late = (0..<block.capacity).filter { values[$0] == .infinity }
    formula.assign(bound, block, to: scratch)
    for path in late where comparison.holds(.infinity, beyond: values[path]) == nil {
      passed[path] = false
      open.insert(path)
    }
  }

  override func passes(_ path: Int) -> Bool? {
    open.isEmpty || !open.contains(path) ? passed[path] : nil
  }
}

/// A regime that was in a state at a time, or a time that is up to a limit.
private final class TestedPlace: TestedNode {
  private let node: PathTest.Node
  private let passed: UnsafeMutableBufferPointer<Bool>

  init(_ node: PathTest.Node, blockSize: Int) {
    self.node = node
    passed = .allocate(capacity: blockSize)
    passed.initialize(repeating: false)
  }

  deinit { passed.deallocate() }

  override func finish(_ block: Block) {
    switch node {
    case .state(let column, let place):
      let states = block[column]
      for path in 0..<block.capacity { passed[path] = states[path] == Double(place) }
    case .time(let column, let limit, let isStrict):
      let times = block[column]
      for path in 0..<block.capacity {
        passed[path] = isStrict ? times[path] < limit : times[path] <= limit
      }
    case .comparison, .pair, .not, .all, .any: break
    }
  }

  override func passes(_ path: Int) -> Bool? { passed[path] }
}
