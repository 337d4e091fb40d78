import Statistics
import Text

/// Percentile bands of one series over time, with what was observed and a few paths.
struct FanChart {
  let series: SeriesSummary
  let scenario: String
  let observations: [ObservedRank]
  let trajectories: Trajectories?
  let paths: Int

  /// Sample paths that are shown: more of them hide the bands.
  private static let sampleCount = 5
  /// From the widest band to the narrowest; they stay apart in grey.
  static let blues = ["#d9e6f2", "#b3cde3", "#7ba7cc"]
  static let navy = "#08306b"
  private static let orange = "#d55e00"

  /// Nil where there is no band: nothing but one number at each date, or a single date.
  var chart: Chart? {
    let bands = series.bandLevels
    guard !bands.isEmpty, series.dates.count > 1, let axis else { return nil }
    let isDrawdown = series.name.splitAtCompany.quantity == "drawdown"
    let title = series.name.quantityInWords.capitalisedAtStart
    let subtitle = isDrawdown ? "from the highest share price so far, " + axis.words : axis.words
    var commands = Chart.texts(title, subtitle + " · " + scenario, note: note(bands))
    commands += DateAxis(dates: series.dates).commands
    commands += axis.commands("y", isReversed: isDrawdown)
    commands += endLabels(axis, isReversed: isDrawdown).commands
    commands.append("low = \(axis.low.shortest ?? "0")")
    commands.append("inside(value) = value < low ? low : value")
    commands.append("plot " + plots(bands).joined(separator: ", \\\n  "))
    return Chart(
      name: series.name.inFileName, company: series.name.splitAtCompany.company, title: title,
      alternative: alternative, data: data, commands: commands)
  }

  private var data: String {
    let levels = series.levels
    var text = "# date\t" + levels.map { "p" + ($0.shortest ?? "") }.joined(separator: "\t")
    text += samples.indices.map { "\tpath \(samples[$0].path)" }.joined() + "\n"
    for step in series.dates.indices {
      let percentiles = levels.map { series.bands[step][$0]?.value ?? .nan }
      let values = samples.map { $0.track[step, $0.index] }
      text += Chart.row(series.dates[step].printable(), percentiles + values)
    }
    guard !observations.isEmpty else { return text }
    return text + "\n\n# observed\n"
      + observations.map { Chart.row($0.date.printable(), [$0.value]) }.joined()
  }

  private var samples: [(path: Int, index: Int, track: Trajectories.Track)] {
    guard let trajectories, let track = trajectories.tracks[series.name],
      trajectories.dates.count == series.dates.count
    else { return [] }
    return trajectories.paths.prefix(Self.sampleCount).enumerated().map { ($1, $0, track) }
  }

  private var axis: Axis? {
    let ends = series.bandLevels.first.map { [$0.low, $0.high] } ?? []
    var values = series.bands.flatMap { band in ends.compactMap { band[$0]?.value } }
    values += observations.map(\.value)
    guard let axis = Axis(values, unit: series.unit), axis.isLogarithmic else {
      return Axis(values, unit: series.unit)
    }
    // On a logarithmic axis there is room for the paths, too.
    let sampled = samples.flatMap { sample in
      series.dates.indices.map { sample.track[$0, sample.index] }.filter { $0 > axis.low / 3 }
    }
    return Axis(values + sampled, unit: series.unit)
  }

  private func plots(_ bands: [(low: Double, high: Double)]) -> [String] {
    let file = (series.name.inFileName + ".dat").inGnuplot + " index 0"
    let levels = series.levels
    func column(_ level: Double) -> String {
      "(inside($\((levels.firstIndex(of: level) ?? 0) + 2)))"
    }
    var plots = bands.enumerated().map { index, band in
      let colour = Self.blues[Self.blues.count - bands.count + index]
      return "\(file) using 1:\(column(band.low)):\(column(band.high)) with filledcurves "
        + "fillstyle solid 1 noborder fillcolor rgb '\(colour)'"
    }
    plots += samples.indices.map {
      "\(file) using 1:(inside($\(levels.count + 2 + $0))) with lines "
        + "linewidth 0.6 linecolor rgb '#444444'"
    }
    if let median = series.medianLevel {
      plots.append(
        "\(file) using 1:\(column(median)) with lines linewidth 2.6 linecolor rgb '\(Self.navy)'")
    }
    if !observations.isEmpty {
      let observed = (series.name.inFileName + ".dat").inGnuplot + " index 1"
      plots.append("\(observed) using 1:2 with points pt 7 ps 1.2 linecolor rgb 'white'")
      plots.append("\(observed) using 1:2 with points pt 7 ps 0.85 linecolor rgb '\(Self.orange)'")
    }
    return plots
  }

  private func endLabels(_ axis: Axis, isReversed: Bool) -> EndLabels {
    let end = series.band(at: .end)
    let bands = series.bandLevels.flatMap { [$0.low, $0.high] }
    let shown = end.percentiles.filter {
      bands.contains($0.level) || $0.level == series.medianLevel
    }
    return EndLabels(
      labels: shown.map { percentile in
        let isMedian = percentile.level == series.medianLevel
        let place = axis.place(of: percentile.value)
        return .init(
          text: percentile.name + "  " + Figure(percentile, unit: series.unit).text,
          place: isReversed ? 1 - place : place, colour: isMedian ? Self.navy : "#333333")
      })
  }

  private func note(_ bands: [(low: Double, high: Double)]) -> String {
    let shares = bands.map { ($0.high - $0.low).shortest ?? "" }
    var note = "Shaded: \(shares.inWords) % of \(grouped(paths)) paths at each date"
    if !samples.isEmpty { note += "; thin: \(samples.count) single paths" }
    return note + (observations.isEmpty ? "." : "; orange dots: observed.")
  }

  private var alternative: String {
    let end = series.band(at: .end)
    let words = end.percentiles.map { percentile in
      percentile.name + " " + Figure(percentile, unit: series.unit).text
    }
    let unit = series.unit == "share" ? "" : " \(series.unit)"
    return
      "Percentile bands from \(series.dates.first ?? "") to \(series.dates.last ?? ""). At the "
      + "end\(unit.isEmpty ? "" : ", in\(unit)"): \(words.joined(separator: ", "))."
  }
}
