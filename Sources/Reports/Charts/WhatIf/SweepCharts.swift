import Sensitivity
import Statistics
import Text

extension SweepReport {
  /// One for each metric; none where more than two keys were varied.
  package var charts: [Chart] {
    guard !sweep.rows.isEmpty else { return [] }
    return zip(metrics.indices, metrics.map(\.name).inFileNames).compactMap { metric, file in
      switch keys.count {
      case 1:
        SweepCurve(report: self, metric: metric, file: file).chart
          ?? SweepDots(report: self, metric: metric, file: file).chart
      case 2: SweepMap(report: self, metric: metric, file: file).chart
      default: nil
      }
    }
  }

  /// The number that a level of a key is.
  func number(_ key: Int, _ row: Sweep<[String]>.Row) -> Double? {
    keys[key].numbers[row.point[key]].flatMap { $0.isFinite ? $0 : nil }
  }

  func title(_ metric: Int) -> String { metrics[metric].words.capitalisedAtStart }

  /// `12 of 20 points`, where some are missing; none where all are there.
  var progress: [String] {
    let done = sweep.rows.count
    return done < planned ? ["\(grouped(done)) of \(grouped(planned)) points"] : []
  }

  /// What a picture shows, for those who do not see it.
  func alternative(_ metric: Int) -> String {
    let unit = metrics[metric].unit
    let words = sweep.rows.prefix(40).map { row in
      "\(row.point.joined(separator: ", ")): \(row.estimates[metric].text(unit))"
    }
    return "As in the file: \(sweep.base[metric].text(unit)). \(words.joined(separator: "; "))."
      .printable()
  }

  /// - Parameter subtitle: What the axes show.
  func chart(
    _ metric: Int, _ file: String, _ subtitle: String, notes: [String], data: String,
    commands: @escaping @Sendable (Canvas) -> [String]
  ) -> Chart {
    Chart(
      name: file, company: metrics[metric].quantity?.subject ?? "", title: title(metric),
      axes: subtitle, context: heading.description.title, notes: notes,
      alternative: alternative(metric), data: data, commands: commands)
  }
}

/// A metric over the numbers of one key, with its interval, and the file as it is.
struct SweepCurve {
  let report: SweepReport
  let metric: Int
  let file: String

  /// Nil where a level is no number, or all are the same.
  var chart: Chart? {
    let rows = report.sweep.rows.compactMap { row in
      report.number(0, row).map { (input: $0, output: row.estimates[metric]) }
    }.sorted { $0.input < $1.input }
    let key = report.keys[0]
    let base = report.sweep.base[metric]
    let scale = InputScale(key, rows.map(\.input))
    guard rows.count == report.sweep.rows.count, Set(rows.map(\.input)).count > 1,
      rows.contains(where: { $0.output.value.isFinite }), let x = scale.axis(rows.map(\.input)),
      let y = (rows.map(\.output) + [base]).axis(report.metrics[metric].unitInWords)
    else { return nil }
    let data = rows.map {
      Chart.row((scale.factor * $0.input).shortest ?? "NaN", $0.output.row(on: y))
    }.joined()
    return report.chart(
      metric, file, y.words,
      notes: ["Shaded: 95 % sampling interval", "broken: the file as it is"] + report.progress
        + Chart.missing(rows.map(\.output)),
      data: "# level\tvalue\tlow\thigh\n" + data
    ) { canvas in
      let path = (file + ".dat").inGnuplot
      return x.horizontalCommands(on: canvas) + y.verticalCommands(on: canvas)
        + canvas.margins(bottom: canvas.isPage ? canvas.bottom(lines: 2.2) : 0.17)
        + [canvas.axisTitle(scale.title(key, x))]
        + (base.value.isFinite ? line(at: base, y, on: canvas) : []) + [
          "plot \(path) using 1:3:4 with filledcurves fillstyle solid 1 noborder "
            + "fillcolor rgb '\(Ink.middle.hex)', \\\n  "
            + "\(path) using 1:2 with linespoints linewidth 2.4 pt 7 ps 0.7 "
            + "linecolor rgb '\(Ink.median.hex)'"
        ]
    }
  }

  /// The file as it is, with its number beside it.
  private func line(at base: IntervalEstimate, _ y: Axis, on canvas: Canvas) -> [String] {
    let text = base.text(report.metrics[metric].unit)
    let place = min(0.96, max(0.05, y.place(of: base.value)))
    let half = canvas.line / 2
    return [y.line(at: base.value, isVertical: false, ink: .observed)]
      + canvas.rightMargin(for: ["in the file", text])
      + [("in the file", half), (text, -half)].map { text, offset in
        let (left, top) = Chart.graph(1.015, place + offset)
        return canvas.label(text, left, top, size: 12, ink: .mark)
      }
  }
}

/// A metric at levels that are words or ranges: points with their intervals, the first at the top.
struct SweepDots {
  let report: SweepReport
  let metric: Int
  let file: String

  var chart: Chart? {
    let rows = report.sweep.rows
    let base = report.sweep.base[metric]
    let estimates = rows.map { $0.estimates[metric] }
    guard estimates.contains(where: { $0.value.isFinite }),
      let axis = (estimates + [base]).axis(report.metrics[metric].unitInWords)
    else { return nil }
    let data = rows.enumerated().map { index, row in
      Chart.row(String(index + 1), row.estimates[metric].row(on: axis))
    }
    return report.chart(
      metric, file, Chart.subtitle(axis.words, report.keys[0].name),
      notes: ["Bars: 95 % sampling interval", "broken: the file as it is"] + report.progress
        + Chart.missing(estimates),
      data: "# place\tvalue\tlow\thigh\n" + data.joined()
    ) { canvas in
      commands(rows.map { $0.point[0] }, axis, on: canvas)
        + (base.value.isFinite ? line(at: base, axis, on: canvas) : []) + [
          "plot \((file + ".dat").inGnuplot) using 2:1:3:4 with xerrorbars pt 7 ps 1 "
            + "linewidth 1.8 linecolor rgb '\(Ink.median.hex)'"
        ]
    }
  }

  private func commands(_ levels: [String], _ axis: Axis, on canvas: Canvas) -> [String] {
    let columns = canvas.isSmall ? 12 : 28
    return axis.horizontalCommands(on: canvas, width: canvas.isSmall ? 0.6 : 0.66) + [
      "set yrange [\(levels.count).5:0.5]", "set grid xtics noytics",
      "set ytics scale 0 font ',\(levels.count > 14 ? 11 : min(13, canvas.fontSize))'",
      Chart.categories(levels, axis: "y", most: canvas.isSmall ? 14 : 24, columns: columns),
    ]
      + (canvas.isPage
        ? canvas.leftMargin(for: levels.map { $0.printable().truncated(to: columns) })
          + canvas.margins(top: 1 - canvas.bottom(lines: 1))
        : canvas.margins(left: 0.30, right: 0.96, top: 0.80))
  }

  private func line(at base: IntervalEstimate, _ axis: Axis, on canvas: Canvas) -> [String] {
    let place = axis.place(of: base.value)
    let (x, y) = Chart.graph(place, canvas.isPage ? 1 + canvas.line / 2 : 1.035)
    let align = place < 0.2 ? "left" : place > 0.8 ? "right" : "center"
    let text = "in the file \(base.text(report.metrics[metric].unit))"
    return [
      axis.line(at: base.value, isVertical: true, ink: .observed),
      canvas.label(text, x, y, size: 12, ink: .mark, align: align),
    ]
  }
}
