import Simulation
import Statistics

/// What a series was before the start: `history: {2026-01-09: 345, 2026-02-13: 680}`.
enum HistoryKey {
  static let name = "history"
  /// The series that may have one, by their own names; each is a key of a company, too.
  static let series = CompanyCatalog.series.filter {
    [.sharePrice, .recurringRevenue].contains($0.role)
  }
  static let help =
    "Values before the start, by date, which the change of the series over a time goes back to."

  /// The series whose history may stand at a key of a company.
  static func series(at key: String) -> Quantity? { series.first { $0.ownName == key } }
}

extension ScenarioReader {
  /// Reads the history that stands beside a value, and takes it out.
  ///
  /// - Returns: Nil where nothing else stands there.
  mutating func withoutHistory(
    _ entry: LocatedNode.Entry, _ company: inout CompanyDraft
  ) -> LocatedNode.Entry? {
    guard company.group == nil, let declared = HistoryKey.series(at: entry.key),
      let entries = entry.value.entries, let history = entry.value[HistoryKey.name]
    else { return entry }
    let series = declared.of(
      company.name, currency: company.currency, reporting: draft.currency ?? "")
    let name = "\(company.fullName(entry.key)).\(HistoryKey.name)"
    note(name, at: history.place)
    company.assumptions.histories[entry.key] = values(history, of: series, named: name, company)
    let rest = entries.filter { $0.key != HistoryKey.name }
    guard !rest.isEmpty else { return nil }
    return LocatedNode.Entry(
      key: entry.key, place: entry.place,
      value: LocatedNode(content: .map(rest), place: entry.value.place))
  }

  private mutating func values(
    _ node: LocatedNode, of series: Quantity, named name: String, _ company: CompanyDraft
  ) -> [PastValue]? {
    guard let entries = node.entries, !entries.isEmpty, let rule = series.rule else {
      report(
        unexpected: node, Expectation("a map of dates and values", example: "{2026-01-09: 345}"))
      return nil
    }
    let positive = NumberRule(kind: rule.kind, domain: .positive, currency: rule.currency)
    var values: [PastValue] = []
    for entry in entries {
      let date = date(LocatedNode(content: .scalar(entry.key), place: entry.place))
      let level = self.stated(entry.value, positive)
      guard let date, let level else { continue }
      if let start = draft.start, date >= start {
        report(.outOfDomain("\(date)", mustBe: "a date before \(start)"), at: entry.place)
      } else if let last = values.last, date <= last.date {
        report(.datesNotAscending, at: entry.place)
      } else {
        values.append(PastValue(date: date, value: level.value))
      }
    }
    guard values.count == entries.count, let first = values.first else { return nil }
    stated.append(
      ScenarioDescription.Assumption(
        key: name, of: company.owner,
        text: values.count == 1 ? "on \(first.date)" : "\(values.count) values from \(first.date)",
        isNumber: false))
    return values
  }
}
