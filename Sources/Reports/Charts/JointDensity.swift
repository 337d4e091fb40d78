#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where pairs of numbers lie densest: regions that hold half, four fifths and nine tenths of them, each the
/// smallest that does.
///
/// The density is that of a product of two normal kernels (Scott's rule) on a grid, of values on their axes.
/// Reference: Hyndman (1996), Am. Stat. 50, on highest density regions; Scott (1992).
struct JointDensity {
  /// Cells of a row that belong to one region, as parts of the axes.
  struct Span {
    let from: Double
    let to: Double
    let low: Double
    let high: Double
    /// 0 for the widest.
    let region: Int
  }

  /// Parts of all, from the widest region to the narrowest.
  static let shares = [0.9, 0.8, 0.5]
  /// Fewer have no regions worth drawing.
  static let fewest = 200
  private static let size = 120

  private let density: [Double]
  private let limits: [Double]

  /// - Parameter points: Places on the two axes, 0 to 1.
  /// - Returns: Nil for few points, or for such as lie on a line along an axis.
  init?(_ points: [(x: Double, y: Double)]) {
    guard points.count >= Self.fewest else { return nil }
    let size = Self.size
    func place(_ value: Double) -> Int { min(size - 1, max(0, Int(value * Double(size)))) }
    var cells = [Double](repeating: 0, count: size * size)
    for point in points { cells[place(point.y) * size + place(point.x)] += 1 }
    let scale = pow(Double(points.count), -1.0 / 6)
    let (x, y) = (Self.spread(points.map(\.x)), Self.spread(points.map(\.y)))
    guard x > 1e-3, y > 1e-3 else { return nil }
    let across = Self.smoothed(cells, kernel: Self.kernel(x * scale), stride: 1, step: size)
    density = Self.smoothed(across, kernel: Self.kernel(y * scale), stride: size, step: 1)
    limits = Self.limits(density)
  }

  /// How many tenths of all lie above each density.
  private static func limits(_ density: [Double]) -> [Double] {
    let sorted = density.sorted(by: >)
    let total = sorted.reduce(0, +)
    return shares.map { share in
      var sum = 0.0
      return sorted.first {
        sum += $0
        return sum >= share * total
      } ?? 0
    }
  }

  private static func spread(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count)).squareRoot()
  }

  /// Weights from the middle outwards.
  private static func kernel(_ width: Double) -> [Double] {
    let cells = max(0.5, width * Double(size))
    return (0...Int(4 * cells)).map { exp(-0.5 * Double($0 * $0) / (cells * cells)) }
  }

  /// - Parameters:
  ///   - stride: From one cell to the next along the kernel.
  ///   - step: From one line of cells to the next.
  private static func smoothed(_ cells: [Double], kernel: [Double], stride: Int, step: Int)
    -> [Double]
  {
    var smooth = [Double](repeating: 0, count: cells.count)
    for line in 0..<size {
      for place in 0..<size {
        let value = cells[line * step + place * stride]
        guard value > 0 else { continue }
        for (distance, weight) in kernel.enumerated() {
          for other in distance == 0 ? [place] : [place - distance, place + distance]
          where (0..<size).contains(other) {
            smooth[line * step + other * stride] += value * weight
          }
        }
      }
    }
    return smooth
  }

  /// The narrowest region of a place; nil outside all.
  func region(x: Double, y: Double) -> Int? {
    let size = Self.size
    let cell = [y, x].map { min(size - 1, max(0, Int($0 * Double(size)))) }
    return region(cell[0] * size + cell[1])
  }

  private func region(_ cell: Int) -> Int? {
    limits.lastIndex { $0 > 0 && density[cell] >= $0 }
  }

  /// Row by row from below.
  var spans: [Span] {
    let size = Self.size
    let part = 1 / Double(size)
    return (0..<size).flatMap { row -> [Span] in
      var spans: [Span] = []
      var start = 0
      while start < size {
        let region = region(row * size + start)
        var end = start + 1
        while end < size, self.region(row * size + end) == region { end += 1 }
        if let region {
          spans.append(
            Span(
              from: Double(start) * part, to: Double(end) * part, low: Double(row) * part,
              high: Double(row + 1) * part, region: region))
        }
        start = end
      }
      return spans
    }
  }
}
