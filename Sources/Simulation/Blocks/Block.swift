import CKernels
import Statistics

/// Paths that one worker advances together: columns of its own memory.
///
/// Not `Sendable`: a block never leaves its worker.
struct Block {
  /// Paths of a group, whose sums are rounded once; a block has whole groups.
  static let groupSize = Int(CK_GROUP)
  /// Columns start this many doubles further apart than they are long: at a multiple of 4,096 bytes
  /// they would compete for the same cache sets.
  private static let padding = 16

  private let columns: UnsafeMutablePointer<Double>
  private let constants: UnsafeMutablePointer<Double>
  private let stride: Int
  let sales: [SaleList]
  private let seed: UInt64
  /// Paths that the kernels compute, a multiple of 32.
  let capacity: Int
  /// Number of the first path.
  private(set) var first = 0
  /// Paths that are recorded: all up to the end of the run, or those that a replay asked for.
  private(set) var selection = Selection.first(0)
  /// Recorded paths of the run in earlier blocks.
  private(set) var ordinal = 0
  /// How many recorded paths each group of 512 has. Groups are those of the path numbers, so that
  /// sums are rounded alike whatever the size of blocks, in a run and in its replays.
  private(set) var groups: [Int] = []

  enum Selection: Sendable {
    case first(Int)
    /// Places in the block, ascending.
    case places([Int32])
  }

  enum Draws {
    case random
    /// Every draw at its median: the reference path about which means are taken.
    case median
  }
  private let draws: Draws
  var isAtMedian: Bool { draws == .median }
  /// One for each regime.
  let switchLogs: [SwitchLog]
  /// Takes what happens; nil where nobody traces the paths.
  var log: OccurrenceLog?

  init(_ layout: Layout, capacity: Int, seed: UInt64, draws: Draws = .random) {
    precondition(capacity % 32 == 0)
    self.capacity = capacity
    self.seed = seed
    self.draws = draws
    stride = capacity + Self.padding
    sales = (0..<layout.saleQueues).map { _ in SaleList() }
    let bytes = Self.bytes(layout, capacity: capacity)
    let doubles = bytes / 8
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
    columns = memory.bindMemory(to: Double.self, capacity: doubles)
    columns.initialize(repeating: 0, count: doubles)
    constants = columns + stride * layout.columns
    switchLogs = (0..<layout.switchLogs).map { _ in SwitchLog() }
    for (slot, value) in layout.constants.enumerated() {
      (constants + 8 * slot).update(repeating: value, count: 8)
    }
  }

  /// Memory of a block: its columns, and eight equal doubles for each constant.
  static func bytes(_ layout: Layout, capacity: Int) -> Int {
    8 * ((capacity + padding) * layout.columns + 8 * layout.constants.count)
  }

  func deallocate() { columns.deallocate() }

  mutating func move(to plan: BlockSchedule.BlockPlan) {
    first = plan.first
    selection = plan.selection
    ordinal = plan.ordinal
    groups = plan.groups
  }

  /// The same paths, of which others are recorded.
  func recording(_ plan: BlockSchedule.BlockPlan) -> Block {
    var block = self
    block.move(to: plan)
    return block
  }

  // MARK: Columns and numbers

  @inline(__always)
  subscript(column: Column) -> UnsafeMutablePointer<Double> { columns + column.index &* stride }

  /// Columns of a row by their places.
  struct Row {
    fileprivate let first: UnsafeMutablePointer<Double>
    fileprivate let stride: Int

    @inline(__always)
    subscript(place: Int) -> UnsafeMutablePointer<Double> { first + place &* stride }
  }

  subscript(row: ColumnRow) -> Row { Row(first: self[row.first], stride: stride) }

  @inline(__always)
  subscript(number: Number) -> ck_number {
    switch number.place {
    case .constant(let slot): ck_number(p: constants + 8 &* slot, mask: 0)
    case .column(let column): ck_number(p: self[column], mask: ~0)
    }
  }

  @inline(__always) var count: Int32 { Int32(truncatingIfNeeded: capacity) }

  func values(of column: Column) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: self[column], count: capacity)
  }

  /// Where a number is stored, for the component that owns it: eight doubles or one per path.
  func storage(of number: Number) -> UnsafeMutableBufferPointer<Double> {
    switch number.place {
    case .constant(let slot): UnsafeMutableBufferPointer(start: constants + 8 * slot, count: 8)
    case .column(let column): values(of: column)
    }
  }

  /// Sets a column to one number per path.
  func fill(_ column: Column, with number: Number) {
    switch number.place {
    case .column(let source): self[column].update(from: self[source], count: capacity)
    case .constant(let slot): values(of: column).update(repeating: constants[8 &* slot])
    }
  }

  /// output = first + factor · column + Σ terms.
  ///
  /// - Parameter tolerance: The part of |column| + Σ |terms| that may be rounding: of a sum that can cancel, no
  ///   more than that is 0.
  func addUp(
    _ output: Column, _ first: Number, _ factor: Number, _ column: Column, _ terms: [Number],
    tolerance: Double = 0
  ) {
    withUnsafeTemporaryAllocation(of: ck_number.self, capacity: max(terms.count, 1)) { room in
      for (place, term) in terms.enumerated() { room.initializeElement(at: place, to: self[term]) }
      ck_add_up(
        self[output], self[first], self[factor], self[column], room.baseAddress,
        Int32(terms.count), tolerance, count)
    }
  }

  // MARK: Draws

  @inline(__always)
  func place(_ source: DrawSource, _ step: Int) -> ck_at {
    ck_at(
      seed: seed, source: source.id, path: UInt64(first),
      step: UInt32(truncatingIfNeeded: step))
  }

  /// Standard normals of a source at a step.
  @inline(__always)
  func drawNormals(_ source: DrawSource, at step: Int, into column: Column) {
    switch draws {
    case .random: ck_normals(self[column], count, place(source, step))
    case .median: values(of: column).update(repeating: 0)
    }
  }

  /// Uniforms on (0, 1) of a source at a step.
  func drawUniforms(_ source: DrawSource, at step: Int, into column: Column) {
    switch draws {
    case .random: ck_uniforms(self[column], count, place(source, step))
    case .median: values(of: column).update(repeating: 0.5)
    }
  }

  // MARK: What is recorded

  /// The recorded paths' values of a column, contiguous.
  ///
  /// - Parameter scratch: Room for `capacity` values, used when the paths are scattered.
  @inline(__always)
  func recorded(
    _ column: Column, scratch: UnsafeMutablePointer<Double>
  ) -> UnsafeBufferPointer<Double> {
    switch selection {
    case .first(let count): return UnsafeBufferPointer(start: self[column], count: count)
    case .places(let places):
      let values = self[column]
      for (target, place) in places.enumerated() { scratch[target] = values[Int(place)] }
      return UnsafeBufferPointer(start: scratch, count: places.count)
    }
  }

  /// Places of the recorded paths, in the order of the run.
  func forEachRecorded(_ body: (_ place: Int) -> Void) {
    switch selection {
    case .first(let count): for place in 0..<count { body(place) }
    case .places(let places): for place in places { body(Int(place)) }
    }
  }

  /// Makes failed paths' values no number: they count in nothing.
  func leaveOutFailures(_ failure: Column, of column: Column) {
    let (failures, values) = (self[failure], self[column])
    for path in 0..<capacity where failures[path] != 0 { values[path] = .nan }
  }
}
