import Sensitivity
import Statistics
import Text

/// A metric over two keys: a table in colours where the points are a grid, else coloured points.
struct SweepMap {
  let report: SweepReport
  let metric: Int
  let file: String

  /// More rows or columns than these leave no room for numbers.
  private static let most = 12
  /// More than these are no cells but dots.
  private static let mostCells = 30

  /// One of the two keys, along an axis.
  private struct Side {
    let title: String
    /// Ascending where all are numbers, else as they come.
    let levels: [String]
    /// The same on tics.
    let tics: [String]
    /// Of each point.
    let numbers: [Double]?
    let axis: Axis?
    let factor: Double
    /// The same beside cells, whose axis is never logarithmic.
    let gridTitle: String

    init(_ report: SweepReport, _ key: Int) {
      let rows = report.sweep.rows
      let numbers = rows.compactMap { report.number(key, $0) }
      self.numbers = numbers.count == rows.count ? numbers : nil
      var seen: Set<String> = []
      var levels = rows.map { $0.point[key] }.filter { seen.insert($0).inserted }
      if self.numbers != nil {
        let known = report.keys[key].numbers
        levels.sort { (known[$0] ?? 0) < (known[$1] ?? 0) }
      }
      self.levels = levels
      let scale = InputScale(report.keys[key], self.numbers ?? [])
      let known = report.keys[key].numbers
      tics = self.numbers == nil ? levels : levels.map { scale.tic($0, known[$0]) }
      let axis = self.numbers.flatMap(scale.axis)
      self.axis = axis
      factor = scale.factor
      title = self.numbers == nil ? report.keys[key].name : scale.title(report.keys[key], axis)
      gridTitle =
        self.numbers == nil
        ? title : Chart.subtitle(report.keys[key].name, axis?.unitWords ?? "")
    }

    /// Of a level, from 1.
    func place(_ level: String) -> Int { (levels.firstIndex(of: level) ?? 0) + 1 }
  }

  var chart: Chart? {
    let (x, y) = (Side(report, 0), Side(report, 1))
    let values = report.sweep.rows.map { $0.estimates[metric].value }
    let unit = report.metrics[metric].unitInWords.onAxis
    guard let colours = Axis(around: values, unit: unit, isTight: true) else { return nil }
    // A grid that was interrupted has more than half of its cells.
    let isGrid =
      max(x.levels.count, y.levels.count) <= Self.mostCells
      && Set(report.sweep.rows.map(\.point)).count == report.sweep.rows.count
      && 2 * report.sweep.rows.count > x.levels.count * y.levels.count
    let base = "the file as it is: \(report.sweep.base[metric].text(self.unit))"
    let hasDigits = max(x.levels.count, y.levels.count) <= Self.most
    let kind =
      !isGrid
      ? ["each dot is a point"] : hasDigits ? ["digits stop where the sampling error starts"] : []
    let notes =
      kind + [base] + report.progress
      + Chart.missing(report.sweep.rows.map { $0.estimates[metric] })
    return report.chart(
      metric, file, colours.words, notes: [notes[0].capitalisedAtStart] + notes.dropFirst(),
      data: data(x, y, isGrid: isGrid)
    ) { canvas in
      Cividis.commands + Self.colourAxis(colours, on: canvas)
        + frame(isGrid ? x.gridTitle : x.title, isGrid ? y.gridTitle : y.title, on: canvas)
        + (isGrid ? cells(x, y, colours, hasDigits: hasDigits, on: canvas) : dots(x, y, on: canvas))
    }
  }

  /// The place of the plot, and the titles of its sides.
  private func frame(_ x: String, _ y: String, on canvas: Canvas) -> [String] {
    let bottom = canvas.isPage ? canvas.bottom(lines: 2.2) : 0.17
    return ["unset grid", canvas.axisTitle(x)]
      + canvas.margins(
        left: canvas.isSmall ? 0.26 : 0.20, right: canvas.isSmall ? 0.80 : 0.84,
        top: canvas.isPage ? nil : 0.82, bottom: bottom)
      + [
        canvas.label(
          y.truncated(to: canvas.isSmall ? 30 : 48), "screen \(canvas.isSmall ? 0.035 : 0.022)",
          "graph 0.5", size: 11, ink: .soft, align: "center") + " rotate by 90"
      ]
  }

  private var unit: String { report.metrics[metric].unit }

  /// A colour bar holds its ends at the lowest and the highest value.
  private static func colourAxis(_ axis: Axis, on canvas: Canvas) -> [String] {
    let place =
      canvas.isSmall ? "0.82,0.25 size screen 0.03,0.6" : "0.865,0.17 size screen 0.022,0.65"
    return axis.commands("cb", ticks: axis.ticks)
      + ["set cbtics scale 0.3 font ',12'", "set colorbox user origin screen \(place)"]
  }

  private func data(_ x: Side, _ y: Side, isGrid: Bool) -> String {
    var text = "# \(isGrid ? "column\trow" : "first\tsecond")\tvalue\tlow\thigh\n"
    for (index, row) in report.sweep.rows.enumerated() {
      func place(_ side: Side, _ key: Int) -> Double {
        let number = isGrid ? nil : side.numbers.map { side.factor * $0[index] }
        return number ?? Double(side.place(row.point[key]))
      }
      let estimate = row.estimates[metric]
      let numbers = [
        place(y, 1), estimate.value, estimate.interval.low, estimate.interval.high,
      ]
      text += Chart.row(place(x, 0).shortest ?? "NaN", numbers)
    }
    return text
  }

  // MARK: Grid

  private func cells(
    _ x: Side, _ y: Side, _ colours: Axis, hasDigits: Bool, on canvas: Canvas
  ) -> [String] {
    let commands = tics(x, y, on: canvas) + (hasDigits ? digits(x, y, colours, on: canvas) : [])
    let path = (file + ".dat").inGnuplot
    // Cells without a value stay white.
    return commands + [
      "plot \(path) using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror "
        + "fillstyle solid 1 border rgb '\(Ink.paper.hex)' linewidth \(hasDigits ? 1 : 0.3) fillcolor palette"
    ]
  }

  /// Of numbers, as many as have room; words, which cannot be left out, are turned.
  private func tics(_ x: Side, _ y: Side, on canvas: Canvas) -> [String] {
    // Columns of text that the plot has room for.
    let room = canvas.isSmall ? 30 : 76
    let longest = x.tics.reduce(1) { max($0, $1.printable().displayWidth) } + 1
    let isTurned = x.numbers == nil && longest * x.tics.count > room
    let most = isTurned || x.numbers == nil ? Self.most : max(1, room / longest)
    return [
      "set xrange [0.5:\(x.levels.count).5]", "set yrange [0.5:\(y.levels.count).5]",
      "set xtics scale 0 font ',\(x.levels.count > 7 ? 11 : min(13, canvas.fontSize))'"
        + (isTurned ? " rotate by 25 right" : ""),
      "set ytics scale 0", "unset border",
      Chart.categories(
        x.tics, axis: "x", most: most, columns: isTurned ? 20 : max(longest, 4)),
      Chart.categories(
        y.tics, axis: "y", most: y.numbers == nil ? 20 : Self.most, columns: canvas.isSmall ? 8 : 13
      ),
    ] + (isTurned ? canvas.margins(bottom: canvas.isSmall ? 0.38 : 0.25) : [])
  }

  /// The number in each cell, all of one size.
  private func digits(
    _ x: Side, _ y: Side, _ colours: Axis, on canvas: Canvas
  ) -> [String] {
    let width = (canvas.isSmall ? 28 : 66) / max(1, x.levels.count)
    // Beside the picture stands what they are in.
    let texts = report.sweep.rows.map {
      $0.estimates[metric].cell(unit).replacing(" %", with: "")
    }
    let longest = texts.reduce(1) { max($0, $1.displayWidth) }
    // Narrow cells take small digits.
    let size = min(13, max(6, 13 * width / (longest + 1)))
    // On a page they stand in the table below, too.
    guard !canvas.isPage || size >= 11 else { return [] }
    return zip(report.sweep.rows, texts).map { row, text in
      let value = row.estimates[metric].value
      return canvas.label(
        text, "first \(x.place(row.point[0]))", "first \(y.place(row.point[1]))", size: size,
        colour: Cividis.text(on: value.isFinite ? colours.place(of: value) : 1), align: "center")
    }
  }

  // MARK: Points

  private func dots(_ x: Side, _ y: Side, on canvas: Canvas) -> [String] {
    func commands(_ side: Side, _ axis: String, columns: Int) -> [String] {
      if let numbers = side.axis {
        return axis == "x"
          ? numbers.horizontalCommands(on: canvas, width: canvas.isSmall ? 0.5 : 0.64)
          : numbers.commands(axis, ticks: numbers.ticks)
      }
      return [
        "set \(axis)range [0.5:\(side.levels.count).5]",
        Chart.categories(side.levels, axis: axis, most: axis == "x" ? 6 : 16, columns: columns),
      ]
    }
    return commands(x, "x", columns: 12) + commands(y, "y", columns: 13) + [
      "plot \((file + ".dat").inGnuplot) using 1:2:3 with points pt 7 ps 1.5 linecolor rgb '\(Ink.line.hex)', "
        + "\\\n  '' using 1:2:3 with points pt 7 ps 1.25 linecolor palette"
    ]
  }
}
