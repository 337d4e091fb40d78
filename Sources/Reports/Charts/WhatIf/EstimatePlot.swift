import Statistics
import Text

// What pictures of estimates share.

extension IntervalEstimate {
  /// Value and ends as far as an axis shows them: gnuplot draws nothing to infinity.
  func row(on axis: Axis) -> [Double] {
    guard value.isFinite else { return [.nan, .nan, .nan] }
    func inside(_ end: Double) -> Double {
      end.isNaN ? .nan : Swift.min(axis.high, Swift.max(axis.low, end))
    }
    return [inside(value), inside(interval.low), inside(interval.high)]
  }
}

extension [IntervalEstimate] {
  /// An axis for all of them with their errors.
  ///
  /// An error that dwarfs the values is cut: it would press all of them together.
  func axis(_ unit: String, with others: [Double] = [], isLinear: Bool = false) -> Axis? {
    let values = (map(\.value) + others).filter(\.isFinite)
    guard let least = values.min(), let greatest = values.max() else { return nil }
    let room = Swift.max(greatest - least, abs(greatest) / 2)
    let ends = flatMap { $0.value.isFinite ? [$0.interval.low, $0.interval.high] : [] }
    let near = ends.filter { $0 >= least - room && $0 <= greatest + room }
    return Axis(
      around: values + near, unit: unit.onAxis, showsWhole: false, isLinear: isLinear)
  }
}

extension Axis {
  /// A line across the picture at a value.
  ///
  /// - Parameter isVertical: Whether the value is on the horizontal axis.
  func line(at value: Double, isVertical: Bool, ink: Ink, dash: String = "(8,6)") -> String {
    let place = "graph \(place(of: value).inPlot)"
    let ends =
      isVertical
      ? ["\(place),graph 0", "\(place),graph 1"] : ["graph 0,\(place)", "graph 1,\(place)"]
    return "set arrow from \(ends[0]) to \(ends[1]) nohead front dashtype \(dash) "
      + "linecolor rgb '\(ink.hex)' linewidth 1.2"
  }
}

extension Chart {
  /// A place in a picture, in parts of the plot.
  static func graph(_ x: Double, _ y: Double) -> (x: String, y: String) {
    ("graph \(x.inPlot)", "graph \(y.inPlot)")
  }

  /// `2 points beyond the horizon: not drawn`; none where all can be drawn.
  static func missing(_ estimates: [IntervalEstimate], _ noun: String = "point") -> [String] {
    let censored = estimates.count(where: \.isCensored)
    let others = estimates.count { !$0.value.isFinite } - censored
    return [(censored, "beyond the horizon"), (others, "without a value")].filter { $0.0 > 0 }
      .map { count, why in "\(grouped(count)) \(noun)\(count == 1 ? "" : "s") \(why): not drawn" }
  }

  /// Tics at 1, 2, … with words; only some of them where there are many.
  static func categories(_ texts: [String], axis: String, most: Int, columns: Int) -> String {
    let every = max(1, (texts.count + most - 1) / most)
    let tics = texts.enumerated().filter { $0.offset.isMultiple(of: every) }
      .map { "\($0.element.printable().truncated(to: columns).onTic) \($0.offset + 1)" }
    return "set \(axis)tics (\(tics.joined(separator: ", ")))"
  }
}

extension Double {
  /// A part of a picture, for a command: 0.8200000000000001 is 0.82.
  var inPlot: String { String((self * 10_000).rounded() / 10_000) }
}

/// Colours of values from low to high: cividis, whose lightness rises evenly, so that it reads in grey
/// and to those who do not see red or green.
///
/// Reference: Nuñez, Anderton & Renslow (2018).
enum Cividis {
  private static let stops: [(red: Double, green: Double, blue: Double)] = [
    (0, 32, 77), (49, 68, 107), (102, 105, 112), (149, 143, 120), (203, 186, 105), (255, 234, 70),
  ]

  static var commands: [String] {
    let colours = stops.enumerated().map { index, stop in
      "\(index) '#\(hex(stop.red))\(hex(stop.green))\(hex(stop.blue))'"
    }
    return ["set palette defined (\(colours.joined(separator: ", ")))"]
  }

  /// Of text on the colour of a value; 0 is the lowest. These are no inks, which turn over in the dark.
  static func text(on place: Double) -> String { place < 0.55 ? "#fefefe" : "#0a0a0a" }

  private static func hex(_ number: Double) -> String {
    let text = String(Int(number), radix: 16)
    return text.count < 2 ? "0" + text : text
  }
}
