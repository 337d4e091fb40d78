import Simulation

extension LocatedNode {
  /// A key, as settings and descriptions name it, with the words that a file has between its own:
  /// `acme.cash` is `companies.acme.cash`, `frontier.closed.open` is `regimes.frontier.transitions.closed.open`,
  /// and the words of `zhipu.usage` in `agent.then.change.zhipu.usage` are one. This is the whole file.
  ///
  /// - Returns: Nil where no part of the file begins so.
  func route(to key: [Setting.Word]) -> [Setting.Word]? {
    guard let first = key.first else { return nil }
    let groups = ScenarioKey.named.map(\.name)
    if ScenarioKey.named(first.text) != nil {
      guard groups.contains(first.text) else { return key }
      return [first] + route(in: first.text, key.dropFirst())
    }
    return groups.first { self[$0]?[first.text] != nil }.map { group in
      [first.before(group)] + route(in: group, key[...])
    }
  }

  private func route(in group: String, _ key: ArraySlice<Setting.Word>) -> [Setting.Word] {
    let isPlain = [ScenarioKey.companies, .factors, .baskets].contains { $0.name == group }
    guard let name = key.first, !isPlain, key.count > 1 else {
      return Array(key)
    }
    let node = self[group]?[name.text]
    let rest = key.dropFirst()
    return [name]
      + (group == ScenarioKey.regimes.name
        ? Self.route(inRegime: node, rest) : Self.route(inEvent: node, rest))
  }

  private static func route(
    inRegime node: LocatedNode?, _ key: ArraySlice<Setting.Word>
  ) -> [Setting.Word] {
    guard let first = key.first else { return [] }
    switch RegimeKey(rawValue: first.text) {
    case nil: return [first.before(RegimeKey.transitions.rawValue)] + key
    case .then:
      guard let state = key.dropFirst().first else { return Array(key) }
      let entering = node?[first.text]?[state.text]
      return [first, state] + route(inConsequence: entering, key.dropFirst(2))
    case .start, .transitions: return Array(key)
    }
  }

  private static func route(
    inEvent node: LocatedNode?, _ key: ArraySlice<Setting.Word>
  ) -> [Setting.Word] {
    guard let first = key.first else { return [] }
    switch EventKey(rawValue: first.text) {
    case .then, .otherwise:
      return [first] + route(inConsequence: node?[first.text], key.dropFirst())
    default: return Array(key)
    }
  }

  private static func route(
    inConsequence node: LocatedNode?, _ key: ArraySlice<Setting.Word>
  ) -> [Setting.Word] {
    guard let first = key.first else { return [] }
    let rest = key.dropFirst()
    if case .list(let items) = node?.content {
      let item = Int(first.text).flatMap { items.indices.contains($0) ? items[$0] : nil }
      return [first] + route(inConsequence: item, rest)
    }
    if let operation = Effect.Operation(rawValue: first.text) {
      // The name of a company is one word.
      return [first]
        + (operation.isOfCompanies ? Array(rest) : route(toTarget: node?[first.text], rest))
    }
    let cases = ConsequenceKey.cases
    if first.text == cases {
      guard let name = rest.first else { return [first] }
      return [first, name] + route(inCase: node?[cases]?[name.text], rest.dropFirst())
    }
    guard let known = node?[cases] else { return Array(key) }
    return [first.before(cases), first] + route(inCase: known[first.text], rest)
  }

  /// A case has its effects beside its weight, or in a consequence of its own.
  private static func route(
    inCase node: LocatedNode?, _ key: ArraySlice<Setting.Word>
  ) -> [Setting.Word] {
    guard let first = key.first else { return [] }
    switch first.text {
    case ConsequenceKey.weight: return Array(key)
    case ConsequenceKey.then:
      return [first] + route(inConsequence: node?[first.text], key.dropFirst())
    default:
      let then = ConsequenceKey.then
      guard let own = node?[then] else { return route(inConsequence: node, key) }
      return [first.before(then)] + route(inConsequence: own, key)
    }
  }

  /// What an effect moves has dots in its name; what stands behind one that the file has is below it.
  private static func route(
    toTarget node: LocatedNode?, _ key: ArraySlice<Setting.Word>
  ) -> [Setting.Word] {
    guard let first = key.first else { return [] }
    let lengths = (1...key.count).reversed()
    let length =
      lengths.first { node?[key.prefix($0).map(\.text).joined(separator: ".")] != nil } ?? key.count
    let name = key.prefix(length).map(\.text).joined(separator: ".")
    return [Setting.Word(text: name, column: first.column)] + key.dropFirst(length)
  }
}

extension Setting.Word {
  /// A word that the file has in front of this one.
  fileprivate func before(_ text: String) -> Setting.Word {
    Setting.Word(text: text, column: column)
  }
}

extension HappeningNames {
  /// Of factors, of baskets, of regimes, and of events.
  var all: [String] {
    factors.map(\.name) + baskets + regimes.map(\.name) + events.map(\.name)
  }
}

extension ScenarioKey {
  /// Maps of the author's names, which begin full names of keys.
  static let named: [ScenarioKey] = [companies, factors, baskets, regimes, events]
}
