import Statistics
import Text

/// A group's central band and the line in it over those of all paths.
struct GroupChart {
  /// Of its files, without the ending.
  let file: String
  let group: GroupSummary
  /// Place among the groups.
  let number: Int
  let scenario: String
  let all: SeriesSummary
  let own: SeriesSummary

  private static let brown = "#8a3c00"

  /// Nil where there is no band.
  var chart: Chart? {
    guard let band = all.levels.central, all.dates.count > 1, own.dates == all.dates,
      let axis = Axis(edges(band), unit: all.unit)
    else { return nil }
    let (title, condition) = heading
    let subtitle = Chart.subtitle(axis.words, condition)
    var commands = Chart.texts(title, subtitle, note: note(band, axis))
    commands += DateAxis(dates: all.dates).commands + axis.commands("y")
    commands += labels(axis).commands
    // Labels say whose they are: they need more room than those of a fan.
    commands += ["set rmargin at screen 0.78", axis.inside]
    commands.append("plot " + plots.joined(separator: ", \\\n  "))
    return Chart(
      name: file, company: all.name.splitAtCompany.company, title: title,
      alternative: alternative, data: data, commands: commands)
  }

  /// The condition stands once: behind the name of a group that has one, else in its place, as far
  /// as it fits there.
  private var heading: (title: String, subtitle: String) {
    let quantity = all.name.quantityInWords.capitalisedAtStart
    let title = "\(quantity): \(group.name)"
    guard !group.hasName else { return (title, group.condition) }
    return title.displayWidth <= Chart.titleWidth
      ? (title, scenario) : ("\(quantity): group \(number)", group.condition)
  }

  private var share: String {
    group.share.map { Figure(share: $0).text + " of the paths" } ?? group.size
  }

  private func edges(_ band: Levels.Band) -> [Double] {
    (all.bands + own.bands).flatMap { sample in
      [band.low, band.high].compactMap { sample[$0]?.value }
    }
  }

  private func note(_ band: Levels.Band, _ axis: Axis) -> String {
    var parts = [
      "Blue: all", "orange, broken: the group, \(share)",
      "shaded: \(Levels.head(band.low)) to \(Levels.head(band.high))",
    ]
    if let line = all.levels.line { parts.append("lines: \(Levels.name(line))") }
    if let cut = axis.cut(edges(band)) { parts.append(cut) }
    return parts.joined(separator: "; ") + "."
  }

  private var data: String {
    let levels = all.levels.few
    let heads = ["all", "group"].flatMap { whose in
      levels.map { "\(whose) p\($0.shortest ?? "")" }
    }
    var text = "# date\t" + heads.joined(separator: "\t") + "\n"
    for step in all.dates.indices {
      let numbers = [all, own].flatMap { series in
        levels.map { series.bands[step][$0]?.value ?? .nan }
      }
      text += Chart.row(all.dates[step].printable(), numbers)
    }
    return text
  }

  private var plots: [String] {
    let path = (file + ".dat").inGnuplot
    let count = all.levels.few.count
    func band(_ low: Int, _ style: String) -> String {
      "\(path) using 1:(inside($\(low))):(inside($\(low + count - 1))) "
        + "with filledcurves fillstyle \(style)"
    }
    func line(_ column: Int, _ style: String) -> String {
      "\(path) using 1:(inside($\(column))) with lines \(style)"
    }
    // The first column is the date.
    let (first, own) = (2, 2 + count)
    let edge = "linewidth 0.9 linecolor rgb '\(Chart.orange)'"
    var plots = [
      band(first, "solid 1 noborder fillcolor rgb '\(FanChart.blues[1])'"),
      band(own, "transparent solid 0.35 noborder fillcolor rgb '\(Chart.orange)'"),
      line(own, edge), line(own + count - 1, edge),
    ]
    if let middle = all.levels.line.flatMap(all.levels.few.firstIndex) {
      plots += [
        line(first + middle, "linewidth 2.6 linecolor rgb '\(FanChart.navy)'"),
        line(own + middle, "linewidth 2.6 dashtype (9,5) linecolor rgb '\(Self.brown)'"),
      ]
    }
    return plots
  }

  private func labels(_ axis: Axis) -> EndLabels {
    let rows = [("all", all, FanChart.navy), ("group", own, Self.brown)]
    return EndLabels(
      labels: rows.flatMap { whose, series, colour in
        all.levels.few.compactMap { level in
          series.band(at: .end)[level].map { percentile in
            let figure = Figure(percentile, unit: all.unit).text
            return .init(
              text: "\(whose) \(percentile.name)  \(figure)",
              place: axis.place(of: percentile.value), colour: colour)
          }
        }
      })
  }

  private var alternative: String {
    let condition = group.hasName ? ": \(group.condition)" : ""
    guard let line = all.levels.line else { return "\(share)\(condition)." }
    func text(_ series: SeriesSummary) -> String {
      series.band(at: .end)[line].map { Figure($0, unit: all.unit).text } ?? "–"
    }
    return
      "\(share)\(condition). At the end their \(Levels.name(line)) is \(text(own)), that of all "
      + "paths \(text(all))."
  }
}
