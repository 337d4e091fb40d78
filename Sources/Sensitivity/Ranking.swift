/// Paths in the order of a driver's values.
struct Ranking {
  private let values: [Double]
  /// Those that have a value, the lowest first.
  private let paths: [Int]

  init(_ values: [Double]) {
    self.values = values
    paths = values.indices.filter { !values[$0].isNaN }.sorted { values[$0] < values[$1] }
  }

  /// Also without values.
  var isConstant: Bool {
    guard let first = paths.first, let last = paths.last else { return true }
    return values[first] == values[last]
  }

  /// How many paths a share of them is, at least 1.
  func size(_ share: Double) -> Int { max(1, Int((share * Double(paths.count)).rounded())) }

  /// At least so many paths with the lowest values: all that are tied at the cut.
  ///
  /// Where as many of the highest would hold the same value, those strictly below it, if there are any;
  /// else those at it.
  func lowest(_ size: Int) -> ArraySlice<Int> {
    guard let cuts = cuts(size) else { return [] }
    let through = paths[..<firstPlace { $0 > cuts.low }]
    let below = paths[..<firstPlace { $0 >= cuts.low }]
    return cuts.low < cuts.high || below.isEmpty ? through : below
  }

  /// As `lowest`, of the highest values.
  func highest(_ size: Int) -> ArraySlice<Int> {
    guard let cuts = cuts(size) else { return [] }
    let from = paths[firstPlace { $0 >= cuts.high }...]
    let above = paths[firstPlace { $0 > cuts.high }...]
    return cuts.low < cuts.high || above.isEmpty ? from : above
  }

  private func cuts(_ size: Int) -> (low: Double, high: Double)? {
    guard !paths.isEmpty else { return nil }
    let size = min(max(1, size), paths.count)
    return (values[paths[size - 1]], values[paths[paths.count - size]])
  }

  /// The paths in shares of equal size. Those with the same value stay together, in the share that holds
  /// the middle of their ranks.
  func bins(_ count: Int) -> [[Int]] {
    var bins = [[Int]](repeating: [], count: count)
    var from = 0
    while from < paths.count {
      var to = from + 1
      while to < paths.count, values[paths[to]] == values[paths[from]] { to += 1 }
      // Ranks from + ½ to to - ½ have their middle here.
      let middle = Double(from + to) / 2
      let bin = Int(middle / Double(paths.count) * Double(count))
      bins[min(bin, count - 1)] += paths[from..<to]
      from = to
    }
    return bins
  }

  /// The first place whose value is beyond something, by bisection.
  private func firstPlace(_ isBeyond: (Double) -> Bool) -> Int {
    var (low, high) = (0, paths.count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(values[paths[middle]]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
