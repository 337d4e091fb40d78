import Statistics
import Text

extension Report {
  /// `report.html`: one page that needs nothing else, no script and no network.
  ///
  /// - Parameter pictures: Those that were drawn; there may be none.
  func page(_ pictures: [(chart: Chart, svg: String)]) -> String {
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="Ballpark \(record.versions.ballpark)">
      <title>\(description.title)</title>
      <style>
      \(HTML.style)
      </style>
      </head>
      <body>
      <header>
      <h1>\(description.title)</h1>
      <p class="facts">\(facts)</p>
      <p class="reading">\(reading)</p>
      </header>
      <main>
      \(HTML.section("Answers", answers))\
      \(HTML.section("Warnings", warnings))\
      \(HTML.section("Pictures", Self.figures(pictures)))\
      \(HTML.section("Bands", bandTables))\
      \(HTML.section("Outcomes", outcomeTables))\
      \(HTML.section("What moved the share price", attributionTables))\
      \(HTML.section("Groups of paths", groupTables))\
      \(HTML.section("What the scenario says", words))\
      \(HTML.section("Assumptions", assumptionTables))\
      \(HTML.section("Method", method))\
      \(HTML.section("How to repeat it", repetition))\
      </main>
      <footer><p>\(reading)</p></footer>
      </body>
      </html>

      """
    return page.text
  }

  private static func figures(_ pictures: [(chart: Chart, svg: String)]) -> [HTML] {
    pictures.enumerated().map { index, picture in
      let svg = InlineSVG(
        picture.svg, number: index + 1, title: picture.chart.title,
        description: picture.chart.alternative)
      return "<figure>\n\(svg.markup)</figure>\n"
    }
  }

  /// What was asked; before it, where each share price ends and what it returns.
  private var answers: [HTML] {
    let sentences =
      summary.series.compactMap(lastBand) + summary.companies.compactMap(returnSentence)
      + summary.answers.map(sentence) + summary.observations.map(sentence)
    return sentences.isEmpty ? [] : [HTML.list(sentences, style: "answers")]
  }

  private func lastBand(_ series: SeriesSummary) -> String? {
    guard series.quantity.role == .sharePrice, let date = series.dates.last,
      let widest = series.levels.bands.first
    else { return nil }
    func text(_ level: Double) -> String? {
      let band = series.band(at: .end)
      return band[level].map { band.figure($0, unit: series.unit).text }
    }
    guard let low = text(widest.low), let high = text(widest.high) else { return nil }
    let line = series.levels.line.flatMap { level in
      text(level).map { "; the \(Levels.name(level)) is \($0) \(series.unit)" }
    }
    return "On \(date), the \(series.quantity.printableWords) lies between \(low) and \(high) "
      + "\(series.unit) on \(Levels.percent(widest)) % of the paths\(line ?? "")."
  }

  private var warnings: [HTML] {
    // Below the first line of what the reader warned of stands the line of the file.
    var sentences = record.warnings.map { String($0.prefix { $0 != "\n" }) } + summary.warnings
    if summary.failures.paths > 0 {
      sentences.append("Failed: \(failedPaths).")
      sentences += summary.failures.causes.map { "\(grouped($0.paths)): \($0.words)" }
    }
    return sentences.isEmpty ? [] : [HTML.list(sentences, style: "warning")]
  }

  /// The author's own.
  private var words: [HTML] {
    let moved = summary.rolledForward.map { "<p class=\"small\">\(sentence($0))</p>\n" as HTML }
    return AuthorText(description.text).html + moved
  }
}
