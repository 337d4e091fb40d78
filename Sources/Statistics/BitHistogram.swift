/// Cells of a histogram over the bits of a double.
///
/// A double's exponent and the top seven bits of its mantissa number its bin: 128 bins per octave,
/// each at most 0.8 % wide, found without a logarithm. 64 octaves are resolved on either side of
/// zero; at their ends lie one cell for values below the range (with zero) and one for values above
/// (with infinity and NaN). Cells ascend in value from the most negative to the most positive.
public struct BitHistogramLayout: Sendable, Equatable {
  public static let octaves = 64
  public static let magnitudes = octaves * 128
  public static let cells = 2 * magnitudes + 4

  /// Bits >> 45 of the lower edge of the smallest bin.
  public let lowestKey: Int64

  /// Centred on a value, or on one where that is 0.
  public init(centre: Double) {
    let exponent = centre == 0 || !centre.isFinite ? 0 : Int64(centre.exponent)
    // Kept within the doubles that are normal.
    lowestKey = (min(max(exponent, -900), 900) - Int64(Self.octaves / 2) + 1023) << 7
  }

  /// The cell that a value falls into.
  public func cell(of value: Double) -> Int {
    let bits = value.bitPattern
    let magnitude = Int64(bits & 0x7FFF_FFFF_FFFF_FFFF) >> 45 - (lowestKey - 1)
    let clamped = min(max(magnitude, 0), Int64(Self.magnitudes) + 1)
    return Int(bits >> 63 == 0 ? clamped : ~clamped) + Self.magnitudes + 2
  }

  /// Whether a value falls into one of the end cells, where values are counted but not resolved.
  public func isOutOfRange(_ value: Double) -> Bool {
    let place = cell(of: abs(value)) - (Self.magnitudes + 2)
    return place == 0 || place == Self.magnitudes + 1
  }

  /// The values that a cell holds, from `low` to `high`; the end cells reach to 0 and to ∞.
  public func edges(of cell: Int) -> (low: Double, high: Double) {
    let place = cell - (Self.magnitudes + 2)
    if place < 0 {
      let mirror = edges(of: ~place + Self.magnitudes + 2)
      return (-mirror.high, -mirror.low)
    }
    let low = place == 0 ? 0 : Double(bitPattern: UInt64(lowestKey + Int64(place) - 1) << 45)
    let high =
      place > Self.magnitudes
      ? Double.infinity : Double(bitPattern: UInt64(lowestKey + Int64(place)) << 45)
    return (low, high)
  }
}

/// Counts in those cells: an order-free, mergeable sample from which percentiles are read.
public struct BitHistogram {
  public let layout: BitHistogramLayout
  let counts: UnsafeBufferPointer<UInt32>
  /// Exact extremes of the sample's finite values.
  let minimum: Double
  let maximum: Double

  public init(
    layout: BitHistogramLayout, counts: UnsafeBufferPointer<UInt32>, minimum: Double,
    maximum: Double
  ) {
    precondition(counts.count == BitHistogramLayout.cells)
    self.layout = layout
    self.counts = counts
    self.minimum = minimum
    self.maximum = maximum
  }

  /// The given percentiles with their intervals.
  ///
  /// - Parameters:
  ///   - ranks: Ascending in level, for the number of values in the sample.
  ///   - failed: Values in the end cells that are not finite: they have no rank.
  public func percentiles(_ ranks: [PercentileRanks], failed: FailedCells) -> [Percentile] {
    guard minimum <= maximum else {
      return ranks.map {
        Percentile(level: $0.level, value: .nan, interval: Interval(low: .nan, high: .nan))
      }
    }
    let first = firstCell
    let last = layout.cell(of: maximum)
    guard minimum < maximum else {
      // A constant is its own percentile.
      let exact = Interval(low: minimum, high: minimum)
      return ranks.map { Percentile(level: $0.level, value: minimum, interval: exact) }
    }
    guard first < last else {
      // One bin: the extremes are all that is known.
      return ranks.map {
        Percentile(
          level: $0.level, value: minimum + (maximum - minimum) * ($0.level / 100),
          interval: $0.interval(from: minimum, to: maximum))
      }
    }
    let places = readings(
      at: ranks.flatMap { [$0.rank, Double($0.low), Double($0.high)] }, from: first, to: last,
      failed)
    return ranks.indices.map { i in
      let (value, low, high) = (places[3 * i].value, places[3 * i + 1], places[3 * i + 2])
      return Percentile(
        level: ranks[i].level, value: value,
        interval: ranks[i].interval(
          from: max(minimum, min(value, low.value - low.uncertainty)),
          to: min(maximum, max(value, high.value + high.uncertainty))))
    }
  }

  /// The values at some ranks in any order, by one walk up the cells.
  private func readings(
    at ranks: [Double], from first: Int, to last: Int, _ failed: FailedCells
  ) -> [Reading] {
    var walk = Walk(histogram: self, cell: first, end: last, failed: failed)
    var readings = [Reading](repeating: Reading(value: .nan, uncertainty: 0), count: ranks.count)
    for index in ranks.indices.sorted(by: { ranks[$0] < ranks[$1] }) {
      readings[index] = walk.reading(at: ranks[index])
    }
    return readings
  }

  /// The lowest cell with a value. The extremes do not say which zeros there are, and -0 has a cell
  /// of its own below that of 0.
  var firstCell: Int { layout.cell(of: minimum == 0 ? -0.0 : minimum) }

  /// The highest cell with a value.
  var lastCell: Int { layout.cell(of: maximum == 0 ? 0.0 : maximum) }

  /// How many values of the two outermost cells are not finite.
  public struct FailedCells: Sendable, Equatable {
    public var negative: UInt32 = 0
    public var positive: UInt32 = 0
    public init() {}
  }

  @inline(__always)
  func count(_ cell: Int, without failed: FailedCells) -> Int {
    let all = Int(counts[cell])
    if cell == 0 { return all - Int(failed.negative) }
    if cell == BitHistogramLayout.cells - 1 { return all - Int(failed.positive) }
    return all
  }
}

/// The value at a rank, and by how much reading it inside a bin may err.
private struct Reading {
  let value: Double
  let uncertainty: Double
}

/// Walks up the cells, for ranks that ascend.
private struct Walk {
  let histogram: BitHistogram
  var cell: Int
  let end: Int
  let failed: BitHistogram.FailedCells
  /// Values in the cells below.
  var below = 0

  init(histogram: BitHistogram, cell: Int, end: Int, failed: BitHistogram.FailedCells) {
    self.histogram = histogram
    self.cell = cell
    self.end = end
    self.failed = failed
  }

  /// Between two ranks whose values lie in different bins the value lies on the line between them.
  mutating func reading(at rank: Double) -> Reading {
    let here = binReading(at: rank)
    let (below, above) = (rank.rounded(.down), rank.rounded(.up))
    guard below < above, self.below + histogram.count(cell, without: failed) <= Int(above) else {
      return here
    }
    let first = binReading(at: below)
    var ahead = self
    let second = ahead.binReading(at: above)
    return Reading(
      value: first.value + (rank - below) * (second.value - first.value),
      uncertainty: max(first.uncertainty, second.uncertainty))
  }

  private mutating func binReading(at rank: Double) -> Reading {
    let whole = Int(rank)
    var here = histogram.count(cell, without: failed)
    while below + here <= whole, cell < end {
      below += here
      cell += 1
      here = histogram.count(cell, without: failed)
    }
    let edges = histogram.layout.edges(of: cell)
    // A bin is cut where the sample ends: a constant is its own percentile.
    let low = max(edges.low, histogram.minimum)
    let high = min(edges.high, histogram.maximum)
    guard here > 0, low < high else {
      return Reading(value: min(max(low, histogram.minimum), high), uncertainty: 0)
    }
    // The cells next to zero hold zeros, and what is too small to resolve.
    if edges.low == 0 || edges.high == 0 {
      return Reading(value: edges.low == 0 ? low : high, uncertainty: high - low)
    }
    let share = min(max((rank - Double(below) + 0.5) / Double(here), 0), 1)
    return Reading(
      value: low + (high - low) * share, uncertainty: (high - low) * roughness(Double(here)))
  }

  /// Share of a bin by which a value read in it may err: small where the counts around it run in a
  /// line (an eighth of the slope, from the second-order term); the whole bin at an atom, and where
  /// all values lie in a few bins.
  private func roughness(_ here: Double) -> Double {
    let before = density(cell - 1)
    let after = density(cell + 1)
    // Counts half as large again as their neighbours, by more than noise makes them, do not say
    // where in the bin the values lie.
    let (least, most) = (min(before, after), max(before, after))
    if least + 2 * here.squareRoot() < here / 1.5 || most - 2 * most.squareRoot() > here * 1.5 {
      return 1
    }
    return min(1, (abs(after - before) / 2 + abs(2 * here - before - after)) / (8 * here))
  }

  /// The count that a neighbour would have if it were as wide as this bin.
  private func density(_ neighbour: Int) -> Double {
    guard counts.contains(neighbour) else { return 0 }
    return count(neighbour) * (width(cell) / width(neighbour))
  }

  private var counts: Range<Int> { 0..<BitHistogramLayout.cells }

  /// The two cells that reach to infinity have the width of the largest bin.
  private func width(_ cell: Int) -> Double {
    let edges = histogram.layout.edges(of: min(max(cell, 1), counts.upperBound - 2))
    return edges.high - edges.low
  }

  private func count(_ cell: Int) -> Double { Double(histogram.count(cell, without: failed)) }
}
