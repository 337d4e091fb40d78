import Statistics
import Text

extension Report {
  /// All there is to tell, for 80 columns without colours.
  public var table: String { table(on: Terminal()) }

  /// All there is to tell, for a terminal. What was asked stands near the end, where the eye lands: first the
  /// bands of each series at a few dates, outcomes, what moved the share price, what happens, how prices move together, groups of paths
  /// and a picture, then answers, and last how to read them. Ends with a line feed. Nothing from a
  /// scenario in it can move a cursor.
  package func table(on terminal: Terminal) -> String {
    let bands = seriesTable.lines(on: terminal)
    let outcomes = outcomeLines(on: terminal)
    let attributions = attributionLines(on: terminal)
    let happening = happeningLines(on: terminal)
    let together = dependenceLines(on: terminal) + historyLines(on: terminal)
    let groups = groupLines(on: terminal)
    let parts =
      [header(on: terminal), bands] + outcomes + attributions + happening + together + groups
      + fans(on: terminal)
      + [
        answerLines(width: terminal.width),
        footer(
          on: terminal,
          numbers: bands + (outcomes + attributions + happening + groups).joined()),
      ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  func header(on terminal: Terminal) -> [String] {
    let title = description.title.printable().truncated(to: terminal.width)
    return [terminal.styled(title, .heading)] + facts.wrapped(to: terminal.width)
  }

  /// What each share returns, and what the scenario asked, in sentences.
  private func answerLines(width: Int) -> [String] {
    (summary.companies.compactMap(returnSentence) + summary.answers.map(sentence)
      + summary.observations.map(sentence))
      .flatMap { $0.wrapped(to: width, indent: 2) }
  }

  /// Notes on the numbers; how to read bands; then all that raises doubts.
  private func footer(on terminal: Terminal, numbers: [String]) -> [String] {
    let width = terminal.width
    var lines = summary.rolledForward.flatMap { sentence($0).wrapped(to: width, indent: 2) }
    lines += notes(on: numbers).wrapped(to: width)
    lines = lines.map { terminal.styled($0, .note) } + reading.wrapped(to: width)
    for warning in summary.warnings {
      lines += "warning: \(warning.printable())".wrapped(to: width, indent: 2)
    }
    let failures = summary.failures
    if failures.paths > 0 {
      lines += "failed: \(failedPaths)".wrapped(to: width, indent: 2)
      for cause in failures.causes {
        lines += "  \(grouped(cause.paths)): \(cause.words.printable())"
          .wrapped(to: width - 2, indent: 2).map { "  " + $0 }
      }
    }
    return lines
  }

  /// Explains only what stands in a table: a narrow one leaves columns out.
  private func notes(on lines: [String]) -> String {
    func isShown(_ text: String) -> Bool { lines.contains { $0.contains(text) } }
    var sentences: [String] = []
    let shifts = summary.groups.flatMap(\.shifts).contains(where: \.isDistinguishable)
    let halves = isShown("±P") || isShown(" ± ")
    if halves || shifts || isShown("±MCSE") {
      sentences.append(
        Self.errorMeaning(halves: halves, means: isShown("±MCSE"), shifts: shifts))
    }
    if summary.groups.contains(where: { !$0.shifts.isEmpty }) {
      sentences.append("sd: standard deviations over all paths.")
    }
    if hasClockShifts { sentences.append(Self.clockMeaning) }
    sentences.append("Digits stop where the sampling error starts.")
    if isShown("~") {
      let isOpen = summary.outcomes.contains { outcome in
        (outcome.censored?.hits ?? 0) > 0
          && outcome.sample.percentiles.contains { $0.value.isFinite && !$0.interval.high.isFinite }
      }
      sentences.append(Self.unknownError(isOpen: isOpen))
    }
    return sentences.joined(separator: " ")
  }
}

extension Report {
  /// What `~` says.
  ///
  /// - Parameter isOpen: Whether a number's interval reaches beyond the horizon: then more paths
  ///   need not help.
  static func unknownError(isOpen: Bool) -> String {
    "~: too few paths to tell the error"
      + (isOpen ? ", or an interval that reaches beyond the horizon." : ".")
  }
}
