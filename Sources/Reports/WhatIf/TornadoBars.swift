import Sensitivity
import Statistics
import Text

extension MetricTornado {
  func barLines(on terminal: Terminal) -> [String] {
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
    if !bar.swing.value.isFinite { return "" }
    let words = bar.swing.isNone ? "exactly the same" : "not distinguishable from 0"
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
  func numberLines(on terminal: Terminal) -> [String] {
    guard tornado.method != .rank, !shown.isEmpty else { return [] }
    let at = tornado.method == .conditional ? "" : "at "
    let titles = [ownEnds.low, ownEnds.high, at + ends.low, "±", at + ends.high, "±"]
    var table = TextTable(titles.map { .init(title: $0, dispensability: 0) })
    table.append(.titles("driver"))
    let rows = shown.map { bar -> [String] in
      let ends = [bar.low, bar.high]
      let own = drivers[bar.name]?.ends
      return [own?.low.printable() ?? "", own?.high.printable() ?? ""]
        + ends.flatMap { [$0?.cell(metric.unit) ?? "–", $0?.errorCell(metric.unit) ?? "–"] }
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
