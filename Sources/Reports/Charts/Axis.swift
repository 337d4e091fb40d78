import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An axis of values: what it shows, and where the round numbers are.
struct Axis {
  let low: Double
  let high: Double
  let isLogarithmic: Bool
  let unit: String

  /// Ratio of the highest and lowest values from which on their logarithms are shown.
  private static let wide = 10.0
  /// Smallest part of the greatest value that a logarithmic axis shows. Of what grows for years the start
  /// may be far below the end.
  private static let least = 1e-12
  /// The same where shares of paths are shown: those worth next to nothing would press the others together.
  private static let leastOfPaths = 1e-5
  /// Sizes that a picture can divide: beyond them, the length of an axis or a part of it is no number.
  static let divisible = 1e-300...1e300

  /// Shows all values, with a little room; logarithmic where they span decades.
  ///
  /// - Parameters:
  ///   - showsZero: Whether shares are shown as parts of the whole.
  ///   - showsWhole: Whether shares are shown up to the whole.
  ///   - isLinear: Whether it stays so where values span decades.
  ///   - isTight: Whether it holds the values and little else: inputs and colours need no 0.
  ///   - isOfPaths: Whether it shows how many paths have each value.
  /// - Returns: Nil where fewer than two values differ, or they are too large or too near to be told apart.
  init?(
    _ values: some Sequence<Double>, unit: String, showsZero: Bool = true, showsWhole: Bool = true,
    isLinear: Bool = false, isTight: Bool = false, isOfPaths: Bool = false
  ) {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max(), least < greatest else {
      return nil
    }
    self.unit = unit
    // Some paths may be worth nothing: that is below any logarithmic axis.
    let shown = greatest * (isOfPaths ? Self.leastOfPaths : Self.least)
    let floor = max(finite.filter { $0 > 0 }.min() ?? greatest, shown)
    isLogarithmic = !isLinear && least >= 0 && unit != "share" && greatest / floor >= Self.wide
    if isLogarithmic {
      let room = pow(greatest / floor, 0.04)
      (low, high) = (floor / room, greatest * room)
    } else if isTight {
      let room = 0.05 * (greatest - least)
      low = least >= 0 ? max(0, least - room) : least - room
      high = unit == "share" && greatest <= 1 ? min(1, greatest + room) : greatest + room
    } else if unit == "share", least >= 0, greatest <= 1, showsWhole {
      let room = 0.1 * (greatest - least)
      low = showsZero || least < 0.3 ? 0 : max(0, least - room)
      high = greatest > 0.5 ? 1 : greatest * 1.05
    } else {
      let room = 0.05 * (greatest - least)
      low = least >= 0 && least < greatest / 2 ? 0 : least - room
      // No margin is above the whole.
      high = unit == "share" && greatest <= 1 ? min(1, greatest + room) : greatest + room
    }
    let smallest = isLogarithmic ? low : high - low
    guard smallest >= Self.divisible.lowerBound,
      max(abs(low), abs(high)) <= Self.divisible.upperBound
    else { return nil }
  }

  /// The same with room around a single value; nil where no value is finite, or all are too large.
  init?(
    around values: [Double], unit: String, showsWhole: Bool = true, isLinear: Bool = false,
    isTight: Bool = false
  ) {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min() else { return nil }
    let room = least == 0 ? 1 : abs(least) / 10
    let axis =
      finite.contains { $0 > least }
      ? Axis(finite, unit: unit, showsWhole: showsWhole, isLinear: isLinear, isTight: isTight)
      : Axis([least - room, least + room], unit: unit, showsWhole: showsWhole, isTight: isTight)
    guard let axis else { return nil }
    self = axis
  }

  /// Of values over time, those for which there should be room: what ends at 0 passes through all decades
  /// on the way, and they would be empty but for that.
  static func worthRoom(_ track: [Double]) -> [Double] {
    guard track.contains(0), let first = track.first(where: { $0 > 0 }) else { return track }
    return track.filter { $0 <= 0 || $0 >= first / 100 }
  }

  /// 0 at the lower end, 1 at the upper; what lies outside is at the nearer end.
  func place(of value: Double) -> Double { min(1, max(0, part(of: value))) }

  /// The same without an end.
  func part(of value: Double) -> Double {
    guard isLogarithmic else { return (value - low) / (high - low) }
    return value > 0 ? log(value / low) / log(high / low) : -.infinity
  }

  /// Round values within the axis, at most ten.
  var ticks: [Double] {
    guard isLogarithmic else { return linearTicks }
    let decades = Int(floor(log10(low)))...Int(ceil(log10(high)))
    for factors in [[1.0, 2, 5], [1, 3], [1]] {
      let ticks = decades.flatMap { decade in factors.map { $0 * pow(10, Double(decade)) } }
        .filter { $0 >= low && $0 <= high }
      if ticks.count <= 8 { return ticks }
    }
    let every = (decades.count + 7) / 8
    return decades.filter { $0.isMultiple(of: every) }.map { pow(10, Double($0)) }
      .filter { $0 >= low && $0 <= high }
  }

  private var linearTicks: [Double] {
    let size = pow(10, floor(log10((high - low) / 4)))
    let step = [5, 2, 1].map { $0 * size }.first { $0 <= (high - low) / 4 } ?? size
    let first = Int((low / step).rounded(.up))
    return (first...max(first, Int((high / step + 1e-9).rounded(.down)))).map { Double($0) * step }
  }

  /// `50 %`, `20k`.
  func label(_ value: Double) -> String { Figure(value, error: 0, unit: unit).text }

  /// `lower edge: 0.024 or less`, where one of the values lies below the axis: a logarithmic one has
  /// no 0. Nil where none does.
  func cut(_ values: some Sequence<Double>) -> String? {
    guard isLogarithmic, values.contains(where: { $0 < low }) else { return nil }
    // Rounded up: at the edge there may be any value up to its own.
    let edge = low.rounded(digits: 2, .up)
    return "lower edge: \(Figure(edge, error: 0, unit: unit).text) or less"
  }

  /// Commands for a line at 0 across the picture, where there are values on both sides of it.
  var zeroLine: [String] {
    guard !isLogarithmic, low < 0, high > 0 else { return [] }
    return [
      "set arrow from graph 0,first 0 to graph 1,first 0 nohead front "
        + "linecolor rgb '\(Ink.line.hex)' linewidth 0.8"
    ]
  }

  /// A function for gnuplot: what is below a logarithmic axis is shown at its end; a linear one cuts it off.
  var inside: String {
    guard isLogarithmic else { return "inside(value) = value" }
    let low = low.shortest ?? "0"
    return "inside(value) = value < \(low) ? \(low) : value"
  }

  /// For a reader: `HKD`; nothing for shares, which have their signs beside the numbers.
  var unitWords: String { unit == "share" ? "" : unit.words }

  /// For a reader: `HKD, logarithmic axis`.
  var words: String {
    let unit = unit.words
    return isLogarithmic ? unit + (unit.isEmpty ? "logarithmic axis" : ", logarithmic axis") : unit
  }

  /// Commands for the horizontal axis.
  ///
  /// - Parameter width: Of the plot, as a part of the picture. Of labels that have no room beside each
  ///   other, every second or third stays.
  func horizontalCommands(on canvas: Canvas, width: Double = 0.74) -> [String] {
    let ticks = ticks
    let label = 1 + (ticks.map { self.label($0).displayWidth }.max() ?? 0)
    let room = canvas.characters(in: width)
    let every = max(1, Int((Double(ticks.count * label) / room).rounded(.up)))
    let shown = ticks.enumerated().filter { $0.offset.isMultiple(of: every) }.map(\.element)
    return commands("x", ticks: shown)
  }

  /// Commands for the vertical axis; `isReversed` puts the lower end at the top.
  func verticalCommands(on canvas: Canvas, isReversed: Bool = false) -> [String] {
    let every = canvas.isSmall ? (ticks.count + 5) / 6 : 1
    let shown = ticks.enumerated().filter { $0.offset.isMultiple(of: every) }.map(\.element)
    return commands("y", ticks: shown, isReversed: isReversed)
      + canvas.leftMargin(for: shown.map(label))
  }

  /// Commands for an axis of gnuplot, such as `cb`, that of colours.
  func commands(_ axis: String, ticks: [Double], isReversed: Bool = false) -> [String] {
    let ends = [low, high].map { $0.shortest ?? "" }
    let range = (isReversed ? ends.reversed() : ends).joined(separator: ":")
    let labels = ticks.map { "\(label($0).onTic) \($0.shortest ?? "")" }
    return (isLogarithmic ? ["set logscale \(axis)"] : []) + [
      "set \(axis)range [\(range)]", "set \(axis)tics (\(labels.joined(separator: ", ")))",
    ]
  }
}

extension String {
  /// A unit for a reader: `x` is `times ARR`, and a share is shown in per cent.
  fileprivate var words: String {
    switch self {
    case "share", "probability": "per cent"
    case "x": "times"
    case "index": "1 at the start"
    case "count": "number"
    default: printable()
    }
  }
}
