import Simulation
import Statistics

extension ScenarioReader {
  /// `{branching: 35%, halfLife: 5 days}`: how occurrences of an event bring about others.
  mutating func clustering(_ node: LocatedNode, of event: String) -> EventClustering? {
    let name = "\(event).\(EventKey.clustering.rawValue)"
    guard let entries = node.entries else {
      report(unexpected: node, .clustering)
      return nil
    }
    var laws: [ClusteringKey: Assumption.Law] = [:]
    var isMisspelt = false
    for entry in entries {
      guard let key = ClusteringKey(rawValue: entry.key) else {
        report(.unknownKey(entry.key, in: name, known: ClusteringKey.names), at: entry.place)
        isMisspelt = true
        continue
      }
      let own = "\(name).\(entry.key)"
      note(own, at: entry.place)
      let rule = NumberRule(
        kind: key.parameter.kind ?? .coefficient, domain: key.parameter.domain, currency: nil,
        group: ScenarioKey.events.name)
      laws[key] = assumption(entry.value, name: own, rule)?.law
    }
    for key in ClusteringKey.allCases
    where key.parameter.need == .withSection && node[key.rawValue] == nil && !isMisspelt {
      report(
        .missingKey(key.rawValue, in: name, key.parameter.kind?.expectation ?? .clustering),
        at: node.place)
    }
    guard let branching = laws[.branching], let halfLife = laws[.halfLife] else { return nil }
    return EventClustering(branching: branching, halfLife: halfLife, recent: laws[.recent])
  }
}

extension Expectation {
  fileprivate static let clustering = Expectation(
    "a map of keys (\(ClusteringKey.names.joined(separator: ", ")))",
    example: EventKey.clustering.example)
}
