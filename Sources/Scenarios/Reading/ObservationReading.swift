import Simulation
import Statistics

extension ScenarioReader {
  mutating func readObservations(_ node: LocatedNode, _ expected: Expectation) {
    guard let items = list(node, expected, mayBeEmpty: true) else { return }
    let list = ScenarioKey.observations.name
    var seen: Set<String> = []
    for (index, item) in items.enumerated() {
      let name = "\(list).\(index)"
      note(name, at: item.place)
      guard let entries = item.entries else {
        let keys = ObservationKey.names.joined(separator: ", ")
        report(unexpected: item, Expectation("a map (\(keys))"))
        continue
      }
      let read = asking(item) { $0.observation(entries, of: item, named: name) }
      guard let observation = read else { continue }
      let words = "\(observation.series.name) on \(observation.date)"
      if !seen.insert(words).inserted { report(.repeated(words), at: item.place) }
      draft.definition.observations.append(observation)
    }
  }

  private mutating func observation(
    _ entries: [LocatedNode.Entry], of item: LocatedNode, named name: String
  ) -> Observation? {
    let list = ScenarioKey.observations.name
    let unknown = entries.filter { ObservationKey(rawValue: $0.key) == nil }
    for entry in unknown {
      report(.unknownKey(entry.key, in: list, known: ObservationKey.names), at: entry.place)
    }
    // An unknown key is most likely the one that is missing.
    for (key, expected) in ObservationKey.required
    where unknown.isEmpty && item[key.rawValue] == nil {
      report(.missingKey(key.rawValue, in: list, expected), at: item.place)
    }
    let source = item[ObservationKey.source.rawValue].flatMap { text($0, .text) }
    let note = item[ObservationKey.note.rawValue].flatMap { text($0, .text) }
    let date = item[ObservationKey.date.rawValue].flatMap { observed($0) }
    let series = item[ObservationKey.series.rawValue].flatMap { quantity($0, as: .series) }
    guard let series, let value = item[ObservationKey.value.rawValue],
      let level = self.value(value, of: series), let date
    else { return nil }
    let words = "\(series.name) on \(date.date)"
    stated.append(
      ScenarioKey.observations.stated(
        at: name, "\(words): \(level.words)", source: source, asOf: date.date.description,
        note: note, isNumber: true))
    return Observation(
      series: series, step: date.step, date: date.date, value: level.value, source: source)
  }

  /// A date that is nearest to a date of the grid after the start, and up to half a step past the last or
  /// to the end of the horizon, with that step; of two that are as near, the earlier. The start itself is known and no
  /// observation's.
  private mutating func observed(_ node: LocatedNode) -> (date: CalendarDate, step: Int)? {
    guard let date = date(node), let start = dates.first, let last = dates.last else { return nil }
    let lastStep = last.day - dates[dates.count - 2].day
    let first = start.adding(days: (dates[1].day - start.day) / 2 + 1)
    let end = max(last.adding(days: lastStep / 2), draft.grid?.end ?? last)
    guard date >= first, date <= end else {
      let range = "a date from \(first) to \(end)"
      report(.outOfDomain("\(date)", mustBe: range), at: node.place)
      return nil
    }
    let after = stepsUntil(date)
    guard after < dates.count else { return (date, dates.count - 1) }
    let isLater = date.day - dates[after - 1].day > dates[after].day - date.day
    return (date, isLater ? after : after - 1)
  }
}

extension ObservationKey {
  static let required: [(key: ObservationKey, Expectation)] = [
    (.series, Expectation("a full name", example: "acme.sharePrice")), (.date, .date),
    (.value, Expectation("a value of the series", example: "40 USD")),
  ]
}
