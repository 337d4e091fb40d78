import Simulation
import Statistics

extension ScenarioReader {
  mutating func readEvents(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries else {
      return report(unexpected: node, expected, meant: node.emptyMap)
    }
    for entry in entries {
      note(entry.key, at: entry.place)
      checkName(entry.key, of: "an event", .owner, at: entry.place)
      guard let keys = entry.value.entries else {
        report(unexpected: entry.value, .event, meant: definitionMeant(by: entry.value))
        continue
      }
      if let event = event(keys, of: entry) {
        draft.definition.events.append(event)
        warnOfShortTimes(event)
      } else {
        correlatable[entry.key] = .unreadable
      }
    }
    refuseRings()
  }

  /// `{when: first or second}` for a condition in place of a map.
  private func definitionMeant(by node: LocatedNode) -> String? {
    conditionMeant(by: node).map { "{\(EventKey.when.rawValue): \($0)}" }
  }

  /// A condition that stands where none belongs.
  private func conditionMeant(by node: LocatedNode) -> String? {
    guard case .scalar(let text) = node.content, text.utf8.count <= 200,
      CalendarDate(text) == nil
    else { return nil }
    var trial = forgettingFindings
    trial.isTrying = true
    guard trial.condition(node, for: .event) != nil, !trial.hasErrors else { return nil }
    return text
  }

  private mutating func report(unknown key: LocatedNode.Entry, of event: String) {
    let isConsequence =
      Effect.Operation(rawValue: key.key) != nil
      || [ConsequenceKey.cases, ConsequenceKey.lasting].contains(key.key)
    report(
      isConsequence
        ? .misplacedKey(key.key, below: "'\(EventKey.then.rawValue)'")
        : .unknownKey(key.key, in: event, known: EventKey.names), at: key.place)
  }

  private mutating func event(
    _ keys: [LocatedNode.Entry], of entry: LocatedNode.Entry
  ) -> EventDefinition? {
    let (name, before) = (entry.key, errorCount)
    for key in keys {
      note("\(name).\(key.key)", at: key.place)
      if EventKey(rawValue: key.key) == nil { report(unknown: key, of: name) }
    }
    func node(_ key: EventKey) -> LocatedNode? { entry.value[key.rawValue] }
    let trigger = trigger(of: entry)
    checkKeys(of: entry)
    let probability = node(.probability).flatMap { self.probability($0, of: entry) }
    let clustering = node(.clustering).flatMap { self.clustering($0, of: name) }
    let from = node(.from).flatMap { self.from($0, of: entry) }
    let when = node(.when).flatMap { condition($0, for: .event) }
    if let when { state(.when, of: name, when.text) }
    let again = node(.again).flatMap {
      number($0, name, .again, .duration, .positive, use: .occurrence)
    }
    let then = node(.then).flatMap {
      consequence($0, at: "\(name).\(EventKey.then.rawValue)", in: .events)
    }
    let otherwise = node(.otherwise).flatMap {
      consequence($0, at: "\(name).\(EventKey.otherwise.rawValue)", in: .events)
    }
    refuseCasesTwice(of: entry)
    guard errorCount == before, let trigger else { return nil }
    return EventDefinition(
      name: name, trigger, probability: probability, clustering: clustering, from: from,
      when: when, again: again, then: then, otherwise: otherwise)
  }

  // MARK: Numbers

  private mutating func number(
    _ node: LocatedNode, _ event: String, _ key: EventKey, _ kind: Kind, _ domain: Domain,
    use: Parameter.Use
  ) -> Assumption.Law? {
    let rule = NumberRule(
      kind: kind, domain: domain, currency: nil, use: use, group: ScenarioKey.events.name)
    return assumption(node, name: "\(event).\(key.rawValue)", rule)?.law
  }

  private mutating func probability(
    _ node: LocatedNode, of entry: LocatedNode.Entry
  ) -> Assumption.Law? {
    let law = number(node, entry.key, .probability, .probability, .unit, use: .start)
    if case .value(1)? = law, entry.value[EventKey.until.rawValue] != nil,
      entry.value[EventKey.when.rawValue] == nil
    {
      report(.certainByDeadline(entry.key), at: node.place)
    }
    return law
  }

  /// A word or a date among what is assumed.
  mutating func state(_ key: EventKey, of event: String, _ text: String) {
    stated.append(ScenarioKey.events.stated(at: "\(event).\(key.rawValue)", text))
  }

  // MARK: Triggers

  private mutating func trigger(of entry: LocatedNode.Entry) -> EventDefinition.Trigger? {
    let found = EventKey.triggers.filter { entry.value[$0.rawValue] != nil }
    guard found.count < 2 else {
      let last = entry.value.entries?.last { key in found.contains { $0.rawValue == key.key } }
      report(.oneKeyOf(found.map(\.rawValue), found: found.count), at: last?.place ?? entry.place)
      return nil
    }
    guard let key = found.first, let node = entry.value[key.rawValue] else {
      if entry.value[EventKey.when.rawValue] != nil { return .condition }
      let names = EventKey.triggers + [.when]
      // An unknown key is most likely the one that is missing.
      if (entry.value.entries ?? []).allSatisfy({ EventKey(rawValue: $0.key) != nil }) {
        report(.oneKeyOf(names.map(\.rawValue), found: 0), at: entry.place)
      }
      return nil
    }
    switch key {
    case .at: return dates(node, of: entry).map { .dates($0) }
    case .until: return deadline(node, of: entry)
    case .frequency:
      let law = number(node, entry.key, .frequency, .frequency, .nonNegative, use: .step)
      correlatable[entry.key] = .driver
      return law.map { .frequency($0) }
    default:
      let law = number(node, entry.key, .every, .duration, .positive, use: .occurrence)
      // Its first draw is one per path.
      if case .distribution? = law { correlatable["\(entry.key).\(key.rawValue)"] = .driver }
      return law.map { .interval($0) }
    }
  }

  private mutating func deadline(
    _ node: LocatedNode, of entry: LocatedNode.Entry
  ) -> EventDefinition.Trigger? {
    let hasProbability = entry.value[EventKey.probability.rawValue] != nil
    // An unknown key is most likely the one that is missing.
    let isWhole = (entry.value.entries ?? []).allSatisfy { EventKey(rawValue: $0.key) != nil }
    if !hasProbability, isWhole, entry.value[EventKey.when.rawValue] == nil {
      report(.bareDeadline, at: node.place)
    }
    if hasProbability { correlatable[entry.key] = .driver }
    guard let date = dateAfterStart(node, of: entry.key) else { return nil }
    state(.until, of: entry.key, date.description)
    if entry.value[EventKey.otherwise.rawValue] != nil {
      warnOffGrid(date, "'\(EventKey.otherwise.rawValue)'", at: node.place)
    }
    return .deadline(date)
  }

  /// One date or several; in any order.
  private mutating func dates(
    _ node: LocatedNode, of entry: LocatedNode.Entry
  ) -> [CalendarDate]? {
    var items = [node]
    if case .list = node.content {
      guard let several = list(node, Expectation("a date or a list of dates")) else { return nil }
      items = several
    }
    var dates: [CalendarDate] = []
    for item in items {
      guard let date = dateAfterStart(item, of: entry.key, first: true) else { continue }
      if dates.contains(date) { report(.repeated(date.description), at: item.place) }
      warnOffGrid(date, "'\(entry.key)'", at: item.place)
      dates.append(date)
    }
    guard dates.count == items.count else { return nil }
    state(.at, of: entry.key, node.summary)
    return dates.sorted()
  }

  /// A date on which something can happen.
  private mutating func dateAfterStart(
    _ node: LocatedNode, of event: String, first: Bool = false
  ) -> CalendarDate? {
    if let condition = conditionMeant(by: node), condition != event {
      report(unexpected: node, .date, meant: "\(EventKey.when.rawValue): \(condition)")
      return nil
    }
    guard let date = date(node, first: first), let grid = draft.grid else { return nil }
    guard date > grid.start, date <= grid.end else {
      let range = "a date after \(grid.start) and up to \(grid.end)"
      report(.outOfDomain("\(date)", mustBe: range), at: node.place)
      return nil
    }
    return date
  }

  /// From when on it may happen; before the start only where that is within an interval.
  private mutating func from(_ node: LocatedNode, of entry: LocatedNode.Entry) -> CalendarDate? {
    guard let date = date(node), let grid = draft.grid else { return nil }
    let isInterval = entry.value[EventKey.every.rawValue] != nil
    let deadline = entry.value[EventKey.until.rawValue]?.plainText.flatMap { CalendarDate($0) }
    let end = min(deadline?.adding(days: -1) ?? grid.end, grid.end)
    guard isInterval || date >= grid.start, date <= end else {
      let range = isInterval ? "a date up to \(end)" : "a date from \(grid.start) to \(end)"
      report(.outOfDomain("\(date)", mustBe: range), at: node.place)
      return nil
    }
    state(.from, of: entry.key, date.description)
    return date
  }

  mutating func warnOffGrid(_ date: CalendarDate, _ what: String, at place: Place) {
    guard let next = dates.first(where: { $0 >= date }) ?? dates.last, next != date else { return }
    report(.offGrid(what, date: date.description, acts: next.description), at: place)
  }
}

extension Expectation {
  static let event = Expectation(
    "a map of keys (\(EventKey.names.joined(separator: ", ")))")
}
