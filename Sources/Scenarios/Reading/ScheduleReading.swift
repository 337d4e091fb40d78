import Simulation

extension ScenarioReader {
  /// The laws of `{schedule: {2026-06-24: …, 2027-01-01: …}}`.
  ///
  /// - Parameter node: The whole, for its words.
  mutating func schedule(_ dates: LocatedNode, in node: LocatedNode, _ rule: NumberRule)
    -> StatedLaw?
  {
    guard rule.use == .everyStep else {
      report(.noSchedule, at: node.place)
      return nil
    }
    guard let entries = dates.entries, !entries.isEmpty else {
      report(.emptySchedule, at: dates.place)
      return nil
    }
    var laws: [ScheduledLaw] = []
    var last: CalendarDate?
    for (index, entry) in entries.enumerated() {
      let law = law(entry.value, rule.part)
      let key = LocatedNode(content: .scalar(entry.key), place: entry.place)
      guard let date = date(key) else { continue }
      if let last, date <= last {
        report(.datesNotAscending, at: entry.place)
      } else if index == 0, let start = draft.start, date > start {
        report(.lateSchedule(start: start.description), at: entry.place)
      }
      last = date
      if let law { laws.append(ScheduledLaw(from: date, law.law)) }
    }
    guard laws.count == entries.count else { return nil }
    return StatedLaw(law: .schedule(laws), currency: nil, text: node.summary)
  }
}
