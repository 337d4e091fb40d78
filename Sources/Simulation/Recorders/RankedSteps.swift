#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The returns of the first paths of a run, step by step, to be correlated when their block ends.
struct RankedSteps {
  private let steps: Int
  /// Places in the block of the paths that are kept.
  let places: [Int]
  /// Of each name, then of each path, then of each step.
  private let ratios: UnsafeMutablePointer<Double>
  private var ranks: [[Int32]]
  /// Of each name, how many steps its ranks are of; 0 where they are of another path.
  private var ranked: [Int]
  private var keys: [UInt64]
  /// Of each name, the logarithms of its ratios on one path.
  private var logs: [[Double]]
  /// Of each name, of how many steps its logarithms are; 0 where they are of another path.
  private var logged: [Int]

  init(_ places: [Int], steps: Int, names: Int) {
    self.places = places
    self.steps = steps
    ratios = .allocate(capacity: max(1, names * places.count * steps))
    ranks = Array(repeating: Array(repeating: 0, count: steps), count: names)
    ranked = Array(repeating: 0, count: names)
    keys = Array(repeating: 0, count: steps)
    logs = Array(repeating: Array(repeating: 0, count: steps), count: names)
    logged = ranked
  }

  func deallocate() { ratios.deallocate() }

  private func row(_ name: Int, _ path: Int) -> UnsafeMutablePointer<Double> {
    ratios + (name * places.count + path) * steps
  }

  /// - Parameter step: From 1.
  func keep(_ values: UnsafePointer<Double>, of name: Int, at step: Int) {
    var place = row(name, 0) + (step - 1)
    for path in places {
      place.pointee = values[path]
      place += steps
    }
  }

  /// Begins with the next path.
  mutating func begin() {
    for name in ranked.indices { (ranked[name], logged[name]) = (0, 0) }
  }

  /// For how many steps from the start a name has had returns on a path, and for how many of them its price has
  /// been worth something at their end.
  func length(of name: Int, on path: Int) -> (ranked: Int, positive: Int) {
    let row = row(name, path)
    var (length, positive) = (0, 0)
    while length < steps, !row[length].isNaN {
      if positive == length, row[length] > 0 { positive += 1 }
      length += 1
    }
    return (length, positive)
  }

  /// Spearman's correlation of two names' returns in the first so many steps of a path; nil where one has the same
  /// return in all.
  mutating func correlation(_ first: Int, _ second: Int, on path: Int, over length: Int) -> Double?
  {
    rank(first, on: path, over: length)
    rank(second, on: path, over: length)
    var (products, squares, others) = (0, 0, 0)
    for step in 0..<length {
      let (a, b) = (Int(ranks[first][step]), Int(ranks[second][step]))
      products += a * b
      squares += a * a
      others += b * b
    }
    guard squares > 0, others > 0 else { return nil }
    return Double(products) / (Double(squares) * Double(others)).squareRoot()
  }

  /// Pearson's correlation of the logarithms of two names' ratios in the first so many steps of a path, in all of
  /// which both are above 0; nil where one has the same in all.
  mutating func logCorrelation(
    _ first: Int, _ second: Int, on path: Int, over length: Int
  ) -> Double? {
    centre(first, on: path, over: length)
    centre(second, on: path, over: length)
    var (products, squares, others) = (0.0, 0.0, 0.0)
    for step in 0..<length {
      let (a, b) = (logs[first][step], logs[second][step])
      products += a * b
      squares += a * a
      others += b * b
    }
    // What rounding leaves of a price that stands still is no move.
    let least = Double(length) * 1e-24
    guard squares > least, others > least else { return nil }
    return max(-1, min(1, products / (squares * others).squareRoot()))
  }

  /// Each logarithm less their mean.
  private mutating func centre(_ name: Int, on path: Int, over length: Int) {
    guard logged[name] != length else { return }
    logged[name] = length
    let row = row(name, path)
    var sum = 0.0
    for step in 0..<length {
      logs[name][step] = log(row[step])
      sum += logs[name][step]
    }
    let mean = sum / Double(length)
    for step in 0..<length { logs[name][step] -= mean }
  }

  /// Twice each middle rank less their mean, as integers.
  ///
  /// Sixteen bits of a ratio give way to its step: what differs by less than 10⁻¹¹ ties.
  private mutating func rank(_ name: Int, on path: Int, over length: Int) {
    guard ranked[name] != length else { return }
    ranked[name] = length
    let row = row(name, path)
    for step in 0..<length { keys[step] = row[step].bitPattern & ~0xFFFF | UInt64(step) }
    keys[..<length].sort()
    var first = 0
    while first < length {
      var last = first
      while last + 1 < length, keys[last + 1] >> 16 == keys[first] >> 16 { last += 1 }
      let rank = Int32(first + last + 1 - length)
      for place in first...last { ranks[name][Int(keys[place] & 0xFFFF)] = rank }
      first = last + 1
    }
  }
}
