import Simulation
import Statistics

/// Returns of share prices that are taken for given.
extension ScenarioReader {
  mutating func replay(_ node: LocatedNode, at path: String) -> [Supposition] {
    guard let keys = node.entries else {
      let example = StressKey.replay.example
      report(
        unexpected: node,
        Expectation("a map (\(ReplayKey.names.joined(separator: ", ")))", example: example))
      return []
    }
    let unknown = keys.filter { ReplayKey(rawValue: $0.key) == nil }
    for key in unknown {
      report(.unknownKey(key.key, in: path, known: ReplayKey.names), at: key.place)
    }
    let map = Expectation("a map of companies and returns", example: "{acme: [-10%, 5%]}")
    for (key, expected) in [(ReplayKey.from, Expectation.date), (.returns, map)]
    where node[key.rawValue] == nil && unknown.isEmpty {
      report(.missingKey(key.rawValue, in: path, expected), at: node.place)
    }
    let from = node[ReplayKey.from.rawValue].flatMap {
      supposedDate($0, "'\(ReplayKey.from.rawValue)'")
    }
    guard let returns = node[ReplayKey.returns.rawValue] else { return [] }
    guard let entries = returns.entries, !entries.isEmpty else {
      report(unexpected: returns, map)
      return []
    }
    return entries.compactMap { replay($0, from: from) }
  }

  private mutating func replay(
    _ entry: LocatedNode.Entry, from date: CalendarDate?
  ) -> Supposition? {
    let known = draft.definition.companies.map(\.name)
    if !known.contains(entry.key) {
      report(.unknownWord(entry.key, as: "company", known: known), at: entry.place)
    }
    guard let items = list(entry.value, Expectation("a list of returns", example: "[-10%, 5%]"))
    else {
      return nil
    }
    let rule = NumberRule(kind: .change, domain: .aboveMinusOne, currency: nil)
    let returns = items.compactMap { constant($0, rule) }
    guard returns.count == items.count, let date, let grid = draft.grid else { return nil }
    let most = dates.count - (dates.firstIndex { $0 >= date } ?? grid.steps)
    guard returns.count <= most else {
      report(
        .outOfDomain(
          "\(returns.count) returns",
          mustBe: "at most \(most), one a \(grid.step.rawValue) up to the horizon,"),
        at: entry.value.place)
      return nil
    }
    return .replay(entry.key, HeldDraws.Replay(from: date, returns: returns))
  }

  /// A date on which something is taken for given.
  mutating func supposedDate(
    _ node: LocatedNode, _ what: String, orStart: Bool = false
  ) -> CalendarDate? {
    guard let date = date(node), let grid = draft.grid else { return nil }
    guard date > grid.start || (orStart && date == grid.start), date <= grid.end else {
      let range =
        "a date \(orStart ? "from" : "after") \(grid.start) \(orStart ? "" : "and up ")to \(grid.end)"
      report(.outOfDomain("\(date)", mustBe: range), at: node.place)
      return nil
    }
    // A run without the stress says nothing of it.
    if draft.isStressed { warnOffGrid(date, what, at: node.place) }
    return date
  }
}
