import Statistics
import Text

extension IntervalEstimate {
  /// The number, cut where half of its interval starts.
  func figure(_ unit: String) -> Figure { Figure(value, error: reach, unit: unit) }

  /// `2310 ± 20`; no error where the number is known exactly, or nothing is known of the error.
  func text(_ unit: String) -> String {
    let figure = figure(unit)
    guard value.isFinite, reach.isFinite, reach > 0 else { return figure.text }
    return "\(figure.text) ± \(figure.errorText)"
  }

  /// The same with its unit: `2310 ± 20 HKD`.
  func amount(_ unit: String) -> String {
    let text = text(unit)
    return switch unit {
    case "", "share", "probability", "index": text
    case "date": "\(text) steps"
    default: "\(text) \(unit)".printable()
    }
  }

  /// Whether, as a difference, it is 0 on every path.
  var isNone: Bool { self == IntervalEstimate(exactly: 0) }

  /// As a difference: `+190`, `none` where there is none on any path, and with a mark where 0 lies in
  /// its interval.
  func difference(_ unit: String) -> String {
    guard value.isFinite else { return "–" }
    if isNone { return "none" }
    return (isDistinguishable ? "" : Self.mark) + signed(unit)
  }

  /// `+190`; rounded to 0, or where its error is unknown, it has no plus.
  func signed(_ unit: String) -> String {
    let text = figure(unit).text
    let isPlus = value > 0 && !text.hasPrefix("~") && text.contains { "123456789".contains($0) }
    return (isPlus ? "+" : "") + text
  }

  /// Its error beside `difference`.
  func differenceError(_ unit: String) -> String {
    isNone || !value.isFinite ? "" : figure(unit).errorText
  }

  /// Stands before a number that cannot be told from 0.
  static let mark = "≈"

  var json: JSON {
    .object([("value", .number(value)), ("interval", interval.json)])
  }

  /// Value and ends, for a row of CSV.
  var fields: [String] { [value, interval.low, interval.high].map(\.field) }
}

extension Double {
  /// The shortest text that reads back as the same number; `nan`, `inf` and `-inf` where it is none.
  var field: String { shortest ?? (isNaN ? "nan" : self < 0 ? "-inf" : "inf") }

  /// What `field` wrote; nil for anything else.
  init?(field: String) {
    // Double reads more: 0x10, infinity, nan(12).
    switch field {
    case "nan": self = .nan
    case "inf": self = .infinity
    case "-inf": self = -.infinity
    default:
      guard field.utf8.allSatisfy({ "0123456789+-.e".utf8.contains($0) }),
        let number = Double(field)
      else { return nil }
      self = number
    }
  }
}

extension MetricDescription {
  /// `zhipu.sharePrice.p50@2027-06-24, HKD`; dates are counted from the start.
  var heading: String {
    name.printable().with(unit: unit == "date" ? "steps after the start" : unit)
  }

  var json: JSON { ["name": .text(name), "unit": .text(unit)] }
}

/// What tables of estimates are read with.
enum Legend {
  /// Explains only what stands in the lines.
  ///
  /// - Parameters:
  ///   - isComparison: Whether there are differences.
  ///   - unit: Of the numbers; several where there are several.
  static func lines(
    for shown: [String], units: [String], before: [String] = [], on terminal: Terminal
  ) -> [String] {
    func isShown(_ text: String) -> Bool { shown.contains { $0.contains(text) } }
    var sentences: [String] = []
    if isShown("±") { sentences.append("±: half the width of a 95 % sampling interval.") }
    sentences += before
    if isShown(IntervalEstimate.mark) {
      sentences.append("\(IntervalEstimate.mark): not distinguishable from 0.")
    }
    if isShown(" none") { sentences.append("none: the same on every path.") }
    if isShown("+") || isShown(" -"), units.contains(where: ["share", "probability"].contains) {
      sentences.append("Differences of per cent are percentage points.")
    }
    if isShown("–") { sentences.append("–: no value.") }
    sentences.append("Digits stop where the sampling error starts.")
    if isShown("~") { sentences.append("~: too few paths to tell the error.") }
    return sentences.joined(separator: " ").wrapped(to: terminal.width)
      .map { terminal.styled($0, .note) }
  }
}

extension [String] {
  /// Dotted names without the parts at the front that all share. Each keeps its last part, and a
  /// single one its last two.
  var shortened: [String] {
    let parts = map { $0.split(separator: ".", omittingEmptySubsequences: false) }
    guard let first = parts.first, let shortest = parts.map(\.count).min() else { return self }
    let isSingle = Set(self).count == 1
    let shared = first.indices.first { index in
      parts.contains { index >= $0.count || $0[index] != first[index] }
    }
    let dropped = Swift.max(
      0, isSingle ? first.count - 2 : Swift.min(shared ?? first.count, shortest - 1))
    return parts.map { $0.dropFirst(dropped).joined(separator: ".").printable() }
  }
}
