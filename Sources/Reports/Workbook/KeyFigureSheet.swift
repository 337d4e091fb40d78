extension ManifestFile {
  /// What a run tells first of a company: where to look for it in the summary.
  struct KeyFigure: Decodable {
    let company, words, quantity: String
    /// Whether it is the mean, and not the median.
    let isMean: Bool?
    /// Which of the outcome's exceedances it is.
    let exceedance: Int?
  }
}

extension RunSheets {
  /// The key figures of each company, each with its error and the band in the middle of the paths.
  func keyFigures(_ figures: [ManifestFile.KeyFigure]) -> Workbook.Sheet {
    let samples = figures.map { Sample($0, in: summary) }
    let levels = Levels(Set(samples.flatMap(\.levels)))
    let central = levels.central
    let rows = zip(figures, samples).map { figure, sample -> [Workbook.Cell] in
      let (format, share) = (sample.format, sample.exceedance)
      var cells: [Workbook.Cell] = [.text(figure.company), .text(figure.words)]
      if let share {
        cells += [.text("share of the paths"), .empty]
        cells += ([share.value] + share.interval.both).map {
          .number($0, in: NumberFormat(unit: "probability", of: [$0]))
        }
        return cells + [.empty, .empty, .empty]
      }
      if figure.isMean == true {
        cells += [
          .text("mean"), .text(sample.unit), .number(sample.mean, in: format), .empty, .empty,
        ]
        cells.append(.number(sample.mcse, in: NumberFormat(unit: sample.unit, of: [sample.mcse])))
      } else {
        let line = levels.line
        cells += [.text(line.map(Levels.name) ?? ""), .text(sample.unit)]
        cells += ([line.map(sample.value) ?? .none] + (line.map(sample.ends) ?? [.none, .none])).map
        {
          .value($0, format)
        }
        cells.append(.empty)
      }
      return cells
        + [central?.low, central?.high].map { level in
          .value(level.map(sample.value) ?? .none, format)
        }
    }
    let band = central.map { [$0.low, $0.high].map(Levels.head) } ?? ["", ""]
    let heads = ["company", "what", "as", "unit", "value", "low", "high", "MCSE"] + band
    return Workbook.Sheet(
      name: "Summary",
      captions: heading + [
        "low and high: 95 % sampling interval; MCSE: standard error of a mean"
          + (central.map {
            "; \(Levels.head($0.low)) to \(Levels.head($0.high)): \(Levels.percent($0)) % of the paths"
          } ?? "")
      ],
      columns: heads.map {
        .init(head: $0, width: ["company": 20, "what": 44, "as": 18][$0] ?? 12)
      }, rows: rows)
  }
}

/// A series at the horizon, or an outcome.
private struct Sample {
  var unit = ""
  var levels: [Double] = []
  var mean, mcse: Double?
  var exceedance: SummaryFile.Share?
  private var values: [Double: SummaryFile.Value] = [:]
  private var intervals: [Double: [SummaryFile.Value]] = [:]

  /// Empty where the summary does not have it.
  init(_ figure: ManifestFile.KeyFigure, in summary: SummaryFile) {
    if let series = summary.series.first(where: { $0.name == figure.quantity }) {
      func value(_ number: Double??) -> SummaryFile.Value {
        (number ?? nil).map { .number($0) } ?? .none
      }
      (unit, levels) = (series.unit, series.percentiles.levels)
      (mean, mcse) = (series.mean.last ?? nil, series.mcse.last ?? nil)
      for level in levels {
        values[level] = value(series.percentiles[level]?.last)
        intervals[level] = series.intervals[level]?.last?.both.map { value($0) }
      }
    } else if let outcome = summary.outcomes.first(where: { $0.name == figure.quantity }) {
      (unit, levels) = (outcome.unit, outcome.percentiles.levels)
      (mean, mcse) = (outcome.mean, outcome.mcse)
      for level in levels {
        values[level] = outcome.percentiles[level]
        intervals[level] = outcome.intervals[level]?.both
      }
      if let place = figure.exceedance, outcome.exceedances.indices.contains(place) {
        exceedance = outcome.exceedances[place].probability
      }
    }
  }

  func value(_ level: Double) -> SummaryFile.Value { values[level] ?? .none }

  func ends(_ level: Double) -> [SummaryFile.Value] { intervals[level] ?? [.none, .none] }

  var format: NumberFormat {
    NumberFormat(unit: unit, of: values.isEmpty ? [mean] : values.values.map(\.number))
  }
}
