/// How many values lie in each of a row of bins, for a picture of a distribution.
///
/// Bins need not be of equal width: where values span decades, their logarithms may be.
public struct Histogram: Sendable, Equatable {
  /// Ascending, one more than there are bins; in the unit of the values.
  public let edges: [Double]
  /// Values of each bin: its lower edge belongs to it, its upper one to the next.
  public let counts: [Int]
  /// Values below the first edge.
  public let below: Int
  /// Values at or above the last edge.
  public let above: Int
  /// How many of those below are the least value of the sample, such as 0, as far as that is known.
  public let least: Int
  /// The same of those above and the greatest value.
  public let greatest: Int

  /// - Parameters:
  ///   - edges: At least two, strictly ascending and finite.
  ///   - counts: One for each bin.
  public init(
    edges: [Double], counts: [Int], below: Int = 0, above: Int = 0, least: Int = 0,
    greatest: Int = 0
  ) {
    precondition(least <= below && greatest <= above)
    precondition(edges.count >= 2 && counts.count == edges.count - 1)
    precondition(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 && ($1 - $0).isFinite })
    self.edges = edges
    self.counts = counts
    self.below = below
    self.above = above
    self.least = least
    self.greatest = greatest
  }

  /// That of one minus each value; nil where rounding makes two edges one.
  var reflected: Histogram? {
    Histogram(
      ascending: edges.reversed().map { 1 - $0 }, counts: counts.reversed(), below: above,
      above: below, least: greatest, greatest: least)
  }

  /// That of each value less a number; nil where rounding makes two edges one.
  func shifted(by distance: Double) -> Histogram? {
    Histogram(
      ascending: edges.map { $0 - distance }, counts: counts, below: below, above: above,
      least: least, greatest: greatest)
  }

  private init?(
    ascending edges: [Double], counts: [Int], below: Int, above: Int, least: Int, greatest: Int
  ) {
    guard zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    self.init(
      edges: edges, counts: counts, below: below, above: above, least: least, greatest: greatest)
  }

  /// All values, those outside of the bins included.
  public var total: Int { counts.reduce(below + above, +) }
}
