import Statistics
import Text

/// Percentile bands of one series over time, with what was observed and a few paths.
struct FanChart {
  /// Of its files, without the ending.
  let file: String
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

  /// Nil where there is no band: nothing but one number at each date, or a single date.
  var chart: Chart? {
    let bands = series.levels.bands
    guard !bands.isEmpty, series.dates.count > 1, let axis else { return nil }
    let isDrawdown = series.quantity.role == .drawdown
    let title = series.quantity.printableWords.capitalisedAtStart
    let subtitle = isDrawdown ? "from the highest share price so far, " + axis.words : axis.words
    var commands = Chart.texts(
      title, Chart.subtitle(subtitle, scenario), note: note(bands, axis))
    commands += DateAxis(dates: series.dates).commands
    commands += axis.verticalCommands(isReversed: isDrawdown) + axis.zeroLine
    commands += endLabels(axis, isReversed: isDrawdown).commands()
    commands.append(axis.inside)
    commands.append("plot " + plots(bands).joined(separator: ", \\\n  "))
    return Chart(
      name: file, company: series.quantity.subject, title: title,
      alternative: alternative, data: data, commands: commands)
  }

  private var data: String {
    let levels = series.levels.all
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

  /// The ends of the widest band, and what was observed.
  private var shownValues: [Double] {
    let ends = series.levels.bands.first.map { [$0.low, $0.high] } ?? []
    return series.bands.flatMap { band in ends.compactMap { band[$0]?.value } }
      + observations.map(\.value)
  }

  private var axis: Axis? {
    let values = shownValues
    // Of cash a reader looks for the 0.
    let isLinear = series.quantity.role == .cash
    guard let axis = Axis(values, unit: series.unit, isLinear: isLinear) else { return nil }
    guard axis.isLogarithmic else { return axis }
    // On a logarithmic axis there is room for the paths, too.
    return Axis(values + sampledValues.filter { $0 > axis.low / 3 }, unit: series.unit)
  }

  private var sampledValues: [Double] {
    samples.flatMap { sample in series.dates.indices.map { sample.track[$0, sample.index] } }
  }

  private func plots(_ bands: [Levels.Band]) -> [String] {
    let path = (file + ".dat").inGnuplot + " index 0"
    let levels = series.levels.all
    func column(_ level: Double) -> String {
      "(inside($\((levels.firstIndex(of: level) ?? 0) + 2)))"
    }
    var plots = bands.enumerated().map { index, band in
      let colour = Self.blues[Self.blues.count - bands.count + index]
      return "\(path) using 1:\(column(band.low)):\(column(band.high)) with filledcurves "
        + "fillstyle solid 1 noborder fillcolor rgb '\(colour)'"
    }
    plots += samples.indices.map {
      "\(path) using 1:(inside($\(levels.count + 2 + $0))) with lines "
        + "linewidth 0.6 linecolor rgb '#444444'"
    }
    if let line = series.levels.line {
      plots.append(
        "\(path) using 1:\(column(line)) with lines linewidth 2.6 linecolor rgb '\(Self.navy)'")
    }
    if !observations.isEmpty {
      let observed = (file + ".dat").inGnuplot + " index 1"
      plots.append("\(observed) using 1:2 with points pt 7 ps 1.2 linecolor rgb 'white'")
      plots.append("\(observed) using 1:2 with points pt 7 ps 0.85 linecolor rgb '\(Chart.orange)'")
    }
    return plots
  }

  private func endLabels(_ axis: Axis, isReversed: Bool) -> EndLabels {
    let line = series.levels.line
    let bands = series.levels.bands.flatMap { [$0.low, $0.high] }
    let end = series.band(at: .end)
    let shown = end.percentiles.filter {
      bands.contains($0.level) || $0.level == line
    }
    return EndLabels(
      labels: shown.map { percentile in
        let place = axis.place(of: percentile.value)
        return .init(
          text: percentile.name + "  " + end.figure(percentile, unit: series.unit).text,
          place: isReversed ? 1 - place : place,
          colour: percentile.level == line ? Self.navy : "#333333")
      })
  }

  private func note(_ bands: [Levels.Band], _ axis: Axis) -> String {
    let shares = bands.map(Levels.percent)
    var note = "Shaded: \(shares.inWords) % of \(grouped(paths)) paths at each date"
    if !samples.isEmpty { note += "; thin: \(samples.count) paths" }
    if !observations.isEmpty { note += "; orange dots: observed" }
    return note + (axis.cut(shownValues + sampledValues).map { "; " + $0 } ?? "") + "."
  }

  private var alternative: String {
    let end = series.band(at: .end)
    let words = end.percentiles.map { percentile in
      percentile.name + " " + end.figure(percentile, unit: series.unit).text
    }
    let unit = series.unit == "share" ? "" : " \(series.unit)"
    return
      "Percentile bands from \(series.dates.first ?? "") to \(series.dates.last ?? ""). At the "
      + "end\(unit.isEmpty ? "" : ", in\(unit)"): \(words.joined(separator: ", "))."
  }
}
