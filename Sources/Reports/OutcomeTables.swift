import Statistics
import Text

extension Report {
  /// Of each company the percentiles of its outcomes, and what its worst paths are like.
  func outcomeLines(on terminal: Terminal) -> [[String]] {
    summary.companies.flatMap { company -> [[String]] in
      let outcomes = summary.outcomes.filter { $0.quantity.subject == company }
      let sentences =
        outcomes.compactMap(exceedanceSentence) + censoredSentences(outcomes)
        + valueSentences(of: company)
      let numbers = outcomes.filter { !$0.isTime }
      let times = outcomes.filter(\.isTime)
      return [
        numberTable(
          numbers.filter { ![.payOff, .turbulence].contains($0.quantity.family) }, "per path",
          of: company),
        numberTable(
          numbers.filter { $0.quantity.family == .turbulence }, "turbulence", of: company),
        timeTable(times.filter { $0.quantity.family == .fall }, "deepest fall", of: company),
        timeTable(times.filter { $0.quantity.family != .fall }, "business", of: company),
        numberTable(numbers.filter { $0.quantity.family == .payOff }, "pay-offs", of: company),
      ].map { $0.lines(on: terminal) }
        + [sentences.flatMap { $0.wrapped(to: terminal.width, indent: 2) }]
    }
  }

  /// The mean with its standard error, and percentiles.
  private func numberTable(
    _ outcomes: [OutcomeSummary], _ title: String, of company: String
  ) -> TextTable {
    // Goes last, when even lowest, median and highest need the room.
    let mean = ["mean", "±MCSE"].map { TextTable.Column(title: $0, dispensability: 1) }
    var table = TextTable(mean + levelColumns)
    guard !outcomes.isEmpty else { return table }
    if let heading = heading(company) { table.append(heading) }
    table.append(.titles(title))
    for outcome in outcomes {
      let mean = outcome.mean.map { Figure($0, unit: outcome.unit) }
      let percentiles = summary.levels.all.map { level in
        outcome.sample[level].map(outcome.text(of:)) ?? "–"
      }
      table.append(
        outcome.label, numbers: [mean?.text ?? "–", mean?.errorText ?? "–"] + percentiles)
    }
    return table
  }

  /// When something happens, and how long it takes.
  private func timeTable(
    _ outcomes: [OutcomeSummary], _ title: String, of company: String
  ) -> TextTable {
    // Times are long: the median stays, then lowest and highest.
    let median = summary.levels.nearestToMiddle
    let columns = zip(summary.levels.all, levelColumns).map { level, column in
      level == median || column.dispensability > 0
        ? column : TextTable.Column(title: column.title, dispensability: 1)
    }
    var table = TextTable(columns)
    guard !outcomes.isEmpty else { return table }
    if let heading = heading(company) { table.append(heading) }
    table.append(.titles(title))
    for outcome in outcomes {
      let times = summary.levels.all.map { outcome.sample[$0].map(outcome.time(of:)) ?? "–" }
      table.append(outcome.label, numbers: times)
    }
    return table
  }

  /// Where there are several companies, the one that a table is of.
  private func heading(_ company: String) -> TextTable.Row? {
    summary.companies.count > 1 ? .heading(company.printable()) : nil
  }
}

extension OutcomeSummary {
  /// Whether it is a date, or something that may last longer than the run.
  fileprivate var isTime: Bool { isDate || censored != nil }

  fileprivate var label: String {
    quantity.ownName.printable().with(unit: isTime ? "" : unit)
  }

  /// `2027-03-24`, `after 2029-06-20`, `> 2.5 years`.
  fileprivate func time(of percentile: Percentile) -> String {
    let text = text(of: percentile)
    let isNumber = text.contains(where: \.isNumber) && !isDate
    return isNumber && unit == "years" ? "\(text) years" : text
  }
}

extension TextTable {
  /// A long name has a line of its own, since it would push percentiles out of its line.
  fileprivate mutating func append(_ label: String, numbers: [String]) {
    let isLong = label.displayWidth > 26
    if isLong { append(.heading(label)) }
    append(.numbers(isLong ? "" : label, numbers))
  }
}
