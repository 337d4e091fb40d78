import Simulation

extension ScenarioReader {
  /// The laws of `{schedule: {2026-06-24: …, 2027-01-01: …}}`, each an assumption of its own:
  /// `acme.growth.longRun@2027-01-01`. The one that holds at the start has the key's own name.
  ///
  /// - Parameter evidence: What stands beside the whole.
  mutating func schedule(
    _ dates: LocatedNode, name: String, _ rule: NumberRule, _ evidence: Evidence
  ) -> Assumption? {
    if let truncation = evidence.truncation { report(.truncatedNumber, at: truncation.place) }
    guard let entries = dates.entries, !entries.isEmpty else {
      report(.emptySchedule, at: dates.place)
      return nil
    }
    let pieces = entries.map { entry in
      (date: date(LocatedNode(content: .scalar(entry.key), place: entry.place)), entry: entry)
    }
    let first = pieces.lastIndex { piece in
      piece.date.map { $0 <= draft.start ?? $0 } ?? false
    }
    var laws: [ScheduledLaw] = []
    var last: CalendarDate?
    for (index, piece) in pieces.enumerated() {
      let own = index == first ? name : "\(name)@\(piece.entry.key)"
      if own != name { note(own, at: piece.entry.place) }
      let law = assumption(piece.entry.value, name: own, rule.piece, given: evidence)?.law
      guard let date = piece.date else { continue }
      if let last, date <= last {
        report(.datesNotAscending, at: piece.entry.place)
      } else if index == 0, let start = draft.start, date > start {
        report(.lateSchedule(start: start.description), at: piece.entry.place)
      }
      last = date
      if let law { laws.append(ScheduledLaw(from: date, law)) }
    }
    guard laws.count == entries.count else { return nil }
    warnOfShortRates(Array(zip(laws, entries.map(\.value))), of: name, rule)
    return Assumption(.schedule(laws), asOf: evidence.asOf, scope: evidence.scope)
  }
}
