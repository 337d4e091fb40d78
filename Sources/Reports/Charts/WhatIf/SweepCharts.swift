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

  func title(_ metric: Int) -> String { metrics[metric].name }

  /// `12 of 20 points`, where some are missing.
  var progress: String {
    let done = sweep.rows.count
    return done < planned ? "; \(grouped(done)) of \(grouped(planned)) points" : ""
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

  func chart(_ metric: Int, _ file: String, data: String, commands: [String]) -> Chart {
    Chart(
      name: file, company: metrics[metric].quantity?.subject ?? "", title: title(metric),
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
    let (key, unit) = (report.keys[0], report.metrics[metric].unit)
    let base = report.sweep.base[metric]
    let scale = InputScale(key, rows.map(\.input))
    guard rows.count == report.sweep.rows.count, Set(rows.map(\.input)).count > 1,
      rows.contains(where: { $0.output.value.isFinite }), let x = scale.axis(rows.map(\.input)),
      let y = (rows.map(\.output) + [base]).axis(report.metrics[metric].unitInWords)
    else { return nil }
    var commands = Chart.texts(
      report.title(metric), Chart.subtitle(y.words, report.heading.description.title),
      note: "Shaded: 95 % sampling interval; broken: the file as it is\(report.progress)"
        + Chart.missing(rows.map(\.output)) + ".")
    commands += x.horizontalCommands() + y.verticalCommands() + ["set bmargin at screen 0.17"]
    commands.append(Chart.axisTitle(scale.title(key, x)))
    if base.value.isFinite {
      commands.append(y.line(at: base.value, isVertical: false, colour: Chart.orange))
      let place = min(0.96, max(0.05, y.place(of: base.value)))
      commands += Chart.rightMargin(for: [base.text(unit)])
      for (text, offset) in [("in the file", 0.028), (base.text(unit), -0.028)] {
        let (left, top) = Chart.graph(1.015, place + offset)
        commands.append(Chart.label(text, left, top, size: 12, colour: "#8a3c00"))
      }
    }
    let path = (file + ".dat").inGnuplot
    commands.append(
      "plot \(path) using 1:3:4 with filledcurves fillstyle solid 1 noborder "
        + "fillcolor rgb '\(FanChart.blues[1])', \\\n  "
        + "\(path) using 1:2 with linespoints linewidth 2.4 pt 7 ps 0.7 linecolor rgb '\(FanChart.navy)'"
    )
    let data = rows.map {
      Chart.row((scale.factor * $0.input).shortest ?? "NaN", $0.output.row(on: y))
    }.joined()
    return report.chart(
      metric, file, data: "# level\tvalue\tlow\thigh\n" + data, commands: commands)
  }
}

/// A metric at levels that are words or ranges: points with their intervals, the first at the top.
struct SweepDots {
  let report: SweepReport
  let metric: Int
  let file: String

  var chart: Chart? {
    let (rows, unit) = (report.sweep.rows, report.metrics[metric].unit)
    let base = report.sweep.base[metric]
    let estimates = rows.map { $0.estimates[metric] }
    guard estimates.contains(where: { $0.value.isFinite }),
      let axis = (estimates + [base]).axis(report.metrics[metric].unitInWords)
    else { return nil }
    var commands = Chart.texts(
      report.title(metric),
      Chart.subtitle(axis.words, report.keys[0].name, report.heading.description.title),
      note: "Bars: 95 % sampling interval; broken: the file as it is\(report.progress)"
        + Chart.missing(estimates) + ".")
    commands += axis.horizontalCommands(width: 0.66)
    commands += [
      "set lmargin at screen 0.30", "set rmargin at screen 0.96", "set tmargin at screen 0.80",
      "set yrange [\(rows.count).5:0.5]", "set grid xtics noytics",
      "set ytics scale 0 font ',\(rows.count > 14 ? 11 : 13)'",
      Chart.categories(rows.map { $0.point[0] }, axis: "y", most: 24, columns: 28),
    ]
    if base.value.isFinite {
      commands.append(axis.line(at: base.value, isVertical: true, colour: Chart.orange))
      let place = axis.place(of: base.value)
      let (x, y) = Chart.graph(place, 1.035)
      let align = place < 0.2 ? "left" : place > 0.8 ? "right" : "center"
      let text = "in the file \(base.text(unit))"
      commands.append(Chart.label(text, x, y, size: 12, colour: "#8a3c00", align: align))
    }
    commands.append(
      "plot \((file + ".dat").inGnuplot) using 2:1:3:4 with xerrorbars pt 7 ps 1 "
        + "linewidth 1.8 linecolor rgb '\(FanChart.navy)'")
    let data = rows.enumerated().map { index, row in
      Chart.row(String(index + 1), row.estimates[metric].row(on: axis))
    }
    return report.chart(
      metric, file, data: "# place\tvalue\tlow\thigh\n" + data.joined(), commands: commands)
  }
}
