import Sensitivity
import Statistics
import Text

extension MetricTornado {
  /// What was done, a bar for each driver, and the numbers behind it.
  func parts(on terminal: Terminal) -> [[String]] {
    let bars = barLines(on: terminal)
    let numbers = numberLines(on: terminal)
    let base = tornado.base.map { "As in the file: \($0.amount(metric))." }
    return [
      title.printable().wrapped(to: terminal.width, indent: 2)
        + (base.map { $0.wrapped(to: terminal.width) } ?? []),
      bars, numbers, footer(bars + numbers, on: terminal),
    ]
  }

  /// `What moves zhipu.sharePrice.p50@2027-06-24, HKD: each driver at its P10 and P90, the others drawn.`
  var title: String { "What moves \(subject.with(unit: swingUnitInWords)): \(method)." }

  /// A correlation is with the values themselves, not with a statistic of them.
  var subject: String { tornado.method == .rank ? metric.quantityOnDate : metric.name.printable() }

  /// What was done, in words.
  var method: String {
    switch tornado.method {
    case .swing: "each driver at its \(ends.low) and \(ends.high), the others drawn"
    case .conditional:
      "among the \(tail) of the paths with the lowest and the highest values of each driver, one run"
    case .rank: "Spearman rank correlation with each driver, path by path"
    }
  }

  /// What the ends of a bar are: `P10` and `P90` where a driver is held there, `low tenth` and `high tenth`
  /// of the paths where these are looked at apart, which lie beyond.
  var ends: (low: String, high: String) {
    guard tornado.method != .conditional else { return ("low \(tail)", "high \(tail)") }
    // 100 · 0.07 is not quite 7.
    let level = (1e8 * tornado.tail).rounded() / 1e6
    return (Levels.head(level), Levels.head(100 - level))
  }

  /// Above the driver's own values at the ends.
  var ownEnds: (low: String, high: String) {
    tornado.method == .conditional ? ("below", "above") : ends
  }

  private var tail: String {
    tornado.tail == 0.1 ? "tenth" : Figure(tornado.tail, error: 0, unit: "share").text
  }

  /// Of the swing: a correlation is a plain number.
  var swingUnit: String { tornado.method == .rank ? "" : metric.unit }

  var swingUnitInWords: String { tornado.method == .rank ? "" : metric.unitInWords }

  /// More bars than these are counted.
  static let most = 20

  var shown: [Tornado.Bar] { Array(tornado.bars.prefix(Self.most)) }

  /// One for each bar that is shown: `growth.initial`, `† multiple shocks`.
  var labels: [String] {
    zip(tornado.bars, names).prefix(Self.most).map { bar, name in
      guard let word = drivers[bar.name]?.kind.chance else { return name }
      return "\(Self.chance) " + (name.hasSuffix(word) ? name : "\(name) \(word)")
    }
  }

  /// Without the company where there is only one: a rate of exchange belongs to none.
  private var names: [String] {
    let names = tornado.bars.map(\.name)
    let subjects = names.map { drivers[$0]?.subject ?? "" }
    guard Set(subjects).subtracting([""]).count == 1 else { return names.shortened }
    return zip(names, subjects).map { $0.below($1).printable() }
  }

  static let chance = "†"

  private func footer(_ lines: [String], on terminal: Terminal) -> [String] {
    var before = Legend.caution(on: [metric])
    if tornado.method != .rank, !shown.isEmpty {
      before.append("▒ the driver at its low end, █ at its high end, │ as in the file.")
    }
    if lines.contains(where: { $0.contains(Self.chance) }) {
      before.append("\(Self.chance): drawn along each path: chance, not belief.")
    }
    if let happenings { before.append(happenings) }
    if lines.contains(where: { $0.contains(IntervalEstimate.mark) }) {
      before.append(
        "\(IntervalEstimate.mark): not distinguishable from 0, with 5 % false alarms for all bars "
          + "together (Bonferroni).")
    }
    if chart == nil {
      before.append(
        "No picture: there is no \(shown.isEmpty ? "driver" : "value that could be drawn").")
    }
    let estimates = shown.flatMap { [$0.low, $0.high, $0.swing] }.compactMap(\.self)
    return Legend.lines(
      for: lines.map { $0.replacing(IntervalEstimate.mark, with: "") }, of: estimates,
      units: [swingUnit], before: before, on: terminal)
  }
}

extension MetricTornado.Driver.Kind {
  /// What is drawn by chance along a path, in a word; nil for a driver, which is belief.
  fileprivate var chance: String? {
    switch self {
    case .driver, .event, .regime: nil
    case .shock: "shocks"
    case .jumps: "jumps"
    case .clock: "clock"
    }
  }
}
