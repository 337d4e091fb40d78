import Statistics
import Text

/// A group's median and central band over those of all paths.
struct GroupChart {
  let group: GroupSummary
  /// Place among the groups: names may differ only in what a file's name cannot hold.
  let number: Int
  let all: SeriesSummary
  let own: SeriesSummary

  private static let orange = "#d55e00"
  private static let brown = "#8a3c00"

  /// Nil where there is no band.
  var chart: Chart? {
    guard let levels = all.centralLevels, all.dates.count > 1, own.dates == all.dates,
      let axis = axis(levels)
    else { return nil }
    let quantity = all.name.quantityInWords
    let share = group.share.map { Figure(share: $0).text + " of the paths" } ?? group.size
    let title = "\(quantity.capitalisedAtStart): \(group.name)"
    let note =
      "Shaded: P\(levels.low.shortest ?? "") to P\(levels.high.shortest ?? ""); lines: medians. "
      + "Blue: all paths. Orange, broken line: the group, \(share)."
    var commands = Chart.texts(title, "\(axis.words) · \(group.condition)", note: note)
    commands += DateAxis(dates: all.dates).commands + axis.commands("y")
    commands += labels(levels, axis).commands
    commands.append("low = \(axis.low.shortest ?? "0")")
    commands.append("inside(value) = value < low ? low : value")
    commands.append("plot " + plots.joined(separator: ", \\\n  "))
    return Chart(
      name: name, company: all.name.splitAtCompany.company, title: title,
      alternative: alternative(share), data: data(levels), commands: commands)
  }

  private var name: String { "\(all.name.inFileName)-group-\(number)" }

  private func axis(_ levels: (low: Double, high: Double)) -> Axis? {
    let bands = all.bands + own.bands
    return Axis(
      bands.flatMap { [$0[levels.low]?.value, $0[levels.high]?.value].compactMap(\.self) },
      unit: all.unit)
  }

  private func data(_ levels: (low: Double, high: Double)) -> String {
    let low = "p" + (levels.low.shortest ?? "")
    let high = "p" + (levels.high.shortest ?? "")
    var text =
      "# date\t"
      + ["all", "group"].map { "\($0) \(low)\tmedian\t\(high)" }
      .joined(separator: "\t") + "\n"
    let middle = all.medianLevel ?? 50
    for step in all.dates.indices {
      let numbers = [all, own].flatMap { series in
        [levels.low, middle, levels.high].map { series.bands[step][$0]?.value ?? .nan }
      }
      text += Chart.row(all.dates[step].printable(), numbers)
    }
    return text
  }

  private var plots: [String] {
    let file = (name + ".dat").inGnuplot
    func band(_ low: Int, _ style: String) -> String {
      "\(file) using 1:(inside($\(low))):(inside($\(low + 2))) with filledcurves fillstyle \(style)"
    }
    func line(_ column: Int, _ style: String) -> String {
      "\(file) using 1:(inside($\(column))) with lines \(style)"
    }
    let edge = "linewidth 0.9 linecolor rgb '\(Self.orange)'"
    return [
      band(2, "solid 1 noborder fillcolor rgb '\(FanChart.blues[1])'"),
      band(5, "transparent solid 0.35 noborder fillcolor rgb '\(Self.orange)'"),
      line(5, edge), line(7, edge),
      line(3, "linewidth 2.6 linecolor rgb '\(FanChart.navy)'"),
      line(6, "linewidth 2.6 dashtype (9,5) linecolor rgb '\(Self.brown)'"),
    ]
  }

  private func labels(_ levels: (low: Double, high: Double), _ axis: Axis) -> EndLabels {
    let places = [levels.low, all.medianLevel ?? 50, levels.high]
    let rows = [("all", all, FanChart.navy), ("group", own, Self.brown)]
    return EndLabels(
      labels: rows.flatMap { word, series, colour in
        places.compactMap { level in
          series.band(at: .end)[level].map { percentile in
            let figure = Figure(percentile, unit: all.unit).text
            let name = percentile.level == 50 ? "P50" : percentile.name
            return .init(
              text: "\(word) \(name)  \(figure)", place: axis.place(of: percentile.value),
              colour: colour)
          }
        }
      })
  }

  private func alternative(_ share: String) -> String {
    func median(_ series: SeriesSummary) -> String {
      let percentile = series.medianLevel.flatMap { series.band(at: .end)[$0] }
      return percentile.map { Figure($0, unit: all.unit).text } ?? "–"
    }
    return "\(share): \(group.condition). At the end their median is \(median(own)), "
      + "that of all paths \(median(all))."
  }
}
