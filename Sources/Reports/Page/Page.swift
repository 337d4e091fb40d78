import Statistics
import Text

extension Report {
  /// `report.html`: the answer on one screen, then sections that fold.
  ///
  /// - Parameter pictures: Those that were drawn; there may be none.
  func page(_ pictures: [DrawnChart]) -> String {
    var figures = Figures(pictures)
    let lead = lead(&figures)
    let falls = drawn(figures.charts(in: .outcome), &figures)
    let business = drawn(
      figures.charts(in: .business).dropFirst(roomForBusiness(figures)), &figures)
    let sections: [PageFrame.Section] = [
      .warnings(warnings),
      .init(
        id: "happening", title: "What happens", content: happening(&figures) + effectTable,
        isFolded: false),
      .init(
        id: "when", title: "When and what then",
        hint: "by anniversaries and deadline, how often, what differs", content: happeningTables),
      .init(
        id: "together", title: "How prices move together",
        hint: "correlations, falls in the same step", content: together(&figures),
        isFolded: summary.baskets.isEmpty),
      .init(
        id: "history", title: "Beside history",
        hint: "how unevenly prices have moved before the start, and move here",
        content: besideHistory),
      .init(id: "groups", title: "Groups of paths", content: groups(&figures), isFolded: false),
      .init(
        id: "bands", title: "Bands", hint: "every series at a few dates", content: bandTables),
      .init(
        id: "outcomes", title: "Outcomes",
        hint: "falls and recoveries, risk measures, how often levels are passed",
        content: Figures.grid(falls) + outcomeTables),
      .init(
        id: "business", title: "Business", hint: "runway, raises, insolvency by date",
        content: businessParts + Figures.grid(business)),
      .init(
        id: "attribution", title: "What moved the share price",
        hint: "each cause by itself, with percentiles", content: attributionTables),
      .init(id: "scenario", title: "What the scenario says", content: words),
      .assumptions(of: description),
      .init(
        id: "method", title: "Method, and how to repeat it",
        content: method + record.repetition(seed: summary.seed)),
    ]
    let frame = PageFrame(
      title: description.title, facts: facts, reading: reading,
      version: record.versions.ballpark, lead: lead, sections: sections)
    return frame.html.text
  }

  // MARK: The first screen

  /// What was asked, beside where the first company's share price goes; why, and what drives it.
  private func lead(_ figures: inout Figures) -> [HTML] {
    let companies = summary.companies.filter { !$0.isEmpty }
    let leads = figures.charts(in: .worth)
    let shown = companies.count == 1 ? Array(leads.prefix(1)) : leads
    let first = shown.prefix(1).flatMap { figures.column($0) }
    let others = shown.dropFirst().flatMap { figures.small($0) }
    let business = figures.charts(in: .business).prefix(roomForBusiness(figures))
    let behind = figures.charts(in: .growth) + business
    let drawn = drawn(bySeries(behind), &figures)
    let why: [HTML] = drawn.isEmpty ? [] : [HTML.heading("Why")] + Figures.grid(drawn)
    let returns = companies.compactMap { returnSentence(of: $0) }.map(HTML.small)
    let worth = HTML.columns(first + Figures.grid(others), answers)
    return keyFigures(companies) + (companies.count == 1 ? returns + worth : worth + returns) + why
      + HTML.columns(driverParts, attributionBars) + [HTML.small(errorMeaning)]
  }

  /// Tiles of one company; of several a row for each.
  private func keyFigures(_ companies: [String]) -> [HTML] {
    let rows = companies.map { (company: $0, tiles: keyFigures(of: $0)) }
      .filter { !$0.tiles.isEmpty }
    guard let first = rows.first, let end = summary.series.compactMap({ $0.dates.last }).max()
    else { return [] }
    let heading = HTML.heading("On \(end)", "of \(grouped(summary.paths.count)) paths")
    guard rows.count > 1 else { return [heading, HTML.tiles(first.tiles)] }
    // What a basket has is not what a company has.
    let kinds =
      [rows.filter { summary.baskets[$0.company] != nil }]
      + [rows.filter { summary.baskets[$0.company] == nil }]
    return [heading] + kinds.filter { !$0.isEmpty }.map(keyFigureTable)
  }

  /// Pictures of one series side by side, where there are several companies.
  private func bySeries(_ charts: [Chart]) -> [Chart] {
    func kind(_ chart: Chart) -> String {
      chart.series.flatMap { summary.series[$0]?.quantity.ownName } ?? chart.name
    }
    var kinds: [String] = []
    for chart in charts where !kinds.contains(kind(chart)) { kinds.append(kind(chart)) }
    return kinds.flatMap { name in charts.filter { kind($0) == name } }
  }

  /// The first screen has few pictures; others are in the section of the business.
  private func roomForBusiness(_ figures: Figures) -> Int {
    max(0, 6 - figures.charts(in: .growth).count)
  }

  /// Small pictures, each with where it ends.
  private func drawn(_ charts: some Sequence<Chart>, _ figures: inout Figures) -> [HTML] {
    charts.flatMap { figures.small($0, line: endLine($0)) }
  }

  /// `13.9B ± 0.2B; 80 % of the paths from 1.47B to 91B`: of a picture of bands.
  private func endLine(_ chart: Chart) -> HTML {
    guard let series = chart.series.flatMap({ summary.series[$0] }),
      let line = series.levels.line, let middle = series.band(at: .end)[line],
      let band = series.levels.central
    else { return "" }
    let end = series.band(at: .end)
    let ends = [band.low, band.high].map { level in
      end[level].map { end.figure($0, unit: series.unit).withError } ?? "–"
    }
    let figure = end.figure(middle, unit: series.unit)
    return """
      <p class="small"><b>\(figure.text.keepingPercent)</b> \(figure.plusMinus.keepingPercent); \
      \(Levels.percent(band))\u{A0}% of the paths from \(ends[0].keepingPercent) to \
      \(ends[1].keepingPercent)</p>

      """
  }

  /// A bar for each question, observation and group, in the order of the file.
  private var answers: [HTML] {
    let rows = answerRows + observationRows + groupRows
    let asked = description.inherited.questions.map { "; the questions are those of \($0)" }
    return rows.isEmpty
      ? []
      : [
        HTML.heading("What was asked", "share of the paths" + (asked ?? "")),
        HTML.bars("What was asked", rows.map { HTML.Bar($0) }),
      ]
  }

  // MARK: Sections

  private var warnings: [String] {
    var sentences = record.warningLines + summary.warnings
    if summary.failures.paths > 0 {
      sentences.append("Failed: \(failedPaths).")
      sentences += summary.failures.causes.map { "\(grouped($0.paths)): \($0.words)" }
    }
    return sentences
  }

  private func groups(_ figures: inout Figures) -> [HTML] {
    let pictures = figures.charts(in: .group).flatMap { figures.small($0) }
    return Figures.grid(pictures) + groupTables
  }

  /// The author's own.
  private var words: [HTML] {
    let moved = summary.rolledForward.map { HTML.small(sentence($0)) }
    let of = description.inherited.text.map {
      HTML.small("What \($0) says of itself, which this file extends:")
    }
    let silent = description.inherited.silent.inWords
    let hushed =
      silent.isEmpty
      ? []
      : [
        HTML.small(
          "Not shown: what \(silent) say of themselves, which this file extends. "
            + "Each speaks of itself alone.")
      ]
    let stressed =
      description.stress.isEmpty
      ? nil
      : HTML.small(
        "Written of the file without the stress, so that its numbers are others: here is taken for given "
          + description.stress.joined(separator: "; ").printable() + ".")
    return [stressed, of].compactMap(\.self) + AuthorText(description.text).html + hushed + moved
  }
}
