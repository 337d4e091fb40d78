import Sensitivity
import Statistics
import Text

extension TornadoReport {
  /// Bars from the base to the metric at each end of a driver, the longest at the top.
  package var charts: [Chart] {
    let drawn = shown
    let ends = drawn.flatMap { bar in isRank ? [bar.swing] : [bar.low, bar.high].compactMap(\.self)
    }
    guard !drawn.isEmpty, let middle, let axis = ends.axis(swingUnit, with: [middle]) else {
      return []
    }
    let unit = isRank ? "rank correlation, -1 to 1" : axis.words
    let title = "What moves \(metric.name)"
    var commands = Chart.texts(
      title, Chart.subtitle(unit, method).capitalisedAtStart, note: note)
    commands += axis.commands("x")
    commands += [
      "set lmargin at screen 0.27", "set rmargin at screen 0.80", "set tmargin at screen 0.80",
      "set bmargin at screen 0.13", "set yrange [\(drawn.count).6:0.4]", "set grid xtics noytics",
      "set ytics scale 0 font ',\(drawn.count > 14 ? 10 : 12)'", axis.clip,
      Chart.categories(labels, axis: "y", most: Self.most, columns: 26),
      axis.line(at: middle, isVertical: true, colour: "#333333", dash: "1"),
    ]
    commands += base(axis, middle) + drawn.enumerated().map(columnLabel)
    commands.append("plot " + plots(axis, middle).joined(separator: ", \\\n  "))
    return [
      Chart(
        name: file, company: metric.name.splitAtCompany.company, title: title,
        alternative: alternative, data: data(drawn, axis), commands: commands)
    ]
  }

  private var file: String { ["\(metric.name)-\(tornado.method.rawValue)"].inFileNames[0] }
  private var isRank: Bool { tornado.method == .rank }

  private var note: String {
    var parts = isRank ? [] : ["Blue: the driver at \(ends.low)", "orange: at \(ends.high)"]
    parts.append("\(parts.isEmpty ? "W" : "w")hiskers: 95 % sampling interval")
    if shown.contains(where: { !$0.isDistinguishable }) {
      parts.append("pale: not distinguishable from 0")
    }
    if labels.contains(where: { $0.contains(Self.chance) }) {
      parts.append("\(Self.chance): chance")
    }
    let rest = tornado.bars.count - shown.count
    if rest > 0 { parts.append("\(grouped(rest)) more are not shown") }
    return parts.joined(separator: "; ") + "."
  }

  private var alternative: String {
    let words = zip(labels, shown).map { label, bar in
      "\(label) \(bar.swing.difference(swingUnit))"
    }
    return "\(method.capitalisedAtStart). \(words.joined(separator: "; ")).".printable()
  }

  /// What stands to the right of a bar: the driver's ends, or the correlation.
  private func columnLabel(_ index: Int, _ bar: Tornado.Bar) -> String {
    let own = drivers[bar.name]?.ends
    let text =
      isRank
      ? bar.swing.text("") : own.map { "\($0.low.printable()) → \($0.high.printable())" } ?? ""
    return Chart.label(
      text.truncated(to: 24), "graph 1.02", "first \(index + 1)",
      size: shown.count > 14 ? 9 : 10, colour: "#444444")
  }

  private func base(_ axis: Axis, _ middle: Double) -> [String] {
    guard !isRank, let base = tornado.base else { return [] }
    let place = axis.place(of: middle)
    let (x, y) = Chart.graph(place, 1.035)
    let align = place < 0.2 ? "left" : place > 0.8 ? "right" : "center"
    return [
      Chart.label(
        "as in the file \(base.text(metric.unit))", x, y, size: 12, align: align),
      Chart.label(
        "\(ends.low) → \(ends.high)", "graph 1.02", y, size: 11, colour: "#444444"),
    ]
  }

  // MARK: Bars

  /// A row for each end: place, top and bottom of the bar, value, interval, and which end it is.
  private func data(_ drawn: [Tornado.Bar], _ axis: Axis) -> String {
    var text = "# place\ttop\tbottom\tvalue\tlow\thigh\tend, 2 more where not distinguishable\n"
    for (index, bar) in drawn.enumerated() {
      let place = Double(index + 1)
      for (end, estimate) in [bar.low, isRank ? bar.swing : bar.high].enumerated() {
        guard let estimate else { continue }
        // Two ends on the same side share the height.
        let (top, bottom) =
          !isOneSided(bar)
          ? (place - 0.36, place + 0.36)
          : end == 0 ? (place - 0.36, place) : (place, place + 0.36)
        let kind = Double(end) + (bar.isDistinguishable ? 0 : 2)
        text += Chart.row(
          place.shortest ?? "NaN", [top, bottom] + estimate.row(on: axis) + [kind])
      }
    }
    return text
  }

  private func isOneSided(_ bar: Tornado.Bar) -> Bool {
    guard !isRank, let middle, let low = bar.low?.value, let high = bar.high?.value else {
      return false
    }
    return (low - middle) * (high - middle) > 0
  }

  private func plots(_ axis: Axis, _ middle: Double) -> [String] {
    let path = (file + ".dat").inGnuplot
    let base = "(clip(\(middle.shortest ?? "0")))"
    let colours = ["#4f86b8", "#e07b39", "#c3d6e8", "#f3d2bb"]
    let bars = colours.enumerated().map { kind, colour in
      "\(path) using \(base):(($2+$3)/2):\(base):(clip($7==\(kind)?$4:NaN)):2:3 with boxxyerror "
        + "fillstyle solid 1 noborder fillcolor rgb '\(colour)'"
    }
    return bars + [
      "\(path) using 4:(($2+$3)/2):(clip($5)):(clip($6)) with xerrorbars pt 0 linewidth 1.2 "
        + "linecolor rgb '#222222'"
    ]
  }
}
