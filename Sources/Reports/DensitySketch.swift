import Text

/// The density of a distribution as blocks of text, from its quantiles alone.
///
/// Probabilities of equal bins between P1 and P99 come from the inverse of the quantile function,
/// which is monotone, on a grid of 4,000 levels. A quantile that stays where it is while the level
/// rises is an atom: its bin takes all of it.
package struct DensitySketch: Sendable {
  /// Of each bin, ascending in value.
  package let probabilities: [Double]
  package let low: Double
  package let high: Double

  private static let levels = 4_000
  private static let blocks = Array(" ▁▂▃▄▅▆▇█")

  /// Nil where P1 and P99 are the same, or too far or too near to be divided into bins.
  package init?(bins: Int = 60, quantile: (Double) -> Double) {
    let (low, high) = (quantile(0.01), quantile(0.99))
    guard low < high, Axis.divisible.contains(high - low) else { return nil }
    self.low = low
    self.high = high
    let inner = (0...Self.levels).map { 0.01 + 0.98 * Double($0) / Double(Self.levels) }
    let grid = inner.map { (value: quantile($0), level: $0) }
    var below = [inner[0]]
    var next = 0
    for bin in 1..<bins {
      let edge = low + (high - low) * Double(bin) / Double(bins)
      while next < grid.count, grid[next].value <= edge { next += 1 }
      let (left, right) = (grid[max(0, next - 1)], grid[min(next, grid.count - 1)])
      let width = right.value - left.value
      let part = width > 0 ? max(0, edge - left.value) / width : 0
      below.append(left.level + part * (right.level - left.level))
    }
    below.append(inner[Self.levels])
    probabilities = zip(below, below.dropFirst()).map { max(0, $1 - $0) }
  }

  /// Rows of blocks, an axis and its labels.
  ///
  /// - Parameter label: A value in words.
  package func lines(height: Int = 10, label: (Double) -> String) -> [String] {
    let highest = probabilities.max() ?? 1
    // Eighths of a row.
    let heights = probabilities.map { Int((8 * Double(height) * $0 / highest).rounded()) }
    var lines = (0..<height).reversed().map { row in
      String(heights.map { Self.blocks[min(8, max(0, $0 - 8 * row))] })
    }
    let ticks = ticks
    var axis = Array(repeating: Character("─"), count: probabilities.count)
    for tick in ticks { axis[column(of: tick)] = "┴" }
    lines.append(String(axis))
    lines.append(labels(ticks, label))
    return lines.map(\.trimmedAtEnd)
  }

  private func column(of value: Double) -> Int {
    let part = (value - low) / (high - low)
    return min(probabilities.count - 1, max(0, Int(part * Double(probabilities.count))))
  }

  /// Round values, about five.
  private var ticks: [Double] {
    var step = 1.0
    while step > (high - low) / 4 { step /= 10 }
    while step * 10 <= (high - low) / 4 { step *= 10 }
    for factor in [5.0, 2.0] where step * factor <= (high - low) / 3 {
      step *= factor
      break
    }
    let first = (low / step).rounded(.up)
    let count = Int((high / step).rounded(.down) - first)
    // Times the step at the end, so that 3 · 0.1 is no 0.30000000000000004.
    return (0...max(0, count)).map { (first + Double($0)) * step }
  }

  /// Each label below its tick; those that would touch the one before are left out.
  private func labels(_ ticks: [Double], _ label: (Double) -> String) -> String {
    var line = ""
    for tick in ticks {
      let text = label(tick)
      let start = max(0, column(of: tick) - text.displayWidth / 2)
      guard line.isEmpty || start >= line.displayWidth + 2 else { continue }
      line = line.padded(to: start, left: false) + text
    }
    return line
  }
}
