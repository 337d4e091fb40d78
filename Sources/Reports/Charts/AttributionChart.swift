import Statistics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A waterfall from the price at the start over each cause to the end, on the geometric mean of the
/// paths: on a logarithmic axis, the means of logarithms add. What moves the price on no path has
/// no bar.
struct AttributionChart {
  /// Of its files, without the ending.
  let file: String
  let attribution: PriceAttribution
  let scenario: String
  /// What it says, for those who do not see it.
  let alternative: String
  /// The price at the start, where it is one number, and its unit.
  let start: (price: Double, unit: String)?

  /// A column: from a level to the next, both as factors of the price at the start.
  private struct Bar {
    let name: String
    let from: Double
    let sample: SampleSummary
    let isTotal: Bool
    var to: Double { from * sample.mean.factor.value }
    /// 0 where the price rises, 1 where it falls, 2 where it stays, and for all causes together.
    var kind: Int { isTotal || sample.isIdle ? 2 : sample.mean.value < 0 ? 1 : 0 }
  }

  private static let inks = [Ink.rise, .fall, .total]
  private static let names = ["raises the price", "lowers the price", "all together, or nothing"]

  /// Nil where no path has an attribution.
  var chart: Chart? {
    let bars = bars
    guard attribution.total.count > 0,
      let axis = Axis(
        around: [1] + bars.flatMap { [$0.from, $0.to] + reach($0) }, unit: "", isTight: true)
    else { return nil }
    return Chart(
      name: file, company: attribution.company,
      title: "What moved the share price of \(attribution.company)",
      axes: subtitle, context: scenario, notes: notes, alternative: alternative,
      data: data(bars, on: axis), isOnPage: false
    ) { canvas in
      commands(bars, axis, on: canvas)
    }
  }

  private func commands(_ bars: [Bar], _ axis: Axis, on canvas: Canvas) -> [String] {
    var commands = scale(axis)
    commands += [
      "unset xtics", "set xrange [0.4:\(bars.count + 1).6]",
      "set arrow from 0.4,1 to \(bars.count + 1).6,1 nohead back linecolor rgb '\(Ink.line.hex)' "
        + "linewidth 1",
      "set arrow from 0.66,1 to 1.34,1 nohead front linecolor rgb '\(Ink.total.hex)' linewidth 4",
    ]
    commands += canvas.margins(left: 0.085, right: 0.975, bottom: 0.185)
    commands += canvas.leftMargin(for: axis.ticks.map { label($0, axis) })
    commands += names("start", start.map { Self.money($0.price, 0, $0.unit) }, at: 1, on: canvas)
    for (index, bar) in bars.enumerated() {
      commands += texts(bar, at: index + 2, axis, on: canvas)
      if !bar.isTotal { commands.append(Self.step(to: inside(bar.to, axis), from: index + 2)) }
    }
    return commands + ["plot " + plots(bars).joined(separator: ", \\\n  ")]
  }

  private var bars: [Bar] {
    var level = 1.0
    let steps = attribution.active.map { part in
      let bar = Bar(name: part.name, from: level, sample: part.sample, isTotal: false)
      level = bar.to
      return bar
    }
    return steps + [Bar(name: end, from: 1, sample: attribution.total, isTotal: true)]
  }

  /// The paths that are told of come first: on the others there is no such factor.
  private var subtitle: String {
    let told = "geometric means, logarithmic axis"
    return attribution.kept.map { "On the \($0): \(told)" } ?? "Factors, \(told)"
  }

  /// `end`, or `end, 69 %` where the other paths have none.
  private var end: String {
    attribution.kept == nil ? "end" : "end, \(Figure(share: attribution.told).text)"
  }

  private var band: Levels.Band? { Levels([attribution.total]).bands.last }

  /// Where the bar would end on either edge of the middle paths; empty where all are the same.
  private func reach(_ bar: Bar) -> [Double] {
    guard let band, let low = bar.sample[band.low]?.value, let high = bar.sample[band.high]?.value,
      low < high
    else { return [] }
    return [low, high].map { bar.from * exp($0) }
  }

  private var notes: [String] {
    let edges = band.map {
      "thin bars: \(Levels.head($0.low))–\(Levels.head($0.high)) of each factor by itself"
    }
    let share = attribution.leftOut
    let left = share.hits > 0 ? "left out: \(Figure(share: share).text) of the paths" : nil
    return ["Blue raises the price, orange lowers it", edges, left].compactMap(\.self)
  }

  // MARK: The axis

  /// Logarithmic also where the factors lie close together: only then do the bars add.
  private func scale(_ axis: Axis) -> [String] {
    let ticks = axis.ticks.map { "\(label($0, axis).onTic) \($0.shortest ?? "1")" }
    return [
      "set logscale y", "set yrange [\(low(axis).shortest ?? ""):\(high(axis).shortest ?? "")]",
      "set ytics (\(ticks.joined(separator: ", ")))",
    ]
  }

  private func label(_ factor: Double, _ axis: Axis) -> String { "×" + axis.label(factor) }

  /// With room for the numbers beyond the bars.
  private func low(_ axis: Axis) -> Double { axis.low / room(axis) }
  private func high(_ axis: Axis) -> Double { axis.high * room(axis) }
  private func room(_ axis: Axis) -> Double { pow(axis.high / axis.low, 0.06) }

  private func inside(_ value: Double, _ axis: Axis) -> Double {
    min(high(axis), max(low(axis), value))
  }

  // MARK: Texts

  /// Below a column its name, and what else there is to say on a second line.
  private func names(
    _ name: String, _ second: String?, at place: Int, on canvas: Canvas
  ) -> [String] {
    let words = name.displayWidth > 13 ? name.split(separator: " ").map(String.init) : [name]
    return (words + [second].compactMap(\.self)).prefix(2).enumerated().map { line, text in
      canvas.label(
        text, "first \(place)", "graph \((-0.055 - 0.06 * Double(line)).inPlot)", size: 12,
        align: "center")
    }
  }

  /// The factor beyond the end of a bar, and the names below it.
  private func texts(
    _ bar: Bar, at place: Int, _ axis: Axis, on canvas: Canvas
  ) -> [String] {
    let ends = [bar.to, bar.from] + reach(bar)
    let falls = bar.to < bar.from
    let end = inside((falls ? ends.min() : ends.max()) ?? bar.to, axis)
    let price =
      bar.isTotal
      ? start.map { start in
        let factor = bar.sample.mean.factor
        return Self.money(start.price * factor.value, start.price * factor.error, start.unit)
      } : nil
    let factor = bar.sample.isIdle ? "×1" : bar.sample.factor
    return names(bar.name, price, at: place, on: canvas) + [
      canvas.label(
        factor, "first \(place)", "first \(end.shortest ?? "1")", size: 13, align: "center")
        + " offset 0,\(falls ? -0.75 : 0.7)"
    ]
  }

  private static func money(_ value: Double, _ error: Double, _ unit: String) -> String {
    "\(Figure(value, error: error, unit: unit).text) \(unit)".printable()
  }

  // MARK: Bars

  /// From the end of a bar to the start of the next.
  private static func step(to level: Double, from place: Int) -> String {
    let y = level.shortest ?? "1"
    return "set arrow from \(place).34,\(y) to \(place).66,\(y) nohead back dashtype (3,3) "
      + "linecolor rgb '\(Ink.line.hex)' linewidth 1"
  }

  /// By kind: gnuplot draws a box without a value, too, so each kind has its table; last the thin
  /// bars.
  private func data(_ bars: [Bar], on axis: Axis) -> String {
    let rows = bars.enumerated().map { index, bar in
      (bar, Chart.row("\(index + 2)", ([bar.from, bar.to]).map { inside($0, axis) }))
    }
    let tables = kinds(bars).map { kind in
      "# \(Self.names[kind]): place\tfrom\tto\n"
        + rows.filter { $0.0.kind == kind }.map(\.1).joined()
    }
    let thin = bars.enumerated().compactMap { index, bar -> String? in
      let reach = reach(bar).map { inside($0, axis) }
      return reach.isEmpty ? nil : Chart.row("\(index + 2)", reach)
    }
    let last = thin.isEmpty ? [] : ["# middle paths: place\tlow\thigh\n" + thin.joined()]
    return (tables + last).joined(separator: "\n\n")
  }

  private func kinds(_ bars: [Bar]) -> [Int] { Set(bars.map(\.kind)).sorted() }

  private func plots(_ bars: [Bar]) -> [String] {
    let path = (file + ".dat").inGnuplot
    func boxes(_ index: Int, _ half: Double, _ style: String) -> String {
      "\(path) index \(index) using 1:2:($1-\(half)):($1+\(half)):2:3 with boxxyerror \(style)"
    }
    let kinds = kinds(bars)
    let solid = kinds.enumerated().map { index, kind in
      boxes(
        index, 0.34,
        "fillstyle solid 1 border rgb '\(Self.inks[kind].hex)' linewidth 1 "
          + "fillcolor rgb '\(Self.inks[kind].hex)'")
    }
    guard bars.contains(where: { !reach($0).isEmpty }) else { return solid }
    return solid + [
      boxes(
        kinds.count, 0.03,
        "fillstyle solid 1 border rgb '\(Ink.paper.hex)' linewidth 0.5 "
          + "fillcolor rgb '\(Ink.text.hex)'")
    ]
  }
}
