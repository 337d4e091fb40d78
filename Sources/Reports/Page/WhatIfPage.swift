import Sensitivity
import Statistics
import Text

// The pages of what-if answers: what was asked and its answer, then numbers, warnings, how to repeat it,
// and the assumptions.

extension WhatIfHeading {
  /// - Parameters:
  ///   - words: What else is worth knowing of the draws.
  ///   - lead: What is read first.
  ///   - sections: Before those that all pages have.
  func page(_ words: String, lead: [HTML], sections: [PageFrame.Section]) -> OutputFile {
    let shared: [PageFrame.Section] = [
      .warnings(record.warningLines),
      .assumptions(of: description),
      .init(
        id: "method", title: "How to repeat it", content: record.repetition(seed: seed)),
    ]
    let frame = PageFrame(
      title: description.title, facts: words.isEmpty ? facts : "\(facts), \(words)",
      reading: reading, version: record.versions.ballpark, lead: lead,
      sections: sections + shared)
    return OutputFile(Report.page, frame.html.text)
  }
}

extension MetricTornado {
  /// The question, its answer and a bar for each driver.
  var lead: [HTML] {
    [HTML.heading(question, "\(metric.name.printable()); \(method)")] + answer
      + bars(isBroad: true)
  }

  /// `What moves the median share price of zhipu on 2029-06-20, HKD`.
  private var question: String {
    "What moves the \(metric.words)".with(unit: metric.unitInWords)
  }

  /// What moves it most.
  private var answer: [HTML] {
    guard tornado.method != .rank, let bar = shown.first, let label = labels.first,
      bar.isDistinguishable, let low = bar.low, let high = bar.high
    else { return [] }
    let words =
      (drivers[bar.name]?.words).map { $0.prefix(1).lowercased() + $0.dropFirst() } ?? label
    let text = "Moved most by \(words): from \(low.amount(metric)) to \(high.amount(metric))."
    return ["<p class=\"answer\">\(HTML.kept(text.printable()))</p>\n"]
  }

  /// The metric at both ends of each driver.
  var numbers: [HTML] {
    guard tornado.method != .rank, !shown.isEmpty else { return [] }
    let head: [HTML.Head] = [
      "driver", .init(ownEnds.low, dispensability: 2), .init(ownEnds.high, dispensability: 2),
      .init(ends.low), .init("±", dispensability: 3), .init(ends.high),
      .init("±", dispensability: 3), .init("swing"), .init("±", dispensability: 1),
    ]
    let rows = zip(labels, shown).map { label, bar -> HTML.Line in
      let own = drivers[bar.name]?.ends
      return .cells(
        label,
        [own?.low.printable() ?? "", own?.high.printable() ?? ""]
          + [bar.low, bar.high].flatMap {
            [$0?.cell(metric.unit) ?? "–", $0?.errorCell(metric.unit) ?? "–"]
          } + [bar.swing.difference(swingUnit), bar.swing.differenceError(swingUnit)])
    }
    return [HTML.table(metric.heading, head: head, rows: rows)]
  }
}

extension GoalSeekReport {
  package func page(showing pictures: [DrawnChart]) -> OutputFile? {
    var figures = Figures(pictures)
    // The metric in words; its name stands below.
    let said = answers.map { answer -> HTML in
      let text = answer.replacing(metric.name, with: inWords)
      return "<p class=\"answer\">\(HTML.kept(text.capitalisedAtStart.printable()))</p>\n"
    }
    let rows = goal.samples.map { sample in
      HTML.Line.cells(
        text(sample.input, 0),
        [sample.output.cell(metric.unit), sample.output.errorCell(metric.unit)])
    }
    return heading.page(
      "each input on the same draws",
      lead: said + [HTML.small("\(range) \(metric.name).".printable())]
        + charts.flatMap { figures.column($0) },
      sections: [
        .init(
          id: "numbers", title: "Inputs tried",
          content: [
            HTML.table(metric.heading, head: [.init(key.name), "value", "±"], rows: rows)
          ])
      ])
  }
}

extension GoalSeekReport {
  /// `the median share price of zhipu on 2027-06-24`.
  private var inWords: String { metric.quantity == nil ? metric.name : "the \(metric.words)" }
}

extension SweepReport {
  package func page(showing pictures: [DrawnChart]) -> OutputFile? {
    var figures = Figures(pictures)
    let all = charts
    let drawn =
      all.count > 1
      ? Figures.grid(all.flatMap { figures.small($0) }) : all.flatMap { figures.column($0) }
    return heading.page(
      gridKeys.isEmpty ? "each point on the same draws" : "each point with the same seed",
      lead: [HTML.list(keys.map(\.words) + missingPoints)] + drawn,
      sections: metrics.indices.map { metric in
        .init(
          id: "metric-\(metric + 1)", title: metrics[metric].heading, content: [table(of: metric)],
          isFolded: false)
      })
  }

  private var missingPoints: [String] {
    let done = sweep.rows.count
    return done < planned ? ["\(grouped(done)) of \(grouped(planned)) points are here."] : []
  }

  /// More points than these are in the files.
  private static let mostOnPage = 500

  private func table(of metric: Int) -> HTML {
    let names = keys.map(\.name).shortened
    let head: [HTML.Head] =
      [.init("point")] + names.map { HTML.Head($0) } + [
        "value", .init("±", dispensability: 2), .init("difference", dispensability: 1),
        .init("±", dispensability: 3),
      ]
    let base = HTML.Line.cells(
      "as in the file",
      keys.map { $0.stated?.printable().truncated(to: 24) ?? "–" }
        + Self.numbers(sweep.base[metric], nil, metrics[metric].unit))
    let rows = sweep.rows.indices.prefix(Self.mostOnPage).map { row in
      HTML.Line.cells(
        String(row + 1), sweep.rows[row].point.map { $0.printable() } + numbers(row, metric))
    }
    let rest = sweep.rows.count - rows.count
    let note = rest > 0 ? "\(grouped(rest)) more points are in \(Self.csv)." : ""
    return "\(HTML.table("", head: head, rows: [base] + rows))\(HTML.small(note))"
  }
}
