import CKernels

/// What happens on paths in the step that is being taken.
///
/// Of one path the earlier stands before the later.
struct StepOccurrences {
  /// Places in the block.
  private(set) var paths: [UInt32] = []
  /// How many there have been on the path before each: its draws go by this number.
  private(set) var numbers: [UInt32] = []
  /// In steps after the start, up to the step.
  private(set) var times: [Double] = []

  var count: Int { paths.count }
  var isEmpty: Bool { paths.isEmpty }

  @inline(__always)
  mutating func append(_ path: Int, number: Int, at time: Double) {
    paths.append(UInt32(truncatingIfNeeded: path))
    numbers.append(UInt32(truncatingIfNeeded: min(number, Self.most)))
    times.append(time)
  }

  /// Those at some places.
  func at(_ places: [Int]) -> StepOccurrences {
    var some = StepOccurrences()
    some.paths = places.map { paths[$0] }
    some.numbers = places.map { numbers[$0] }
    some.times = places.map { times[$0] }
    return some
  }

  mutating func reserve(_ count: Int) {
    paths.reserveCapacity(count)
    numbers.reserveCapacity(count)
    times.reserveCapacity(count)
  }

  /// No path has more occurrences of one thing: draws are addressed by their numbers.
  static let most = TimeGrid.mostSteps
}

/// When something happens on the paths of a block, and how often.
struct OccurrenceTimes: Sendable {
  /// Steps after the start; ∞ where it has not happened.
  let first: Column
  /// How often it has happened.
  let count: Column

  init(in model: Compiler) {
    (first, count) = (model.column(), model.column())
  }

  func start(_ block: Block) {
    block.values(of: first).update(repeating: .infinity)
    block.values(of: count).update(repeating: 0)
  }

  /// Notes what happens, and appends it to what has.
  struct Noting {
    private let first: UnsafeMutablePointer<Double>
    private let count: UnsafeMutablePointer<Double>

    init(_ times: OccurrenceTimes, in block: Block) {
      (first, count) = (block[times.first], block[times.count])
    }

    @inline(__always)
    func callAsFunction(_ path: Int, at time: Double) {
      if first[path] == .infinity { first[path] = time }
      count[path] += 1
    }

    @inline(__always)
    func callAsFunction(_ path: Int, at time: Double, to occurrences: inout StepOccurrences) {
      occurrences.append(path, number: Int(count[path]), at: time)
      self(path, at: time)
    }
  }

  func noting(in block: Block) -> Noting { Noting(self, in: block) }

  func tracked(_ name: String, isRepeating: Bool) -> TrackedEvent.Times {
    TrackedEvent.Times(name: name, first: first, count: isRepeating ? count : nil)
  }
}

/// Uniform draws that some paths need, each by its number.
struct NumberedDraws: Sendable {
  let source: DrawSource

  /// Calls `body` with a uniform less 1/2 for each of some paths; 0 on the path of medians.
  func withCentred<Result>(
    _ paths: [UInt32], _ numbers: [UInt32], in block: Block,
    _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    // Kernels write whole vectors.
    let room = (paths.count + 15) / 16 * 16
    return withUnsafeTemporaryAllocation(byteCount: 8 * room + 128, alignment: 64) { memory in
      let draws = UnsafeMutableBufferPointer(
        rebasing: memory.bindMemory(to: Double.self)[..<room])
      draws.initialize(repeating: 0)
      if !block.isAtMedian {
        ck_numbered_uniforms(
          draws.baseAddress, paths, numbers, Int32(paths.count), block.place(source, 0))
      }
      return body(draws)
    }
  }

  /// The same in (0, 1).
  func withUniforms<Result>(
    _ paths: [UInt32], _ numbers: [UInt32], in block: Block,
    _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    withCentred(paths, numbers, in: block) { draws in
      for place in draws.indices { draws[place] += 0.5 }
      return body(draws)
    }
  }

  /// The same as what a law makes of them.
  func withDraws<Result>(
    of sampler: any Sampler, _ paths: [UInt32], _ numbers: [UInt32], in block: Block,
    _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    withCentred(paths, numbers, in: block) { draws in
      switch sampler.basis {
      case .normals: ck_normals_from_centred(draws.baseAddress, Int32(draws.count))
      case .uniforms: for place in draws.indices { draws[place] += 0.5 }
      }
      sampler.transform(draws)
      return body(draws)
    }
  }

  /// Standard exponentials, -ln of the uniforms: a high uniform is early.
  func withExponentials<Result>(
    _ paths: [UInt32], _ numbers: [UInt32], in block: Block,
    _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    withUniforms(paths, numbers, in: block) { draws in
      ck_log(draws.baseAddress, draws.baseAddress, Int32(draws.count))
      for place in draws.indices { draws[place] = -draws[place] }
      return body(draws)
    }
  }
}
