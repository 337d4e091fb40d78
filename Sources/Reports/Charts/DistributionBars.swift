import Statistics

/// The bars of a distribution as far as an axis shows them, and where all other paths are.
///
/// Verified: shares of bars and of what is hidden make one.
struct DistributionBars {
  struct Bar {
    let low: Double
    let high: Double
    /// Of all paths.
    let share: Double
    /// Share of paths over width on the axis, which is 1 from end to end.
    let height: Double
  }

  /// Before an axis is known: bars between edges, values shared by many paths, and the rest.
  struct Source {
    fileprivate(set) var pieces: [(low: Double, high: Double, share: Double)]
    fileprivate(set) var below: Double
    fileprivate(set) var above: Double
    /// Of those, the shares on the least and the greatest value, as far as known.
    fileprivate(set) var least = 0.0
    fileprivate(set) var greatest = 0.0

    /// The histogram, or bars between finite percentiles where there is none.
    init(_ sample: SampleSummary) {
      if let histogram = sample.histogram {
        let total = Double(max(1, histogram.total))
        pieces = histogram.counts.enumerated().map { index, count in
          (histogram.edges[index], histogram.edges[index + 1], Double(count) / total)
        }
        below = Double(histogram.below) / total
        above = Double(histogram.above) / total
        least = Double(histogram.least) / total
        greatest = Double(histogram.greatest) / total
        return
      }
      let percentiles = sample.percentiles.sorted { $0.level < $1.level }
        .filter { $0.value.isFinite }
      pieces = zip(percentiles, percentiles.dropFirst())
        .map { ($0.value, $1.value, ($1.level - $0.level) / 100) }
      below = (percentiles.first?.level ?? 0) / 100
      above = 1 - (percentiles.last?.level ?? 0) / 100
    }

    /// Edges of the bars that have a width.
    var edges: [Double] { pieces.filter { $0.low < $0.high }.flatMap { [$0.low, $0.high] } }
  }

  /// Ascending.
  private(set) var bars: [Bar] = []
  /// Shares of the paths to the left of all bars, and to the right.
  private(set) var below: Double
  private(set) var above: Double
  /// Share of the paths on values that are shared by many: a bar of no width has no area.
  private(set) var shared = 0.0
  /// Whether the end of the axis cuts a bar, whose paths are taken to lie evenly between its edges.
  private(set) var isCut = false

  init(_ source: Source, on axis: Axis) {
    (below, above) = (source.below, source.above)
    for piece in source.pieces {
      let (low, high) = (max(piece.low, axis.low), min(piece.high, axis.high))
      let width = low < high ? axis.place(of: high) - axis.place(of: low) : 0
      if width > 0 {
        let length = piece.high - piece.low
        let (left, right) = ((low - piece.low) / length, (piece.high - high) / length)
        let share = piece.share * (1 - left - right)
        below += piece.share * left
        above += piece.share * right
        isCut = isCut || piece.share * (left + right) > 0
        bars.append(Bar(low: low, high: high, share: share, height: share / width))
      } else if piece.high <= axis.low && piece.low < axis.low {
        below += piece.share
      } else if piece.low >= axis.high && piece.high > axis.high {
        above += piece.share
      } else {
        shared += piece.share
      }
    }
  }
}
