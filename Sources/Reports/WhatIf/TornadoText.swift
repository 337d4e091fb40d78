import Sensitivity
import Statistics
import Text

extension TornadoReport {
  /// What was done, a bar for each driver, and the numbers behind it.
  package func text(on terminal: Terminal) -> String {
    let bars = barLines(on: terminal)
    let numbers = numberLines(on: terminal)
    let base = tornado.base.map { "As in the file: \($0.amount(metric.unit))." }
    let parts = [
      heading.lines(on: terminal),
      title.printable().wrapped(to: terminal.width, indent: 2)
        + (base.map { $0.wrapped(to: terminal.width) } ?? []),
      bars, numbers, footer(bars + numbers, on: terminal),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// `What moves zhipu.sharePrice.p50@2027-06-24, HKD: each driver at its P10 and P90, the others drawn.`
  var title: String { "What moves \(metric.heading): \(method)." }

  /// What was done, in words.
  var method: String {
    switch tornado.method {
    case .swing: "each driver at its \(ends.low) and \(ends.high), the others drawn"
    case .conditional:
      "among the \(tail) of the paths with the lowest and the highest values of each driver, one run"
    case .rank: "Spearman rank correlation with each driver, path by path"
    }
  }

  /// `P10` and `P90`.
  var ends: (low: String, high: String) {
    // 100 · 0.07 is not quite 7.
    let level = (1e8 * tornado.tail).rounded() / 1e6
    return (Levels.head(level), Levels.head(100 - level))
  }

  private var tail: String {
    tornado.tail == 0.1 ? "tenth" : Figure(tornado.tail, error: 0, unit: "share").text
  }

  /// Of the swing: a correlation is a plain number.
  var swingUnit: String { tornado.method == .rank ? "" : metric.unit }

  /// More bars than these are counted.
  static let most = 20

  var shown: [Tornado.Bar] { Array(tornado.bars.prefix(Self.most)) }

  /// One for each bar that is shown: `growth.initial`, `† multiple shocks`.
  var labels: [String] {
    zip(tornado.bars, names).prefix(Self.most).map { bar, name in
      guard let kind = drivers[bar.name]?.kind, kind != .driver else { return name }
      let word = kind == .shock ? "shocks" : "jumps"
      return "\(Self.chance) " + (name.hasSuffix(word) ? name : "\(name) \(word)")
    }
  }

  /// Without the company where there is only one: a rate of exchange belongs to none.
  private var names: [String] {
    let names = tornado.bars.map(\.name)
    let companies = Set(names.map(\.splitAtCompany.company)).subtracting(["fx", ""])
    guard companies.count == 1, let company = companies.first else { return names.shortened }
    return names.map { name in
      let parts = name.splitAtCompany
      return (parts.company == company ? parts.quantity : name).printable()
    }
  }

  static let chance = "†"

  private func footer(_ lines: [String], on terminal: Terminal) -> [String] {
    var before: [String] = []
    if tornado.method != .rank, !shown.isEmpty {
      before.append("▒ the driver at its low end, █ at its high end, │ as in the file.")
    }
    if lines.contains(where: { $0.contains(Self.chance) }) {
      before.append("\(Self.chance): drawn along each path: chance, not belief.")
    }
    if shown.contains(where: { !$0.isDistinguishable }) {
      before.append(
        "\(IntervalEstimate.mark): not distinguishable from 0, with 5 % false alarms for all bars "
          + "together (Bonferroni).")
    }
    return Legend.lines(
      for: lines.map { $0.replacing(IntervalEstimate.mark, with: "") }, units: [swingUnit],
      before: before, on: terminal) + heading.reading.wrapped(to: terminal.width)
  }

  // MARK: Bars

  private func barLines(on terminal: Terminal) -> [String] {
    let shown = shown
    guard !shown.isEmpty else { return ["There is no driver."] }
    let swings = shown.map(swingText)
    let errors = shown.map { $0.swing.differenceError(swingUnit) }
    let title = tornado.method == .rank ? "corr." : "swing"
    let (swing, error) = (Self.width(swings + [title]), Self.width(errors + ["±"]))
    // A bar needs a dozen columns.
    let label = min(Self.width(labels), terminal.width - swing - error - 18, 30)
    let room = terminal.width - label - swing - error - 6
    func line(_ name: String, _ bar: String, _ number: String, _ half: String) -> String {
      let bar = bar.padded(to: room + 2, left: false)
      return
        (name.truncated(to: label).padded(to: label, left: false) + "  " + bar
        + number.padded(to: swing, left: true) + "  " + half.padded(to: error, left: true))
        .trimmedAtEnd
    }
    let axis = axis
    var lines = [terminal.styled(line("", "", title, "±"), .heading)]
    for (index, bar) in shown.enumerated() {
      let picture = self.picture(bar, axis, room)
      lines.append(line(labels[index], picture, swings[index], errors[index]))
    }
    let rest = tornado.bars.count - shown.count
    if rest > 0 {
      lines.append("… \(grouped(rest)) smaller one\(rest == 1 ? "" : "s"): in the files")
    }
    return lines
  }

  private func swingText(_ bar: Tornado.Bar) -> String {
    guard bar.swing.value.isFinite else { return "–" }
    if bar.swing.isNone { return "none" }
    return (bar.isDistinguishable ? "" : IntervalEstimate.mark) + bar.swing.signed(swingUnit)
  }

  /// In words where a bar would say nothing, and there is room.
  private func picture(_ bar: Tornado.Bar, _ axis: Axis?, _ width: Int) -> String {
    let words = "not distinguishable from 0"
    if !bar.isDistinguishable, width >= words.count { return words }
    guard let axis, let middle = middle else { return "" }
    func column(_ value: Double) -> Int {
      Int((axis.place(of: value) * Double(width - 1)).rounded())
    }
    var cells = Array(repeating: Character(" "), count: width)
    let values =
      tornado.method == .rank
      ? [.nan, bar.swing.value] : [bar.low, bar.high].map { $0?.value ?? .nan }
    let ends = zip(values, [Character("▒"), Character("█")]).map { (value: $0, block: $1) }
    // The longer first, so that the other one is seen before it.
    let sorted = ends.filter(\.value.isFinite)
      .sorted { abs($0.value - middle) > abs($1.value - middle) }
    for end in sorted {
      let (from, to) = (column(middle), column(end.value))
      for cell in min(from, to)...max(from, to) { cells[cell] = end.block }
    }
    cells[column(middle)] = "│"
    return String(cells)
  }

  /// Where bars start.
  var middle: Double? {
    if tornado.method == .rank { return 0 }
    return tornado.base.flatMap { $0.value.isFinite ? $0.value : nil }
  }

  /// Shows all ends.
  var axis: Axis? {
    let values = shown.flatMap { bar in
      tornado.method == .rank ? [bar.swing.value] : [bar.low, bar.high].compactMap { $0?.value }
    }
    return Axis(
      values + [middle ?? .nan], unit: swingUnit.onAxis, showsWhole: false,
      isLinear: tornado.method == .rank)
  }

  private static func width(_ texts: [String]) -> Int {
    texts.reduce(0) { max($0, $1.displayWidth) }
  }

  // MARK: Numbers

  /// A table, or where it is too wide, two lines for each driver.
  private func numberLines(on terminal: Terminal) -> [String] {
    guard tornado.method != .rank, !shown.isEmpty else { return [] }
    let titles = [ends.low, ends.high, "at \(ends.low)", "±", "at \(ends.high)", "±"]
    var table = TextTable(titles.map { .init(title: $0, dispensability: 0) })
    table.append(.titles("driver"))
    let rows = shown.map { bar -> [String] in
      let figures = [bar.low, bar.high].map { $0?.figure(metric.unit) }
      let own = drivers[bar.name]?.ends
      return [own?.low.printable() ?? "", own?.high.printable() ?? ""]
        + figures.flatMap { [$0?.text ?? "–", $0?.errorText ?? "–"] }
    }
    for (label, row) in zip(labels, rows) { table.append(.numbers(label, row)) }
    if table.fits(terminal, cuttingLabelsTo: 20) { return table.lines(on: terminal) }
    return zip(labels, zip(shown, rows)).flatMap { label, bar in
      let (low, high) = (bar.1[0], bar.1[1])
      return [terminal.styled(label.truncated(to: terminal.width), .heading)]
        + [(ends.low, low, bar.0.low), (ends.high, high, bar.0.high)].flatMap {
          end, own, estimate in
          "\(own.isEmpty ? end : "\(end), \(own)"): \(estimate?.text(metric.unit) ?? "–")"
            .wrapped(to: terminal.width - 2, indent: 2).map { "  " + $0 }
        }
    }
  }
}
