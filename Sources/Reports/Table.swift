import Statistics
import Text

extension Report {
  /// The answer for a terminal: bands of each series at a few dates, outcomes, and how to read
  /// them. Ends with a line feed. Nothing in it can move a cursor, whatever the file contains.
  public var table: String {
    var lines = header + [""]
    let series = seriesTable.lines(width: Terminal.width)
    if !series.isEmpty { lines += series + [""] }
    let outcomes = outcomeTable.lines(width: Terminal.width)
    if !outcomes.isEmpty { lines += outcomes + [""] }
    lines += footer(unknownErrors: (series + outcomes).contains { $0.contains("~") })
    return lines.joined(separator: "\n") + "\n"
  }

  private var header: [String] {
    return [description.title.printable().truncated(to: Terminal.width)]
      + facts.wrapped(to: Terminal.width)
  }

  private func footer(unknownErrors: Bool) -> [String] {
    var sentences: [String] = []
    if let median = summary.levels.median {
      let name = "P" + (median.shortest ?? "")
      sentences.append("±\(name): half the width of \(name)'s 95 % sampling interval.")
    }
    if !summary.outcomes.isEmpty { sentences.append("MCSE: standard error of the mean.") }
    sentences.append("Digits stop where the sampling error starts.")
    if unknownErrors { sentences.append("~: too few paths to tell the error.") }
    var lines = rollForwards + sentences.joined(separator: " ").wrapped(to: Terminal.width)
    lines += reading.wrapped(to: Terminal.width)
    for warning in summary.warnings {
      lines += "warning: \(warning.printable())".wrapped(to: Terminal.width, indent: 2)
    }
    let failures = summary.failures
    if failures.paths > 0 {
      lines += "failed: \(failedPaths)"
        .wrapped(to: Terminal.width, indent: 2)
      for cause in failures.causes {
        lines += "  \(grouped(cause.paths)): \(cause.text.printable())"
          .wrapped(to: Terminal.width - 2, indent: 2).map { "  " + $0 }
      }
    }
    return lines
  }

  /// What was stated and what it has become by the start.
  private var rollForwards: [String] {
    summary.rolledForward.flatMap { sentence($0).wrapped(to: Terminal.width, indent: 2) }
  }
}

extension Summary {
  /// The levels of all percentiles, ascending, and the one nearest to 50.
  var levels: (all: [Double], median: Double?) {
    // A sample in which nothing came through has no percentiles.
    let samples = series.flatMap(\.bands) + outcomes.map(\.sample)
    let asked = samples.map(\.percentiles).max { $0.count < $1.count } ?? []
    let all = asked.map(\.level).sorted()
    return (all, all.min { abs($0 - 50) < abs($1 - 50) })
  }
}
