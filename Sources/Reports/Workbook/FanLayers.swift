import Statistics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The layers of a fan, each the difference of two edges, so that a stack of them has its edges where the
/// percentiles are. The median, or what stands for it, is a thin layer within the narrowest band.
struct FanLayers {
  /// Where a layer ends: at a percentile, or a little below or above the line.
  private enum Edge {
    case level(Double)
    case below(Double, within: Double)
    case above(Double, within: Double)
  }

  private(set) var layers: [Workbook.Fan.Layer] = []
  /// The column with the dates as text.
  private(set) var labels = 0
  private var edges: [(edge: Edge, head: String, name: String?, colour: UInt32?)] = []
  private let levels: [Double]
  private let firstRow: Int
  private let percentiles: (Double) -> [Double?]
  private let format: NumberFormat
  /// Half of the line: a factor on a logarithmic axis, else an amount.
  private let half: Double
  private let isLogarithmic: Bool

  /// From the widest band to the narrowest; they stay apart in grey.
  private static let blues: [UInt32] = [0xD9E6F2, 0xB3CDE3, 0x7BA7CC]
  private static let navy: UInt32 = 0x08306B
  /// Half of the line's share of the axis.
  private static let thickness = 0.006

  /// - Parameter firstRow: Of the percentiles, as Excel counts; they stand behind the dates.
  init(
    _ levels: Levels, _ axis: Axis?, isLogarithmic: Bool, firstRow: Int,
    percentiles: @escaping (Double) -> [Double?], _ format: NumberFormat
  ) {
    self.levels = levels.all
    (self.firstRow, self.percentiles, self.format) = (firstRow, percentiles, format)
    self.isLogarithmic = isLogarithmic
    let ends = axis.map { ($0.low, $0.high) } ?? (1, 1)
    let share = Self.thickness
    half = isLogarithmic ? pow(ends.1 / ends.0, share) : share * (ends.1 - ends.0)
    addEdges(levels)
  }

  private mutating func addEdges(_ levels: Levels) {
    let bands = levels.bands
    func colour(_ index: Int) -> UInt32 { Self.blues[Self.blues.count - bands.count + index] }
    func name(_ index: Int) -> String {
      "\(Levels.head(bands[index].low)) to \(Levels.head(bands[index].high))"
    }
    func add(_ edge: Edge, _ head: String, _ name: String?, _ colour: UInt32?) {
      edges.append((edge, "layer: \(head)", name, colour))
    }
    for (index, band) in bands.enumerated() {
      let below = index == 0 ? nil : index - 1
      add(.level(band.low), "to \(Levels.head(band.low))", below.map(name), below.map(colour))
    }
    guard let last = bands.indices.last else { return }
    if let line = levels.line {
      let (low, high) = bands[last]
      add(.below(line, within: low), "to the line", name(last), colour(last))
      add(.above(line, within: high), "line", Levels.name(line), Self.navy)
    }
    for (index, band) in bands.enumerated().reversed() {
      let isNamed = index == last && levels.line == nil
      let head = "to \(Levels.head(band.high))"
      add(.level(band.high), head, isNamed ? name(index) : nil, colour(index))
    }
  }

  mutating func add(_ dates: [String], to table: inout ColumnTable) {
    guard !edges.isEmpty else { return }
    labels = table.columns.count
    table.add("date in the picture", dates.map { .text($0) })
    for (index, edge) in edges.enumerated() {
      layers.append(.init(column: table.columns.count, name: edge.name, colour: edge.colour))
      let below = index == 0 ? nil : edges[index - 1].edge
      table.add(edge.head, dates.indices.map { cell(edge.edge, below, at: $0) })
    }
  }

  private func cell(_ edge: Edge, _ below: Edge?, at index: Int) -> Workbook.Cell {
    guard let top = value(of: edge, at: index) else { return .empty }
    let text = formula(of: edge, at: index)
    guard let below, let bottom = value(of: below, at: index) else {
      return .formula("=" + text, top, format)
    }
    return .formula("=\(text)-\(formula(of: below, at: index))", top - bottom, format)
  }

  private func value(of edge: Edge, at index: Int) -> Double? {
    func at(_ level: Double) -> Double? {
      let values = percentiles(level)
      return index < values.count ? values[index] : nil
    }
    switch edge {
    case .level(let level): return at(level)
    case .below(let line, let low):
      guard let line = at(line), let low = at(low) else { return nil }
      return max(low, isLogarithmic ? line / half : line - half)
    case .above(let line, let high):
      guard let line = at(line), let high = at(high) else { return nil }
      return min(high, isLogarithmic ? line * half : line + half)
    }
  }

  private func formula(of edge: Edge, at index: Int) -> String {
    func cell(_ level: Double) -> String {
      (1 + (levels.firstIndex(of: level) ?? 0)).columnLetters + String(firstRow + index)
    }
    let half = (half.shortest ?? "0").uppercased()
    return switch edge {
    case .level(let level): cell(level)
    case .below(let line, let low):
      "MAX(\(cell(low)),\(cell(line))\(isLogarithmic ? "/" : "-")\(half))"
    case .above(let line, let high):
      "MIN(\(cell(high)),\(cell(line))\(isLogarithmic ? "*" : "+")\(half))"
    }
  }
}

extension Double {
  /// The greatest power of ten that is not above a positive number.
  var powerOfTenBelow: Double {
    let power = pow(10, floor(log10(self)))
    return power > self ? power / 10 : power
  }
}
