import CGSL
import CKernels

/// An uncertain input: a distribution drawn once per path.
struct Driver: PathConstant {
  let name: String
  /// The company that states it; empty for what all share.
  let subject: String
  let distribution: any Distribution
  private let source: DrawSource
  /// Normal scores that have been drawn together with those of other drivers.
  private let scores: Column?
  let column: Column
  /// Made once: it may be a table.
  private let sampler: any Sampler
  private let median: Double

  init(
    name: String, subject: String = "", source: DrawSource, scores: Column? = nil,
    distribution: any Distribution, column: Column
  ) {
    self.name = name
    self.subject = subject
    self.distribution = distribution
    self.source = source
    self.scores = scores
    self.column = column
    sampler = distribution.sampler
    median = distribution.quantile(0.5)
  }

  func assign(_ block: Block) {
    if block.isAtMedian { return block.values(of: column).update(repeating: median) }
    switch (sampler.basis, scores) {
    case (.normals, nil): block.drawNormals(source, at: 0, into: column)
    case (.uniforms, nil): block.drawUniforms(source, at: 0, into: column)
    case (.normals, let scores?): block.fill(column, with: .column(scores))
    case (.uniforms, let scores?):
      let (values, scores) = (block[column], block[scores])
      for path in 0..<block.capacity { values[path] = gsl_cdf_ugaussian_P(scores[path]) }
    }
    sampler.transform(block.values(of: column))
  }
}

/// A driver that has one value on every path.
struct HeldDriver: PathConstant {
  let column: Column
  let value: Double

  func assign(_ block: Block) { block.values(of: column).update(repeating: value) }
}

/// Standard normals drawn once per path.
struct NormalDraw: PathConstant {
  let source: DrawSource
  let column: Column

  func assign(_ block: Block) { block.drawNormals(source, at: 0, into: column) }
}

/// Fails the paths on which a number lies outside its domain: the number becomes NaN, which nothing
/// downstream can hide, and the failure column takes the cause.
struct DomainCheck: PathConstant {
  let column: Column
  let domain: Domain
  let failure: Column
  let cause: Int

  func assign(_ block: Block) {
    let (values, interval) = (block.values(of: column), domain.interval)
    let (least, greatest) = (interval.lowerBound, interval.upperBound)
    // All at once, as nearly no path fails.
    guard ck_inside(block[column], least, greatest, block.count) < block.count else { return }
    for path in values.indices where !interval.contains(values[path]) {
      values[path] = .nan
      block.fail(path, as: cause, in: failure)
    }
  }
}

extension Block {
  /// Notes why a path fails, where nothing has been noted before.
  func fail(_ path: Int, as cause: Int, in failure: Column) {
    if self[failure][path] == 0 { self[failure][path] = Double(cause) }
  }
}

/// Clears a column before the checks of a block.
struct Cleared: PathConstant {
  let column: Column

  func assign(_ block: Block) { block.values(of: column).update(repeating: 0) }
}

/// A number computed once per path from up to four others, by any formula: of eight paths at a time.
struct Derived: PathConstant {
  typealias Formula = @Sendable (Lanes, Lanes, Lanes, Lanes) -> Lanes
  /// The same of whole columns, to the last bit: for numbers that are others in every step. One of the inputs at
  /// least is a column.
  typealias Kernel =
    @Sendable (
      _ output: UnsafeMutablePointer<Double>, _ inputs: [ck_number], _ count: Int32
    ) -> Void

  let inputs: [Number]
  let output: Column
  let formula: Formula

  init(inputs: [Number], output: Column, formula: @escaping Formula) {
    precondition(inputs.count == 4)
    self.inputs = inputs
    self.output = output
    self.formula = formula
  }

  func assign(_ block: Block) {
    let (a, b, c, d) = (block[inputs[0]], block[inputs[1]], block[inputs[2]], block[inputs[3]])
    let values = block[output]
    for path in stride(from: 0, to: block.capacity, by: Lanes.scalarCount) {
      let lanes = formula(a[lanes: path], b[lanes: path], c[lanes: path], d[lanes: path])
      UnsafeMutableRawPointer(values + path).storeBytes(of: lanes, as: Lanes.self)
    }
  }
}

extension Derived {
  /// On some paths, to the last bit as on all.
  func assign(on list: PathList.Contents, to column: Column, in block: Block) {
    let (a, b, c, d) = (block[inputs[0]], block[inputs[1]], block[inputs[2]], block[inputs[3]])
    let values = block[column]
    for place in stride(from: 0, to: list.count, by: Lanes.scalarCount) {
      let paths = SomePaths(of: list, from: place)
      paths.write(
        formula(paths.read(a), paths.read(b), paths.read(c), paths.read(d)), to: values)
    }
  }

  /// On one path.
  func value(_ path: Int, in block: Block) -> Double {
    formula(
      Lanes(repeating: block[inputs[0]][path]), Lanes(repeating: block[inputs[1]][path]),
      Lanes(repeating: block[inputs[2]][path]), Lanes(repeating: block[inputs[3]][path]))[0]
  }

  func value(of inputs: [Double]) -> Double {
    formula(
      Lanes(repeating: inputs[0]), Lanes(repeating: inputs[1]), Lanes(repeating: inputs[2]),
      Lanes(repeating: inputs[3]))[0]
  }
}

extension ck_number {
  @inline(__always)
  subscript(path: Int) -> Double { p[path & mask] }

  /// Of eight paths; constants are stored eight times.
  @inline(__always)
  fileprivate subscript(lanes path: Int) -> Lanes {
    UnsafeRawPointer(p + (path & mask)).loadUnaligned(as: Lanes.self)
  }
}

/// Up to eight paths of a list; the last of them stands for those that there are not.
private struct SomePaths {
  private let paths: SIMD8<UInt32>
  private let count: Int

  init(of list: PathList.Contents, from place: Int) {
    count = min(list.count - place, Lanes.scalarCount)
    var paths = SIMD8<UInt32>()
    for lane in paths.indices { paths[lane] = UInt32(list[place + min(lane, count - 1)]) }
    self.paths = paths
  }

  func read(_ number: ck_number) -> Lanes {
    if number.mask == 0 { return number[lanes: 0] }
    var lanes = Lanes()
    for lane in lanes.indices { lanes[lane] = number.p[Int(paths[lane])] }
    return lanes
  }

  func write(_ lanes: Lanes, to values: UnsafeMutablePointer<Double>) {
    for lane in 0..<count { values[Int(paths[lane])] = lanes[lane] }
  }
}
