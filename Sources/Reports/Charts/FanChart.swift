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
  /// Nil where there is no band: nothing but one number at each date, or a single date.
  var chart: Chart? {
    let bands = series.levels.bands
    guard !bands.isEmpty, series.dates.count > 1, let axis else { return nil }
    let isDrawdown = series.quantity.role == .drawdown
    let title = series.quantity.printableWords.capitalisedAtStart
    let subtitle =
      isDrawdown ? "from the highest \(series.quantity.worth) so far, " + axis.words : axis.words
    return Chart(
      name: file, company: series.quantity.subject, title: title,
      axes: subtitle, context: scenario, notes: notes(bands, axis),
      alternative: alternative, data: data
    ) { canvas in
      DateAxis(dates: series.dates).commands(on: canvas)
        + axis.verticalCommands(on: canvas, isReversed: isDrawdown) + axis.zeroLine
        + endLabels(axis, on: canvas, isReversed: isDrawdown).commands(on: canvas)
        + [axis.inside, "plot " + plots(bands, on: canvas).joined(separator: ", \\\n  ")]
    }
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
    let ends = series.levels.bands.first.map { [$0.low, $0.high] } ?? []
    let tracks = ends.map { level in series.bands.compactMap { $0[level]?.value } }
    let values = tracks.flatMap(Axis.worthRoom) + observations.map(\.value)
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

  private func plots(_ bands: [Levels.Band], on canvas: Canvas) -> [String] {
    let path = (file + ".dat").inGnuplot + " index 0"
    let levels = series.levels.all
    func column(_ level: Double) -> String {
      "(inside($\((levels.firstIndex(of: level) ?? 0) + 2)))"
    }
    var plots = bands.enumerated().map { index, band in
      let ink = Ink.bands[Ink.bands.count - bands.count + index]
      return "\(path) using 1:\(column(band.low)):\(column(band.high)) with filledcurves "
        + "fillstyle solid 1 noborder fillcolor rgb '\(ink.hex)'"
    }
    // Small bands would not be seen for them.
    plots += (canvas.isSmall ? 0..<0 : samples.indices).map {
      "\(path) using 1:(inside($\(levels.count + 2 + $0))) with lines "
        + "linewidth 0.6 linecolor rgb '\(Ink.sample.hex)'"
    }
    if let line = series.levels.line {
      plots.append(
        "\(path) using 1:\(column(line)) with lines linewidth 2.6 linecolor rgb '\(Ink.median.hex)'"
      )
    }
    if !observations.isEmpty {
      let observed = (file + ".dat").inGnuplot + " index 1"
      plots.append("\(observed) using 1:2 with points pt 7 ps 1.2 linecolor rgb '\(Ink.paper.hex)'")
      plots.append(
        "\(observed) using 1:2 with points pt 7 ps 0.85 linecolor rgb '\(Ink.observed.hex)'")
    }
    return plots
  }

  private func endLabels(_ axis: Axis, on canvas: Canvas, isReversed: Bool) -> EndLabels {
    let line = series.levels.line
    let bands = series.levels.bands.flatMap { [$0.low, $0.high] }
    let end = series.band(at: .end)
    let shown = end.percentiles.filter {
      canvas.isSmall
        ? series.levels.few.contains($0.level) : bands.contains($0.level) || $0.level == line
    }
    return EndLabels(
      labels: EndLabels.runs(shown).map { run in
        let place = axis.place(of: run.first.value)
        return .init(
          text: run.name + "  " + end.figure(run.first, unit: series.unit).text,
          place: isReversed ? 1 - place : place, ink: run.holds(line) ? .median : .text)
      })
  }

  private func notes(_ bands: [Levels.Band], _ axis: Axis) -> [String] {
    let shares = bands.map(Levels.percent)
    return [
      "Shaded: \(shares.inWords) % of \(grouped(paths)) paths at each date",
      samples.isEmpty ? "" : "thin: \(samples.count) paths",
      observations.isEmpty ? "" : "orange dots: observed",
      axis.cut(shownValues + sampledValues) ?? "",
    ].filter { !$0.isEmpty }
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
