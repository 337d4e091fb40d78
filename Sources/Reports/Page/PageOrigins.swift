import Statistics
import Text

// Where the numbers come from: assumptions, method, and how to repeat the run.

extension Report {
  /// What the file states, with its evidence; then the defaults.
  var assumptionTables: [HTML] {
    let (stated, defaults) = (
      description.assumptions.filter(\.isStated), description.assumptions.filter { !$0.isStated }
    )
    let tables = [("What the file states", stated), ("Defaults", defaults)]
    return tables.filter { !$1.isEmpty }.map { caption, assumptions in
      HTML.words(
        caption, head: ["key", "value", "source and note"], rows: assumptions.map(\.row))
    }
  }

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
    return ["<p>\(sentences.joined(separator: " "))</p>\n"]
  }

  var repetition: [HTML] {
    let versions = record.versions
    let facts = [
      ["seed", String(summary.seed)], ["scenario file", record.scenarioHash],
      ["Ballpark", versions.ballpark], ["GSL", versions.gsl], ["C library", versions.libc],
      ["instruction set", record.instructionSet], ["started", record.started],
    ]
    let rows = facts.map { HTML.row($0[0], [$0[1]]) }
    let command: HTML = record.command.isEmpty ? "" : "<pre>\(record.command)</pre>\n"
    return [
      command,
      HTML.words("What made the numbers", head: ["", ""], rows: rows),
    ]
  }
}

extension ScenarioDescription.Assumption {
  fileprivate var row: HTML.Row {
    var origin: [HTML] = []
    if let source { origin.append(source.linked) }
    if let asOf { origin.append("<span>as of \(asOf)</span>") }
    if let note { origin.append("<span>\(note)</span>") }
    return HTML.Row(
      html: "<tr><th scope=\"row\">\(HTML.name(key))</th><td>\(text)</td><td>\(origin)</td></tr>\n",
      texts: [])
  }
}

extension String {
  /// A link where the whole text is an address of the web; other schemes could run something.
  fileprivate var linked: HTML {
    let isWeb = hasPrefix("https://") || hasPrefix("http://")
    guard isWeb, !contains(where: { $0.isWhitespace || "\"'<>\\".contains($0) }) else {
      return "\(self)"
    }
    return "<a href=\"\(self)\" rel=\"noreferrer\">\(self)</a>"
  }
}
