import Simulation
import Statistics
import Text

// What the keys of an event say together, and events of each other.

extension ScenarioReader {
  /// Reports keys that say nothing beside the others of an event.
  mutating func checkKeys(of event: LocatedNode.Entry) {
    func entry(_ key: EventKey) -> LocatedNode.Entry? {
      event.value.entries?.first { $0.key == key.rawValue }
    }
    let triggers = EventKey.triggers.filter { entry($0) != nil }
    guard triggers.count < 2 else { return }
    let dated: [EventKey] = [.at, .until]
    for key in [EventKey.probability, .otherwise] {
      guard let stated = entry(key), entry(.at) == nil, entry(.until) == nil else { continue }
      report(.keyWithout(key.rawValue, others: dated.map(\.rawValue)), at: stated.place)
    }
    if let clustering = entry(.clustering), entry(.frequency) == nil {
      report(
        .keyWithout(clustering.key, others: [EventKey.frequency.rawValue]), at: clustering.place)
    }
    if let again = entry(.again), let trigger = triggers.first {
      report(
        .keyBeside(EventKey.again.rawValue, trigger.rawValue, own: EventKey.when.rawValue),
        at: again.place)
    } else if let again = entry(.again), entry(.when) == nil {
      report(.keyWithout(again.key, others: [EventKey.when.rawValue]), at: again.place)
    }
    if let from = entry(.from), entry(.at) != nil {
      let others: [EventKey] = [.until, .frequency, .every, .when]
      report(
        .keyBeside(
          EventKey.from.rawValue, EventKey.at.rawValue,
          own: others.map(\.rawValue).joined(separator: "', '")), at: from.place)
    }
  }

  /// A case of one name in what follows and in what follows otherwise could not be told apart.
  mutating func refuseCasesTwice(of entry: LocatedNode.Entry) {
    func cases(_ key: EventKey) -> [LocatedNode.Entry] {
      entry.value[key.rawValue]?[ConsequenceKey.cases]?.entries ?? []
    }
    let first = cases(.then).map(\.key)
    for again in cases(.otherwise) where first.contains(again.key) {
      report(.caseTwice(again.key), at: again.place)
    }
  }

  /// What happens more than once within a step acts together on its date.
  mutating func warnOfShortTimes(_ event: EventDefinition) {
    let step = draft.step.rawValue
    if case .interval(let law) = event.trigger {
      warnOfShortTime("\(event.name).\(EventKey.every.rawValue)", law) { count in
        "it happens about \(count) times in a \(step), and all that happens within one acts together on its "
          + "last date"
      }
    }
    if let again = event.again {
      warnOfShortTime("\(event.name).\(EventKey.again.rawValue)", again) { _ in
        "conditions are looked at once a \(step), so that it comes to one \(step)"
      }
    }
  }

  /// - Parameter comes: What it comes to, by how many of it a step has.
  mutating func warnOfShortTime(
    _ name: String, _ law: Assumption.Law, _ comes: (_ perStep: String) -> String
  ) {
    let steps = law.median * Double(draft.step.perYear)
    guard steps > 0, draft.step.isLonger(than: law.median) else { return }
    let perStep = Figure(1 / steps, error: 0.05 / steps, unit: "").text
    report(.shorterThanStep(name, comes: comes(perStep)), at: places[name] ?? Self.start)
  }

  /// Events are decided in the order in which they refer to each other.
  mutating func refuseRings() {
    let waits = Dictionary(
      draft.definition.events.map { ($0.name, $0.when?.test.events ?? []) },
      uniquingKeysWith: { first, _ in first })
    var told: Set<String> = []
    for event in draft.definition.events where !told.contains(event.name) {
      guard let ring = Self.ring(from: event.name, waits) else { continue }
      told.formUnion(ring)
      let key = "\(event.name).\(EventKey.when.rawValue)"
      report(.ring(ring), at: places[key] ?? places[event.name] ?? Self.start)
    }
  }

  /// The shortest way from an event back to itself, without its end.
  private static func ring(from name: String, _ waits: [String: [String]]) -> [String]? {
    var ways = [[name]]
    var seen: Set<String> = []
    while !ways.isEmpty {
      var longer: [[String]] = []
      for way in ways {
        for next in way.last.flatMap({ waits[$0] }) ?? [] {
          if next == name { return way }
          if seen.insert(next).inserted { longer.append(way + [next]) }
        }
      }
      ways = longer
    }
    return nil
  }
}
