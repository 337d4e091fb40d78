import Statistics
import Text

extension SmallestShockReport {
  /// The answer, then where it puts each belief.
  package func text(on terminal: Terminal) -> String {
    let parts = [
      heading.lines("each shock on the same draws", on: terminal),
      (answer + [checked].compactMap(\.self)).flatMap {
        $0.printable().wrapped(to: terminal.width, indent: 2)
      },
      table(on: terminal),
      legend.wrapped(to: terminal.width) + heading.reading.wrapped(to: terminal.width),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// A belief that has moved by less is not shown.
  private static let least = 0.05

  var moved: [Belief] { beliefs.filter { abs($0.score) >= Self.least } }

  /// In sentences.
  var answer: [String] {
    let median =
      "In the file it is \(drawn.amount(metric)); with every belief at its median, "
      + "\(start.amount(metric))."
    if isReached, distance == 0 { return [median + " That is the target: no shock is needed."] }
    if isReached {
      return [
        "The smallest shock that brings \(metric.name) to \(targetText) is \(size) away.", median,
      ]
    }
    let nearest =
      distance == 0
      ? "nothing among the beliefs moves it there"
      : "reached only \(output.amount(metric)), \(size) away"
    return ["\(metric.name) does not get to \(targetText): \(nearest).", median]
  }

  private var size: String {
    "\(Figure(distance, error: 0.05, unit: "").text) standard deviations"
  }

  private var checked: String? {
    check.map { check in
      "There it is \(output.amount(metric)); on other draws, those of seed \(check.seed), "
        + "\(check.output.amount(metric))."
    }
  }

  private func table(on terminal: Terminal) -> [String] {
    guard !moved.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "median", dispensability: 1), .init(title: "shocked", dispensability: 0),
      .init(title: "percentile", dispensability: 0), .init(title: "score", dispensability: 2),
    ])
    table.append(.titles("belief"))
    for belief in moved { table.append(.numbers(belief.name.printable(), belief.cells)) }
    return table.lines(on: terminal)
  }

  private var legend: String {
    let still = beliefs.count - moved.count
    let others =
      still == 0
      ? "" : "\(still) other\(still == 1 ? " has" : "s have") moved by less than \(Self.least). "
    return others
      + "Score: standard deviations of the normal that a belief is drawn from; the length is that of all, with "
      + "their correlations, searched to half a per cent of it on these draws. \(runs) runs."
  }
}

extension SmallestShockReport.Belief {
  var cells: [String] {
    [
      median.printable(), value.printable(), percentileText,
      Figure(score, error: 0.005, unit: "").text,
    ]
  }

  /// `P16`, `P99.53`; beyond what anybody tells apart a bound.
  private var percentileText: String {
    let level = 100 * percentile
    if level < 0.01 { return "< P0.01" }
    if level > 99.99 { return "> P99.99" }
    let error = min(level, 100 - level) < 1 ? 0.005 : 0.5
    return "P" + Figure(level, error: error, unit: "").text
  }
}

extension SmallestShockReport {
  package func page(showing pictures: [DrawnChart]) -> OutputFile? {
    let said = (answer + [checked].compactMap(\.self)).map { text -> HTML in
      "<p class=\"answer\">\(HTML.kept(text.printable()))</p>\n"
    }
    let head: [HTML.Head] = [
      "belief", .init("median", dispensability: 1), .init("shocked"), .init("percentile"),
      .init("score", dispensability: 2),
    ]
    let rows = moved.map { HTML.Line.cells($0.name, $0.cells) }
    let table = moved.isEmpty ? [] : [HTML.table("Beliefs", head: head, rows: rows)]
    return heading.page(
      "each shock on the same draws", lead: said + table + [HTML.small(legend.printable())],
      sections: [])
  }
}
