import Statistics
import Text

/// The central bands of a series in two sets of paths, one over the other, with the line in each.
struct TwoFans {
  /// Of its files, without the ending.
  let file: String
  let title: String
  /// Below the title, behind what the axis shows.
  let subtitle: String
  /// What labels call the two; there is room for a dozen columns.
  let names: (first: String, second: String)
  /// Whose the colours are, in the note at the foot.
  let colours: [String]
  let first: SeriesSummary
  let second: SeriesSummary
  let alternative: String

  /// Nil where there is no band.
  var chart: Chart? {
    guard let band = first.levels.central, first.dates.count > 1, second.dates == first.dates,
      second.unit == first.unit, let axis = Axis(edges(band), unit: first.unit)
    else { return nil }
    return Chart(
      name: file, company: first.quantity.subject, title: title,
      axes: axis.words, context: subtitle, notes: notes(band, axis),
      alternative: alternative, data: data
    ) { canvas in
      // Labels say whose they are: they need more room than those of a fan.
      let isLong = max(names.first.displayWidth, names.second.displayWidth) > 5
      let margin = isLong ? 0.74 : 0.78
      return DateAxis(dates: first.dates).commands(on: canvas)
        + axis.verticalCommands(on: canvas) + axis.zeroLine
        + (canvas.isPage ? [] : canvas.margins(right: margin))
        + labels(axis, on: canvas).commands(on: canvas, margin: margin)
        + [axis.inside, "plot " + plots.joined(separator: ", \\\n  ")]
    }
  }

  private func edges(_ band: Levels.Band) -> [Double] {
    (first.bands + second.bands).flatMap { sample in
      [band.low, band.high].compactMap { sample[$0]?.value }
    }
  }

  private func notes(_ band: Levels.Band, _ axis: Axis) -> [String] {
    colours + ["shaded: \(Levels.head(band.low)) to \(Levels.head(band.high))"]
      + [first.levels.line.map { "lines: \(Levels.name($0))" }, axis.cut(edges(band))]
      .compactMap(\.self)
  }

  private var data: String {
    let levels = first.levels.few
    let heads = [names.first.printable(), names.second.printable()].flatMap { whose in
      levels.map { "\(whose) p\($0.shortest ?? "")" }
    }
    var text = "# date\t" + heads.joined(separator: "\t") + "\n"
    for step in first.dates.indices {
      let numbers = [first, second].flatMap { series in
        levels.map { series.bands[step][$0]?.value ?? .nan }
      }
      text += Chart.row(first.dates[step].printable(), numbers)
    }
    return text
  }

  private var plots: [String] {
    let path = (file + ".dat").inGnuplot
    let count = first.levels.few.count
    func band(_ low: Int, _ style: String) -> String {
      "\(path) using 1:(inside($\(low))):(inside($\(low + count - 1))) "
        + "with filledcurves fillstyle \(style)"
    }
    func line(_ column: Int, _ style: String) -> String {
      "\(path) using 1:(inside($\(column))) with lines \(style)"
    }
    // The first column is the date.
    let (one, other) = (2, 2 + count)
    let edge = "linewidth 0.9 linecolor rgb '\(Ink.observed.hex)'"
    var plots = [
      band(one, "solid 1 noborder fillcolor rgb '\(Ink.middle.hex)'"),
      band(other, "transparent solid 0.35 noborder fillcolor rgb '\(Ink.observed.hex)'"),
      line(other, edge), line(other + count - 1, edge),
    ]
    if let middle = first.levels.line.flatMap(first.levels.few.firstIndex) {
      plots += [
        line(one + middle, "linewidth 2.6 linecolor rgb '\(Ink.median.hex)'"),
        line(other + middle, "linewidth 2.6 dashtype (9,5) linecolor rgb '\(Ink.mark.hex)'"),
      ]
    }
    return plots
  }

  /// On a small canvas the lines only: what is shaded reads without numbers.
  private func labels(_ axis: Axis, on canvas: Canvas) -> EndLabels {
    let rows = [(names.first, first, Ink.median), (names.second, second, .mark)]
    let line = first.levels.line
    let levels = canvas.isSmall && line != nil ? [line].compactMap(\.self) : first.levels.few
    return EndLabels(
      labels: rows.flatMap { whose, series, ink in
        levels.compactMap { level in
          series.band(at: .end)[level].map { percentile in
            let figure = Figure(percentile, unit: first.unit).text
            return .init(
              text: canvas.isSmall ? "\(whose) \(figure)" : "\(whose) \(percentile.name)  \(figure)",
              place: axis.place(of: percentile.value), ink: ink)
          }
        }
      })
  }
}
