import Sensitivity
import Statistics
import Text

extension MetricTornado {
  /// Bars from the base to the metric at each end of a driver, the longest at the top.
  var chart: Chart? {
    let drawn = shown
    let ends = drawn.flatMap { bar in isRank ? [bar.swing] : [bar.low, bar.high].compactMap(\.self)
    }
    guard !drawn.isEmpty, let middle,
      let axis = (ends.map { IntervalEstimate(exactly: $0.value) } + shown.compactMap(whiskers))
        .axis(swingUnitInWords, with: [middle], isLinear: isRank)
    else { return nil }
    let tables = tables(axis)
    guard !tables.isEmpty else { return nil }
    let unit = isRank ? "rank correlation, -1 to 1" : axis.words
    return Chart(
      name: file, company: metric.quantity?.subject ?? "", title: "What moves \(subject)",
      axes: Chart.subtitle(unit, pictureMethod).capitalisedAtStart,
      context: heading.description.title, notes: notes, alternative: alternative,
      data: data(tables), isOnPage: false
    ) { canvas in
      var commands = axis.horizontalCommands(on: canvas, width: 0.51)
      commands += canvas.margins(left: 0.27, right: 0.78, top: 0.80, bottom: 0.17)
      commands += [
        "set yrange [\(drawn.count).6:0.4]", "set grid xtics noytics",
        "set ytics scale 0 font ',\(drawn.count > 14 ? 10 : 12)'",
        Chart.categories(labels, axis: "y", most: Self.most, columns: 26),
        axis.line(at: middle, isVertical: true, ink: .text, dash: "1"),
      ]
      commands += base(axis, middle, on: canvas)
      commands += drawn.enumerated().map { columnLabel($0, $1, on: canvas) }
      return commands + ["plot " + plots(tables, axis, middle).joined(separator: ", \\\n  ")]
    }
  }

  private var isRank: Bool { tornado.method == .rank }

  private var notes: [String] {
    var parts =
      isRank
      ? []
      : [
        "Blue: driver \(tornado.method == .conditional ? "in its" : "at") \(ends.low), orange: \(ends.high)"
      ]
    parts.append(
      isRank ? "Whiskers: 95 % interval" : "whisker: 95 % interval of the swing, at its longer end")
    if shown.contains(where: { !$0.isDistinguishable }) {
      parts.append("pale: not distinguishable from 0")
    }
    if labels.contains(where: { $0.contains(Self.chance) }) {
      parts.append("\(Self.chance) chance")
    }
    let rest = tornado.bars.count - shown.count
    if rest > 0 { parts.append("\(grouped(rest)) more not shown") }
    let estimates = shown.flatMap { isRank ? [$0.swing] : [$0.low, $0.high].compactMap(\.self) }
    return parts + Chart.missing(estimates, "end")
  }

  /// In few words: the scenario's title stands beside it.
  private var pictureMethod: String {
    switch tornado.method {
    case .swing: "each driver at \(ends.low) and \(ends.high)"
    case .conditional: "among paths with the lowest and highest values of a driver"
    case .rank: "Spearman, path by path"
    }
  }

  /// The interval of the swing, at the end of the bar that is farther from the base: the other end held,
  /// this one is uncertain by so much. Each end's own interval is wider, since both share their draws.
  private func whiskers(_ bar: Tornado.Bar) -> IntervalEstimate? {
    let swing = bar.swing
    guard swing.value.isFinite, swing.interval.low.isFinite, swing.interval.high.isFinite else {
      return nil
    }
    if isRank { return swing }
    guard let low = bar.low?.value, let high = bar.high?.value, low.isFinite, high.isFinite else {
      return nil
    }
    return isAtHigh(bar)
      ? IntervalEstimate(
        value: high,
        interval: Interval(low: low + swing.interval.low, high: low + swing.interval.high))
      : IntervalEstimate(
        value: low,
        interval: Interval(low: high - swing.interval.high, high: high - swing.interval.low))
  }

  /// Whether the high end is the farther one.
  private func isAtHigh(_ bar: Tornado.Bar) -> Bool {
    guard !isRank, let middle, let low = bar.low?.value, let high = bar.high?.value else {
      return true
    }
    return abs(high - middle) >= abs(low - middle)
  }

  private var alternative: String {
    let words = zip(labels, shown).map { label, bar in
      "\(label) \(bar.swing.difference(swingUnit))"
    }
    return "\(method.capitalisedAtStart). \(words.joined(separator: "; ")).".printable()
  }

  /// What stands to the right of a bar: the driver's ends, or the correlation.
  private func columnLabel(_ index: Int, _ bar: Tornado.Bar, on canvas: Canvas) -> String {
    let own = drivers[bar.name]?.ends
    let text =
      isRank
      ? bar.swing.text("") : own.map { [$0.low, $0.high].inTwo } ?? ""
    return canvas.label(
      text, "graph 1.02", "first \(index + 1)",
      size: shown.count > 14 ? 9 : 10, ink: .soft)
  }

  private func base(_ axis: Axis, _ middle: Double, on canvas: Canvas) -> [String] {
    guard !isRank, let base = tornado.base else { return [] }
    let place = axis.place(of: middle)
    let (x, y) = Chart.graph(place, 1.035)
    let align = place < 0.2 ? "left" : place > 0.8 ? "right" : "center"
    return [
      canvas.label(
        "as in the file \(base.text(metric.unit))", x, y, size: 12, align: align),
      canvas.label(
        "\(ownEnds.low) → \(ownEnds.high)", "graph 1.02", y, size: 11, ink: .soft),
    ]
  }

  // MARK: Bars

  /// An end of a bar that can be drawn.
  private struct End {
    /// 0 for the low end and 1 for the high one, 2 more where the bar cannot be told from 0.
    let kind: Int
    let row: String
  }

  /// Two ends on the same side of the base share the height of a bar.
  private func ends(_ axis: Axis) -> [End] {
    shown.enumerated().flatMap { index, bar -> [End] in
      let place = Double(index + 1)
      let isShared = isOneSided(bar)
      return [bar.low, isRank ? bar.swing : bar.high].enumerated().compactMap { end, estimate in
        guard let estimate, estimate.value.isFinite else { return nil }
        let top = isShared && end == 1 ? place : place - 0.36
        let bottom = isShared && end == 0 ? place : place + 0.36
        let whiskers = (end == 1) == isAtHigh(bar) ? whiskers(bar)?.row(on: axis) : nil
        let reach = whiskers.map { Array($0.dropFirst()) } ?? [.nan, .nan]
        return End(
          kind: end + (bar.isDistinguishable ? 0 : 2),
          row: Chart.row("\(index + 1)", [top, bottom, estimate.row(on: axis)[0]] + reach))
      }
    }
  }

  private func isOneSided(_ bar: Tornado.Bar) -> Bool {
    guard !isRank, let middle, let low = bar.low?.value, let high = bar.high?.value else {
      return false
    }
    return (low - middle) * (high - middle) > 0
  }

  /// What is drawn, by kind: gnuplot draws a box without a value, too, so each kind has its table.
  private func tables(_ axis: Axis) -> [(kind: Int, rows: [String])] {
    let ends = ends(axis)
    return (0..<4).map { kind in (kind, ends.filter { $0.kind == kind }.map(\.row)) }
      .filter { !$0.rows.isEmpty }
  }

  private func data(_ tables: [(kind: Int, rows: [String])]) -> String {
    let names = ["low ends", "high ends"]
    return tables.map { kind, rows in
      let pale = kind < 2 ? "" : ", not distinguishable from 0"
      return "# \(names[kind % 2])\(pale): place\ttop\tbottom\tvalue\tlow\thigh\n" + rows.joined()
    }.joined(separator: "\n\n")
  }

  private func plots(_ tables: [(kind: Int, rows: [String])], _ axis: Axis, _ middle: Double)
    -> [String]
  {
    let path = (file + ".dat").inGnuplot
    let base = "(\(min(axis.high, max(axis.low, middle)).shortest ?? "0"))"
    let inks = [Ink.rise, .fall, .risePale, .fallPale]
    let bars = tables.enumerated().map { index, table in
      "\(path) index \(index) using \(base):(($2+$3)/2):\(base):4:2:3 with boxxyerror "
        + "fillstyle solid 1 noborder fillcolor rgb '\(inks[table.kind].hex)'"
    }
    // gnuplot complains where there is none, and draws one at the edge for an end without.
    guard shown.contains(where: { whiskers($0) != nil }) else { return bars }
    return bars + [
      "\(path) using ($5==$5?$4:NaN):(($2+$3)/2):5:6 with xerrorbars pt 0 linewidth 1.2 "
        + "linecolor rgb '\(Ink.text.hex)'"
    ]
  }
}

extension [String] {
  /// `40% → 310%`, each cut to half of the room beside a bar.
  fileprivate var inTwo: String {
    map { $0.printable().truncated(to: 12) }.joined(separator: " → ")
  }
}
