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

  /// One of the two keys, along an axis.
  private struct Side {
    let name: String
    /// Ascending where all are numbers, else as they come.
    let levels: [String]
    /// Of each point.
    let numbers: [Double]?
    let axis: Axis?

    init(_ report: SweepReport, _ key: Int) {
      let rows = report.sweep.rows
      name = report.keys[key].name
      let numbers = rows.compactMap { report.number(key, $0) }
      self.numbers = numbers.count == rows.count ? numbers : nil
      var seen: Set<String> = []
      var levels = rows.map { $0.point[key] }.filter { seen.insert($0).inserted }
      if self.numbers != nil {
        let known = report.keys[key].numbers
        levels.sort { (known[$0] ?? 0) < (known[$1] ?? 0) }
      }
      self.levels = levels
      axis = self.numbers.flatMap { Axis(around: $0, unit: report.keys[key].unit.onAxis) }
    }

    /// Of a level, from 1.
    func place(_ level: String) -> Int { (levels.firstIndex(of: level) ?? 0) + 1 }
  }

  var chart: Chart? {
    let (x, y) = (Side(report, 0), Side(report, 1))
    let values = report.sweep.rows.map { $0.estimates[metric].value }
    guard let colours = Axis(around: values, unit: unit.onAxis, showsWhole: false) else {
      return nil
    }
    // A grid that was interrupted has more than half of its cells.
    let isGrid =
      max(x.levels.count, y.levels.count) <= Self.most
      && Set(report.sweep.rows.map(\.point)).count == report.sweep.rows.count
      && 2 * report.sweep.rows.count > x.levels.count * y.levels.count
    let base = "; the file as it is: \(report.sweep.base[metric].text(unit))"
    let kind = isGrid ? "Digits stop where the sampling error starts" : "Each dot is a point"
    var commands = Chart.texts(
      report.title(metric), Chart.subtitle(colours.words, report.heading.description.title),
      note: kind + base + report.progress + ".")
    commands += Cividis.commands + Self.colourAxis(colours)
    commands += [
      "set lmargin at screen 0.20", "set rmargin at screen 0.84", "set tmargin at screen 0.82",
      "set bmargin at screen 0.17", "unset grid", Chart.axisTitle(x.name),
      Chart.label(
        y.name.truncated(to: 44), "screen 0.022", "graph 0.5", size: 12, colour: "#444444",
        align: "center") + " rotate by 90",
    ]
    commands += isGrid ? cells(x, y, colours) : dots(x, y)
    return report.chart(metric, file, data: data(x, y, isGrid: isGrid), commands: commands)
  }

  private var unit: String { report.metrics[metric].unit }

  /// A colour bar holds its ends at the lowest and the highest value.
  private static func colourAxis(_ axis: Axis) -> [String] {
    axis.commands("cb") + ["set cbtics scale 0.3 font ',12'"]
  }

  private func data(_ x: Side, _ y: Side, isGrid: Bool) -> String {
    var text = "# \(isGrid ? "column\trow" : "first\tsecond")\tvalue\tlow\thigh\n"
    for (index, row) in report.sweep.rows.enumerated() {
      func place(_ side: Side, _ key: Int) -> Double {
        let number = isGrid ? nil : side.numbers?[index]
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

  private func cells(_ x: Side, _ y: Side, _ colours: Axis) -> [String] {
    let width = 66 / max(1, x.levels.count)
    var commands = [
      "set xrange [0.5:\(x.levels.count).5]", "set yrange [0.5:\(y.levels.count).5]",
      "set xtics scale 0 font ',\(x.levels.count > 7 ? 11 : 13)'", "set ytics scale 0",
      "unset border",
      Chart.categories(x.levels, axis: "x", most: Self.most, columns: max(4, width)),
      Chart.categories(y.levels, axis: "y", most: Self.most, columns: 13),
    ]
    for row in report.sweep.rows {
      let estimate = row.estimates[metric]
      let place = estimate.value.isFinite ? colours.place(of: estimate.value) : 1
      let text = estimate.figure(unit).text
      // Narrow cells take small digits.
      let size = min(13, max(6, 13 * width / max(1, text.count + 1)))
      commands.append(
        Chart.label(
          text, "first \(x.place(row.point[0]))", "first \(y.place(row.point[1]))", size: size,
          colour: Cividis.text(on: place), align: "center"))
    }
    let path = (file + ".dat").inGnuplot
    // Cells without a value stay white.
    commands.append(
      "plot \(path) using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror "
        + "fillstyle solid 1 border rgb 'white' linewidth 1 fillcolor palette")
    return commands
  }

  // MARK: Points

  private func dots(_ x: Side, _ y: Side) -> [String] {
    func commands(_ side: Side, _ axis: String, columns: Int) -> [String] {
      if let numbers = side.axis { return numbers.commands(axis) }
      return [
        "set \(axis)range [0.5:\(side.levels.count).5]",
        Chart.categories(side.levels, axis: axis, most: axis == "x" ? 6 : 16, columns: columns),
      ]
    }
    return commands(x, "x", columns: 12) + commands(y, "y", columns: 13) + [
      "plot \((file + ".dat").inGnuplot) using 1:2:3 with points pt 7 ps 1.5 linecolor rgb '#555555', "
        + "\\\n  '' using 1:2:3 with points pt 7 ps 1.25 linecolor palette"
    ]
  }
}
