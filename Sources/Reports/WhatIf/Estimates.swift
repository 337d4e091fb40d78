import Statistics
import Text

extension IntervalEstimate {
  /// Whether it is a percentile that is not reached by the horizon: nobody knows when it is.
  var isCensored: Bool { value == .infinity }

  /// Whether only an interval is known: of a share of paths of which the horizon does not decide all.
  var isBounded: Bool { value.isNaN && interval.low.isFinite && interval.high.isFinite }

  /// `29 % to 48 %`, where no number is known between.
  private func ends(_ unit: String) -> String {
    [interval.low, interval.high].map { Figure($0, error: reach / 10, unit: unit).text }
      .joined(separator: " to ")
  }

  /// A difference of shares in points: 4.5 for 0.045.
  var inPoints: IntervalEstimate {
    IntervalEstimate(
      value: 100 * value, interval: Interval(low: 100 * interval.low, high: 100 * interval.high))
  }

  /// The number, cut where half of its interval starts.
  func figure(_ unit: String) -> Figure { Figure(value, error: reach, unit: unit) }

  /// In a table: `2310`; `> 1.4` or `later` where it is not reached by the horizon.
  func cell(_ unit: String) -> String {
    if isBounded { return ends(unit) }
    return isCensored ? bound(unit).map { "> " + $0 } ?? Self.later : figure(unit).text
  }

  /// Both; of a probability as answers tell it: `none` and `< 0.004 %`.
  func cells(_ unit: String) -> [String] {
    guard unit == "probability" else { return [cell(unit), errorCell(unit)] }
    if value == 0 { return ["none", interval.endOfNone] }
    return value == 1 ? ["all", interval.endOfAll] : [cell(unit), errorCell(unit)]
  }

  /// Its error beside `cell`.
  func errorCell(_ unit: String) -> String {
    isCensored || isBounded ? "" : figure(unit).errorText
  }

  /// What stands in a table for a time of which only that it is after the horizon is known.
  static let later = "later"

  /// What it exceeds, as a run tells it; nil where that is unknown.
  private func bound(_ unit: String) -> String? {
    guard interval.low.isFinite else { return nil }
    return Figure(interval.low.rounded(digits: 2, .towardZero), error: 0, unit: unit).text
  }

  /// `2310 ± 20`; no error where the number is known exactly, or nothing is known of the error.
  func text(_ unit: String) -> String {
    if isBounded { return ends(unit) }
    if isCensored { return bound(unit).map { "> " + $0 } ?? "not by the horizon" }
    let figure = figure(unit)
    guard value.isFinite, reach.isFinite, reach > 0 else { return figure.text }
    return "\(figure.text) ± \(figure.errorText)"
  }

  /// The same with its unit: `2310 ± 20 HKD`.
  func amount(_ metric: MetricDescription) -> String {
    let (text, unit) = (text(metric.unit), metric.unitInWords)
    let hasNumber = isBounded || !isCensored || interval.low.isFinite
    return ["", "share", "probability", "index", "count"].contains(unit) || !hasNumber
      ? text : "\(text) \(unit)".printable()
  }

  /// Whether, as a difference, it is 0 on every path.
  var isNone: Bool { self == IntervalEstimate(exactly: 0) }

  /// A difference of some numbers without what rounding leaves: one that is so much smaller than they
  /// are, with its whole interval, is none.
  func rounded(beside numbers: [IntervalEstimate?]) -> IntervalEstimate {
    let size = numbers.compactMap { $0?.value.magnitude }.filter(\.isFinite).max() ?? 0
    let isRounding = [value, interval.low, interval.high].allSatisfy { abs($0) <= 1e-12 * size }
    return isRounding ? IntervalEstimate(exactly: 0) : self
  }

  /// As a difference: `+190`, `none` where there is none on any path, and with a mark where 0 lies in
  /// its interval.
  func difference(_ unit: String) -> String {
    guard value.isFinite else { return "–" }
    if isNone { return "none" }
    let text = signed(unit)
    // One of unknown error has a mark of its own.
    return (isDistinguishable || text.hasPrefix("~") ? "" : Self.mark) + text
  }

  /// `+190`; no plus where it is 0 or its error is unknown. What is less than a tenth of its error is 0.
  func signed(_ unit: String) -> String {
    let isNoise = reach.isFinite && 10 * value.magnitude < reach
    let text = (isNoise ? Figure(0, error: reach, unit: unit) : figure(unit)).text
    let isPlus = value > 0 && !text.hasPrefix("~") && text.contains { "123456789".contains($0) }
    return (isPlus ? "+" : "") + text
  }

  /// Its error beside `difference`.
  func differenceError(_ unit: String) -> String {
    isNone || !value.isFinite ? "" : figure(unit).errorText
  }

  /// Stands before a number that cannot be told from 0.
  static let mark = "≈"

  /// A percentile that is not reached by the horizon says so beside its null.
  var json: JSON {
    .object(members + (isCensored ? [("censored", .bool(true))] : []))
  }

  /// Of a difference, or of an input.
  var plainJSON: JSON { .object(members) }

  private var members: [(String, JSON)] {
    [("value", .number(value)), ("interval", interval.json)]
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
  /// `zhipu.sharePrice.p50@2027-06-24, HKD`.
  var heading: String { name.printable().with(unit: unitInWords) }

  /// `median share price of zhipu on 2027-06-24`.
  var words: String { wordsWithoutDate + (date.map { " on " + $0.printable() } ?? "") }

  /// The same without the date; the name of what is no statistic of a series or an outcome.
  var wordsWithoutDate: String {
    guard let quantity else { return name.printable() }
    let rest = name.dropFirst(quantity.name.count + 1).prefix { $0 != "@" }
    let level = isPercentile ? Double(rest.dropFirst()) : nil
    let statistic = level.map(Levels.name) ?? String(rest)
    return "\(statistic) \(quantity.inWords)".printable()
  }

  /// Dates are told as times, and a reader must know since when.
  var unitInWords: String {
    guard let quantity, quantity.measure == .date, quantity.family == .fall else { return unit }
    return "\(unit) after the start"
  }

  /// What its statistic is of: `zhipu.sharePrice on 2027-06-24`; its name where that is no statistic of
  /// a series or an outcome.
  var quantityOnDate: String {
    (quantity.map { $0.name + (date.map { " on " + $0 } ?? "") } ?? name).printable()
  }

  /// `share price of zhipu on 2027-06-24`.
  var quantityInWords: String {
    (quantity.map { $0.inWords + (date.map { " on " + $0 } ?? "") } ?? name).printable()
  }

  var json: JSON { ["name": .text(name), "unit": .text(unit)] }
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
