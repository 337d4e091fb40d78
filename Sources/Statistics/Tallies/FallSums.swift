/// How often two prices fall by more than some part in a step: sums over paths of the numbers of steps, of their
/// squares and products.
///
/// A path has 65,535 steps at most, and a run four thousand million paths: 64 bits hold every sum.
package struct FallSums: Sendable, Equatable {
  /// One sum for each product of two counts of a path.
  private var sums = [UInt64](repeating: 0, count: Self.count)

  private static let count = 12

  /// Of the steps of one path, those on which the first falls, the second, and both.
  package struct Counts {
    package let first: UInt64
    package let second: UInt64
    package let both: UInt64
    /// All on which both have a return.
    package let steps: UInt64

    package init(first: UInt64, second: UInt64, both: UInt64, steps: UInt64) {
      (self.first, self.second, self.both, self.steps) = (first, second, both, steps)
    }
  }

  package init() {}

  /// Takes paths on which one of the two falls at least once; of others there is nothing to add.
  package mutating func add(_ paths: [Counts]) {
    sums.withUnsafeMutableBufferPointer { sums in
      for path in paths where path.first | path.second != 0 {
        sums[0] &+= path.first != 0 ? 1 : 0
        sums[1] &+= path.second != 0 ? 1 : 0
        sums[2] &+= path.first
        sums[3] &+= path.second
        sums[4] &+= path.both
        sums[5] &+= path.first &* path.first
        sums[6] &+= path.second &* path.second
        sums[7] &+= path.both &* path.both
        sums[8] &+= path.first &* path.both
        sums[9] &+= path.second &* path.both
        sums[10] &+= path.first &* path.steps
        sums[11] &+= path.second &* path.steps
      }
    }
  }

  mutating func add(_ other: FallSums) {
    for place in sums.indices { sums[place] += other.sums[place] }
  }

  private subscript(_ place: Int) -> Int128 { Int128(sums[place]) }

  /// Steps on which the second falls, of those on which the first does; or, turned around, the first of those of
  /// the second.
  package func given(isTurned: Bool) -> RatioSums {
    let one = isTurned ? 1 : 0
    return RatioSums(
      paths: Int(sums[one]), part: self[4], whole: self[2 + one], squares: self[7],
      products: self[8 + one], wholeSquares: self[5 + one])
  }

  /// Steps on which the second falls, of all; or, turned around, the first.
  package func alone(isTurned: Bool, _ steps: StepSums) -> RatioSums {
    let one = isTurned ? 0 : 1
    return RatioSums(
      paths: steps.paths, part: self[2 + one], whole: Int128(steps.count), squares: self[5 + one],
      products: self[10 + one], wholeSquares: Int128(steps.squares))
  }

  func encode(to writer: inout ByteWriter) { for sum in sums { writer.write(sum) } }

  /// - Parameter steps: Of the same pair.
  init(of steps: StepSums, from reader: inout ByteReader) throws(TallyError) {
    for place in sums.indices { sums[place] = try reader.integer() }
    for one in 0...1 {
      let (paths, falls, squares) = (sums[one], sums[2 + one], sums[5 + one])
      guard paths <= steps.paths, paths <= falls, falls <= steps.count, falls <= squares,
        squares <= sums[10 + one], sums[10 + one] <= steps.squares, sums[4] <= falls,
        sums[4] <= sums[7], sums[7] <= sums[8 + one], sums[8 + one] <= squares
      else { throw .damaged("counts of falls do not add up") }
    }
  }
}

/// On how many steps of each path two prices both have a return: sums over paths.
package struct StepSums: Sendable, Equatable {
  /// Paths with at least one.
  package private(set) var paths = 0
  package private(set) var count: UInt64 = 0
  package private(set) var squares: UInt64 = 0

  package init() {}

  package mutating func add(_ steps: UInt64) {
    paths += steps > 0 ? 1 : 0
    count += steps
    squares += steps * steps
  }

  mutating func add(_ other: StepSums) {
    paths += other.paths
    count += other.count
    squares += other.squares
  }

  func encode(to writer: inout ByteWriter) {
    writer.write(count: paths)
    writer.write(count)
    writer.write(squares)
  }

  init(from reader: inout ByteReader) throws(TallyError) {
    paths = try reader.count()
    (count, squares) = (try reader.integer(), try reader.integer())
    guard paths <= count, count <= squares, count <= UInt64(paths) * 65_535,
      squares <= count * 65_535
    else {
      throw .damaged("counts of steps do not add up")
    }
  }
}
