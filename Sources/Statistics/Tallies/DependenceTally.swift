/// What is kept of how several prices move together.
package final class DependenceTally: Tally {
  /// Falls in a step of which it is told how often they come, and come together.
  package static let falls = [0.05, 0.1, 0.2]
  /// Of so many paths, the first of the run, the change to the horizon is kept.
  package static let keptReturns = 1 << 14

  /// Full names of the series.
  package let names: [String]
  /// Those that are compared, in the order of `places`.
  package let pairs: [PairTally]
  /// Of each name, its price at the horizon over that at the start; NaN where there is none.
  package var returns: [KeptValues]

  /// - Parameter pairs: Places of those that are compared, in the order of `places`; nil for all.
  package init(_ names: [String], pairs: [(first: Int, second: Int)]? = nil) {
    self.names = names
    self.pairs = (pairs ?? Self.places(of: names.count))
      .map { PairTally(names[$0.first], names[$0.second]) }
    returns = names.map { _ in KeptValues() }
  }

  /// All pairs of so many names: the first with each of the others, then the second with each behind it.
  package static func places(of names: Int) -> [(first: Int, second: Int)] {
    (0..<names).flatMap { first in (first + 1..<names).map { (first, $0) } }
  }

  package func requireFit(_ other: DependenceTally) throws(TallyError) {
    try TallyError.requireEqual(names, other.names, "series that are compared")
    try pairs.requireFit(other.pairs, "pairs")
    for (mine, its) in zip(returns, other.returns) {
      try mine.requireDisjoint(its, "returns to the horizon")
    }
  }

  package func add(_ other: DependenceTally) {
    pairs.add(other.pairs)
    for place in returns.indices { returns[place].add(other.returns[place]) }
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(count: names.count)
    for name in names { writer.write(name) }
    writer.write(pairs)
    for values in returns { values.encode(to: &writer) }
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    var (names, returns) = ([String](), [KeptValues]())
    let length = try reader.length(of: 8)
    for _ in 0..<length { names.append(try reader.text()) }
    let pairs: [PairTally] = try reader.tallies()
    var open = Self.places(of: names.count)[...]
    for pair in pairs {
      open = open.drop { (names[$0.first], names[$0.second]) != (pair.first, pair.second) }
      guard open.popFirst() != nil else {
        throw .damaged("pairs are not of the series that are compared")
      }
    }
    for _ in names { returns.append(try KeptValues(from: &reader)) }
    (self.names, self.pairs, self.returns) = (names, pairs, returns)
  }

  /// Whether it may have seen these paths, and no others.
  func isOf(_ seen: PathRanges) -> Bool {
    var first = PathRanges()
    for range in seen.ranges where range.lowerBound < Self.keptReturns {
      first.insert(range.clamped(to: 0..<Self.keptReturns))
    }
    return returns.allSatisfy { $0.places == first }
      && pairs.allSatisfy { pair in
        [pair.steps.paths, pair.ranks.paths, pair.logs.paths].allSatisfy { $0 <= seen.count }
      }
  }
}

/// What is kept of two prices.
package final class PairTally: Tally {
  package let first: String
  package let second: String
  /// Of the first paths, n - 1 times the rank correlation of their n returns, in units of `unit`, of n - 1.
  package var ranks = RatioSums()
  /// The same of Pearson's correlation of their logarithms.
  package var logs = RatioSums()
  package var steps = StepSums()
  /// Of each fall of `DependenceTally.falls`.
  package var falls: [FallSums]

  /// In which correlations are added.
  package static let unit = 0x1p-30

  init(_ first: String, _ second: String) {
    (self.first, self.second) = (first, second)
    falls = DependenceTally.falls.map { _ in FallSums() }
  }

  package func requireFit(_ other: PairTally) throws(TallyError) {
    try TallyError.requireEqual([first, second], [other.first, other.second], "pairs")
  }

  package func add(_ other: PairTally) {
    ranks.add(other.ranks)
    logs.add(other.logs)
    steps.add(other.steps)
    for place in falls.indices { falls[place].add(other.falls[place]) }
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(first)
    writer.write(second)
    ranks.encode(to: &writer)
    logs.encode(to: &writer)
    steps.encode(to: &writer)
    for fall in falls { fall.encode(to: &writer) }
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    (first, second) = (try reader.text(), try reader.text())
    (ranks, logs) = (try RatioSums(from: &reader), try RatioSums(from: &reader))
    let steps = try StepSums(from: &reader)
    var falls: [FallSums] = []
    for _ in DependenceTally.falls { falls.append(try FallSums(of: steps, from: &reader)) }
    (self.steps, self.falls) = (steps, falls)
    for sums in [ranks, logs] where abs(sums.whole == 0 ? 0 : sums.ratio) * Self.unit > 1 + 1e-6 {
      throw .damaged("a correlation is beyond 1")
    }
  }
}
