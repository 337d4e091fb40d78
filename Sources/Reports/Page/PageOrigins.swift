import Statistics
import Text

// Where the numbers come from: assumptions, method, and how to repeat the run.

extension PageFrame.Section {
  static func assumptions(of description: ScenarioDescription) -> Self {
    let stated = description.statedNumbers
    return .init(
      id: "assumptions", title: "Assumptions",
      hint: "\(stated.count { $0.source != nil }) of \(stated.count) numbers with a source",
      content: description.assumptionTables)
  }
}

extension ScenarioDescription {
  /// What the file states, with its evidence; the defaults apart.
  var assumptionTables: [HTML] {
    let (stated, defaults) = (assumptions.filter(\.isStated), assumptions.filter { !$0.isStated })
    func table(_ caption: String, _ assumptions: [Assumption]) -> HTML {
      HTML.words(caption, head: ["key", "value", "source and note"], rows: assumptions.map(\.row))
    }
    let own = stated.isEmpty ? [] : [table("What the file states", stated)]
    guard !defaults.isEmpty else { return own }
    return own + [
      """
      <details><summary>Defaults <span>\(defaults.count) numbers that the file leaves as they \
      are</span></summary>
      <div>\(table("Defaults", defaults))</div></details>

      """
    ]
  }
}

extension RunRecord {
  /// The command, and what else made the numbers: nothing that differs the next time.
  func repetition(seed: UInt64) -> [HTML] {
    let facts = [
      ("seed", String(seed)), ("scenario file", scenarioHash), ("Ballpark", versions.ballpark),
      ("GSL", versions.gsl), ("C library", versions.libc), ("instruction set", instructionSet),
    ]
    let command: HTML = self.command.isEmpty ? "" : "<pre>\(self.command)</pre>\n"
    return [
      command,
      HTML.words(
        "What made the numbers", head: ["", ""],
        rows: facts.map { HTML.row("\($0.0)", ["\($0.1)"]) }),
    ]
  }
}

extension Report {
  var method: [HTML] {
    let paths = "\(grouped(summary.paths.count)) path\(summary.paths.count == 1 ? "" : "s")"
    let sentences = [
      "Each of \(paths) draws every range once, and then the shocks of each \(description.step).",
      "A draw depends on the seed, the name of its source, the path and the step, and on nothing "
        + "else: the same seed gives the same numbers, and two scenarios compare path by path.",
      "A band is pointwise: its edges are percentiles at each date, not paths.",
      "Intervals are sampling errors at 95 %: of percentiles from order statistics, of shares of "
        + "paths Wilson's; means carry a Monte Carlo standard error (MCSE). They say nothing about "
        + "whether the assumptions are right.",
      "Drawdown is the fall from the running peak as a share of it, the start included.",
    ]
    return ["<p>\(sentences.joined(separator: " ").keepingPercent)</p>\n"]
  }
}

extension ScenarioDescription.Assumption {
  fileprivate var row: HTML.Row {
    var origin: [HTML] = []
    if let source { origin.append(source.linked) }
    if let asOf { origin.append("<span>as of \(asOf)</span>") }
    if let note { origin.append("<span>\(note)</span>") }
    return HTML.row(HTML.name(key), ["\(text)", "\(origin)"])
  }
}

extension String {
  /// With a link at each address of the web.
  var linked: HTML {
    var (pieces, end): ([HTML], Index) = ([], startIndex)
    for address in WebAddress.all(in: self) {
      let link = String(self[address.range])
      pieces.append("\(String(self[end..<address.range.lowerBound]))")
      pieces.append("<a href=\"\(link)\" rel=\"noreferrer\">\(link)</a>")
      end = address.range.upperBound
    }
    pieces.append("\(String(self[end...]))")
    return HTML(verbatim: pieces.map(\.text).joined())
  }
}
