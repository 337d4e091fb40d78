import Statistics
import Text

extension ComparisonReport {
  /// The first metric in each scenario, where it goes and which is the best; then all numbers, what the
  /// scenarios state differently, and how to repeat it.
  package func page(showing pictures: [DrawnChart]) -> OutputFile? {
    var figures = Figures(pictures)
    let drawn = charts
    // A second one has room below the first, beside the bars; more stand side by side.
    let large = drawn.count == 2 ? 2 : 1
    let fans = drawn.prefix(large).flatMap { figures.column($0) }
    let others = Figures.grid(drawn.dropFirst(large).flatMap { figures.small($0) })
    let lead =
      headline + stresses.map { HTML.small($0) }
      + HTML.columns(fans, contrasts.prefix(1).flatMap(shares) + probabilities) + others
    let own = PageFrame.Section.assumptions(of: first.description)
    let frame = PageFrame(
      title: first.description.title,
      facts: "\(Array(labels.dropFirst()).listed) compared with \(labels[0]); \(facts)",
      reading: reading,
      version: first.record.versions.ballpark, lead: lead,
      sections: [
        .init(id: "numbers", title: "Numbers", content: numbers, isFolded: false),
        .init(
          id: "differences", title: "What differs",
          hint: "\(differences.count) assumptions", content: changeTables,
          isFolded: differences.count > 20),
        .warnings(warnings),
        .init(
          id: own.id, title: "Assumptions of \(labels[0])", hint: own.hint, content: own.content),
        .init(
          id: "method", title: "How to repeat it",
          content: first.record.repetition(seed: first.seed)),
      ])
    return OutputFile(Report.page, frame.html.text)
  }

  // MARK: The first screen

  /// More scenarios are read in the table.
  private static let mostTiles = 8

  /// A tile for each scenario.
  private var headline: [HTML] {
    guard let contrast = contrasts.first, variants.count <= Self.mostTiles else { return [] }
    let tiles = variants.indices.map { index in
      let texts = contrast.texts(of: index)
      return HTML.Tile(
        title: labels[index], value: texts.value[0],
        error: Self.plusMinus(texts.value[1]),
        detail: [
          band(of: contrast.metric, index), Self.joined(texts.difference, behind: "difference"),
        ].compactMap(\.self).joined(separator: "; "))
    }
    let metric = contrast.metric
    return [
      HTML.heading(
        metric.words.capitalisedAtStart.with(unit: metric.unitInWords),
        metric.quantity == nil ? "" : metric.name.printable()),
      HTML.tiles(tiles),
    ]
  }

  /// `80 % of the paths from 12 ± 1 to 90 ± 3`, on the metric's date; nil where there is no fan of it.
  private func band(of metric: MetricDescription, _ index: Int) -> String? {
    guard let series = fans.first(where: { $0[0].name == metric.quantity?.name })?[index],
      let step = metric.date.flatMap(series.dates.firstIndex), let band = series.levels.central
    else { return nil }
    let sample = series.bands[step]
    let ends = [band.low, band.high].compactMap { sample[$0] }
      .map { sample.figure($0, unit: series.unit).withError }
    return ends.count < 2
      ? nil : "\(Levels.percent(band)) % of the paths from \(ends[0]) to \(ends[1])"
  }

  /// On which share of the paths each is the best.
  private func shares(_ contrast: Contrast) -> [HTML] {
    guard contrast.isRanked, let ranking = contrast.ranking else { return [] }
    let bars = zip(labels, ranking.best).map { HTML.Bar(ShareRow($0, $1)) }
    let ties = contrast.hasTies ? [HTML.Bar(ShareRow(Self.tied, ranking.ties))] : []
    return [
      HTML.heading("Best on the same path", contrast.metric.quantityInWords),
      HTML.bars("Best on the same path", bars + ties),
    ]
  }

  /// More rows of bars are longer than the picture beside them.
  private static let mostBars = 12

  /// The first questions, with a bar for each scenario.
  private var probabilities: [HTML] {
    let asked = contrasts.filter { $0.metric.unit == "probability" }
    return asked.prefix(Self.mostBars / variants.count).flatMap { contrast in
      let bars = zip(labels, contrast.sides).map { label, side in
        let (value, ends) = (side.estimate.value, side.estimate.interval)
        let texts = side.estimate.cells(contrast.metric.unit)
        return HTML.Bar(
          label: "\(label)",
          boxes: value.isFinite ? [(0, value, "share")] : [(ends.low, ends.high, "pale")],
          value: texts[0], error: Self.plusMinus(texts[1]))
      }
      return [
        HTML.heading(heading(of: contrast.metric)), HTML.bars(heading(of: contrast.metric), bars),
      ]
    }
  }

  // MARK: Sections

  private var numbers: [HTML] {
    guard !contrasts.isEmpty else { return [] }
    let hasRanking = contrasts.contains(where: \.isRanked)
    let ranked: [HTML.Head] = [
      .init(Self.best, dispensability: 3), .init("±", dispensability: 4),
    ]
    let head: [HTML.Head] =
      ["", "value", .init("±", dispensability: 1), "difference", .init("±", dispensability: 2)]
      + (hasRanking ? ranked : [])
    let rows = contrasts.flatMap { contrast -> [HTML.Line] in
      let sides = variants.indices.map { index -> HTML.Line in
        let texts = contrast.texts(of: index)
        return .cells(
          labels[index], texts.value + texts.difference + (hasRanking ? texts.best : []))
      }
      let ties =
        contrast.hasTies
        ? [HTML.Line.cells(Self.tied, ["", "", "", ""] + contrast.ties)] : []
      return [.group(heading(of: contrast.metric))] + sides + ties
    }
    let words =
      ["±: half the width of a 95 % sampling interval."] + legend("difference") + missingPictures
    return [HTML.table("", head: head, rows: rows), HTML.small(words.joined(separator: " "))]
  }

  private var changeTables: [HTML] {
    let parts = [
      ("Dates", gridDifferences), ("Assumptions", differences),
      ("Asked otherwise", askedOtherwise),
    ]
    let tables = parts.filter { !$0.1.isEmpty }.map { caption, differences in
      HTML.words(
        caption, head: ["key", labels[0], "others"],
        rows: differences.map { difference in
          HTML.row(
            HTML.name(difference.key.printable()),
            ["\(difference.values[0]?.printable() ?? "–")", "\(difference.othersText(labels))"])
        })
    }
    return tables.isEmpty ? [HTML.small("The scenarios state the same.")] : tables
  }

  /// By the labels of those of which each is said.
  private var warnings: [String] {
    var warnings: [(text: String, labels: [String])] = []
    for (label, variant) in zip(labels, variants) {
      for text in variant.heading.record.warningLines {
        if let known = warnings.firstIndex(where: { $0.text == text }) {
          warnings[known].labels.append(label)
        } else {
          warnings.append((text, [label]))
        }
      }
    }
    return warnings.map { warning in
      warning.labels.count == variants.count
        ? warning.text : "\(warning.labels.listed): \(warning.text)"
    }
  }
}
