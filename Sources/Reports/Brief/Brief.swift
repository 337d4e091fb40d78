import Statistics
import Text

/// The answer of a run on one screen: what was asked first, then of each company what matters, one picture,
/// and what else there is.
///
/// At 80 columns it has at most 40 lines, with the one that names the files; a narrower terminal, where
/// sentences take more of them, gets more. Answers are never cut: beside many of them there are at most 24
/// lines, and those of how prices move together.
///
/// Verified: the length for every shipped scenario and for many questions; golden texts.
struct Brief {
  static let mostLines = 40
  static let mostBeside = 24

  /// Rows of the picture, without title, axis and legend: fewer show nothing, more are no better.
  private static let heights = 4...8
  /// Rows of the picture from which on others that can be left out come first.
  private static let wantedHeight = 6
  /// That names the files, and is printed when they are there.
  private static let linesOfFiles = 1

  let report: Report
  let terminal: Terminal
  private let columns: ShareColumns
  private let likelihoods: [ShareRow]
  private let happening: BriefHappening
  private let together: Together

  var summary: Summary { report.summary }

  init(_ report: Report, on terminal: Terminal) {
    self.report = report
    self.terminal = terminal
    let companies = report.summary.companies
    likelihoods = companies.count == 1 ? companies.flatMap(report.likelihoodRows) : []
    happening = BriefHappening(report)
    together = Together(report, on: terminal)
    columns = ShareColumns(
      report.answerRows + report.observationRows + report.groupRows + happening.rows + likelihoods,
      on: terminal)
  }

  /// Ends with a line feed. Nothing from a scenario in it can move a cursor.
  var text: String {
    let head = report.header(on: terminal)
    let short = answers(withDetails: false)
    let count = short.joined().count - short.count
    let more = (Terminal.widths.upperBound - terminal.width) / 2
    let pairs = together.lines.isEmpty ? 0 : together.lines.count + 1
    let limit = max(Self.mostLines, count + Self.mostBeside + pairs) + more - Self.linesOfFiles
    let long = answers(withDetails: true)
    func room(_ answers: [[String]]) -> Int {
      limit - head.count - 1 - answers.joined().count - answers.count - pairs
    }
    var (answers, body) = (long, body(room(long)))
    if body.fan.isEmpty { (answers, body) = (short, self.body(room(short))) }
    let parts =
      [head] + answers
      + [
        body.companies.lines, together.lines, body.fan, footer(body.companies, body.omitted),
      ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// Questions, observations, groups and what happens, each below what they are.
  ///
  /// - Parameter withDetails: Whether groups say where they end, and events which case it was.
  private func answers(withDetails: Bool) -> [[String]] {
    let (whole, time) = ("share of paths", "share of time")
    let events = withDetails ? happening.eventsWithCases : happening.events
    let groups = zip(summary.groups, report.groupRows).flatMap { group, row in
      columns.lines(row) + (withDetails ? details(of: group) : [])
    }
    let states =
      happening.states.flatMap(columns.lines)
      + happening.statesInShort.flatMap { text in
        text.wrapped(to: terminal.width - 2, indent: 2).map { "  " + $0 }
      }
    let asked = report.description.inherited.questions.map { "Asked as in \($0)".printable() }
    return [
      (asked ?? "Asked", whole, report.answerRows.flatMap(columns.lines)),
      ("Observed", whole, report.observationRows.flatMap(columns.lines)),
      ("Groups", whole, groups), ("What happens", whole, events.flatMap(columns.lines)),
      ("In a state", time, states),
    ].filter { !$2.isEmpty }.map { [columns.head($0, $1)] + $2 }
  }

  private func details(of group: GroupSummary) -> [String] {
    let detail = report.detail(of: group)
    return detail.isEmpty ? [] : detail.wrapped(to: terminal.width - 4).map { "    " + $0 }
  }

  /// Companies, picture and what is left out, within some lines: the picture is lowered first, then series
  /// are left out, then the picture.
  private func body(_ room: Int) -> (companies: Companies, fan: [String], omitted: Omitted) {
    let series = summary.companies.lazy.compactMap(report.fanSeries).first
    func fan(_ height: Int) -> [String] {
      series.flatMap { report.fan($0, height: height) }?.lines(on: terminal) ?? []
    }
    let least = fan(Self.heights.lowerBound).count
    let mostExtra = summary.companies.count == 1 ? Companies.mostExtra : 0
    for height in [Self.wantedHeight, Self.heights.lowerBound] {
      for extra in (0...mostExtra).reversed() {
        let companies = Companies(report, extra: extra, columns, likelihoods, on: terminal)
        let omitted = Omitted(report, shown: companies.shown, happening)
        let left = room - companies.lines.count - 1 - footer(companies, omitted).count - 1
        let wanted = least == 0 ? 0 : least + height - Self.heights.lowerBound
        guard left >= wanted else { continue }
        let most = Self.heights.lowerBound + left - least
        return (companies, fan(min(Self.heights.upperBound, most)), omitted)
      }
    }
    return withoutPicture(room, hasPicture: least > 0)
  }

  private func withoutPicture(
    _ room: Int, hasPicture: Bool
  ) -> (companies: Companies, fan: [String], omitted: Omitted) {
    var count = summary.companies.count
    while true {
      let companies = Companies(
        report, first: count, extra: 0, columns, likelihoods, on: terminal)
      let omitted = Omitted(
        report, shown: companies.shown, happening, picture: hasPicture)
      let excess = companies.lines.count + 1 + footer(companies, omitted).count - room
      if count <= 1 || excess <= 0 { return (companies, [], omitted) }
      count = max(1, count - excess)
    }
  }

  /// How to read it, what raises doubts, and what is left out.
  private func footer(_ companies: Companies, _ omitted: Omitted) -> [String] {
    let width = terminal.width
    let hasMeans = companies.hasMeans || happening.hasMeans
    let errors = [
      "±: half a 95 % interval", hasMeans ? "of means: MCSE" : "",
      companies.lines.contains { $0.contains("~") } ? "~: too few paths to tell" : "",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
    var lines = "\(errors). A \(report.description.nature).".wrapped(to: width)
      .map { terminal.styled($0, .note) }
    let failures = summary.failures
    if failures.paths > 0 {
      let only = failures.causes.count == 1 ? failures.causes.first.map { ": \($0.words)" } : nil
      lines += "failed: \(report.failedPaths)\(only ?? "")".printable().wrapped(
        to: width, indent: 2)
    }
    if let warnings = report.warningsInShort { lines.append(warnings.truncated(to: width)) }
    return lines + (omitted.text.isEmpty ? [] : omitted.text.wrapped(to: width, indent: 2))
  }
}
