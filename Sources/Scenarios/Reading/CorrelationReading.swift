import Simulation
import Statistics

/// Whether a number can be correlated with others.
enum Correlatable {
  case driver, constant, drawnPerEvent
  /// Wrong in itself; nothing more is said about it.
  case unreadable
}

extension ScenarioReader {
  /// Keeps under its name what a number can be correlated as.
  mutating func noteCorrelatable(_ law: Assumption.Law, as name: String, _ rule: NumberRule) {
    switch law {
    case .value: correlatable[name] = .constant
    case .distribution: correlatable[name] = rule.use == .occurrence ? .drawnPerEvent : .driver
    // Its laws have names of their own.
    case .schedule, .regime, .along: break
    }
  }

  mutating func readCorrelations(_ node: LocatedNode, _ expected: Expectation) {
    let known = correlatable.keys.filter { correlatable[$0] == .driver }.sorted()
    draft.definition.correlations = correlations(
      node, of: .correlations, expected, value: ScenarioKey.rank,
      doubting: { reader, pair, item in reader.warnOfTies(pair, item) },
      checked: { reader, item, name in
        let name = reader.fullName(name)
        switch reader.correlatable[name] {
        case .driver, .unreadable: return name
        case .constant: reader.report(.notADriver(name), at: item.place)
        case .drawnPerEvent: reader.report(.drawnPerEvent(name), at: item.place)
        case nil:
          let reason = reader.reasonWithoutClock(name)
          reader.report(
            reason.map { .withoutClock(name, reason: $0) }
              ?? .unknownName(name, as: "range", known: known), at: item.place)
        }
        return name
      })
  }

  /// Why an event has nothing that is drawn once per path; nil for another name.
  private func reasonWithoutClock(_ name: String) -> String? {
    guard let event = draft.definition.events.first(where: { $0.name == name }) else { return nil }
    switch event.trigger {
    case .dates: return "happens on its dates or not, and has no clock that rings early or late"
    case .interval:
      let every = "\(name).\(EventKey.every.rawValue)"
      return correlatable[every] == .driver
        ? "comes after intervals, of which the first can be correlated, as '\(every)'"
        : "comes after intervals of one length, and nothing is drawn"
    case .condition, .deadline, .frequency:
      return "happens when its condition holds, and nothing is drawn"
    }
  }

  /// Full names of all that may be moved by shocks.
  var namesOfProcesses: [String] {
    let definition = draft.definition
    var names: [String] = definition.companies.flatMap { company in
      CompanyCatalog.processes.map { "\(company.name).\($0)" }
    }
    names += definition.factors.map(\.name)
    names += definition.uncertainVolatilities
    names += definition.companies.flatMap(\.premiums)
    return names
  }

  mutating func readShockCorrelations(_ node: LocatedNode, _ expected: Expectation) {
    let known = namesOfProcesses
    draft.definition.shockCorrelations = correlations(
      node, of: .shockCorrelations, expected, value: ScenarioKey.shockCorrelation,
      doubting: { reader, pair, item in reader.warnOfWindow(pair, item) },
      checked: { reader, item, name in
        if !known.contains(name) {
          reader.report(.unknownWord(name, as: "process", known: known), at: item.place)
        }
        return name
      })
  }

  /// Reads a list of `{between: [first, second], rank: 0.4}`.
  ///
  /// - Parameters:
  ///   - doubting: Says what a pair that reads well hardly means.
  ///   - checked: Reports a name that is none, and gives the full name of one.
  private mutating func correlations(
    _ node: LocatedNode, of declared: ScenarioKey, _ expected: Expectation, value key: String,
    doubting: (inout ScenarioReader, ModelDefinition.Correlation, LocatedNode) -> Void,
    checked: (inout ScenarioReader, LocatedNode, String) -> String
  ) -> [ModelDefinition.Correlation] {
    guard let items = self.list(node, expected, mayBeEmpty: true) else { return [] }
    let (list, between) = (declared.name, ScenarioKey.between)
    var read: [ModelDefinition.Correlation] = []
    for (index, item) in items.enumerated() {
      note("\(list).\(index)", at: item.place)
      guard let entries = item.entries else {
        report(unexpected: item, Expectation("a map (\(between), \(key))"))
        continue
      }
      for entry in entries where ![between, key].contains(entry.key) {
        report(.unknownKey(entry.key, in: list, known: [between, key]), at: entry.place)
      }
      let names = item[between].flatMap { pair($0, checked) }
      let rule = NumberRule(kind: .coefficient, domain: .correlation, currency: nil)
      let value = item[key].flatMap { constant($0, rule) }
      for (name, expected) in [
        (between, Expectation("a list of two names")), (key, Kind.coefficient.expectation),
      ] where item[name] == nil && entries.allSatisfy({ [between, key].contains($0.key) }) {
        report(.missingKey(name, in: list, expected), at: item.place)
      }
      guard let names, let value else { continue }
      if read.contains(where: { Set([$0.first, $0.second]) == [names.0, names.1] }) {
        report(.pairAgain(names.0, names.1), at: item.place)
      }
      read.append(ModelDefinition.Correlation(names.0, names.1, value))
      doubting(&self, read[read.count - 1], item)
      stated.append(
        declared.stated(at: "\(list).\(index)", "\(names.0) with \(names.1): \(value)"))
    }
    return read
  }

  /// Values that many paths share tie in their ranks, so that less comes out than is stated.
  private mutating func warnOfTies(_ pair: ModelDefinition.Correlation, _ item: LocatedNode) {
    let laws = [pair.first, pair.second].compactMap { name -> (any Distribution)? in
      guard case .distribution(let law) = numbers[name]?.assumption.law else { return nil }
      return law
    }
    guard laws.count == 2, let ranks = TiedRanks(pair.value, laws[0], laws[1]),
      abs(ranks.attained - pair.value) > 0.01
    else { return }
    report(
      .tiedRanks(
        ranks.firstTies ? pair.first : pair.second, stated: pair.value, attained: ranks.attained,
        extreme: ranks.extreme),
      at: item[ScenarioKey.rank]?.place ?? item.place)
  }

  /// The market for new shares is open or shut: one draw a step decides, whatever its length.
  private mutating func warnOfWindow(_ pair: ModelDefinition.Correlation, _ item: LocatedNode) {
    guard case .list(let names) = item[ScenarioKey.between]?.content, pair.value != 0,
      let (name, node) = zip([pair.first, pair.second], names)
        .first(where: { name, _ in
          CompanyCatalog.states.contains { name.hasSuffix("." + $0) }
        })
    else { return }
    report(.shockOfWindow(name, step: draft.step.rawValue), at: node.place)
  }

  /// The name of a number that a section is short for: `acme.shares` is `acme.shares.issued`.
  func fullName(_ name: String) -> String {
    guard correlatable[name] == nil else { return name }
    let shorthands = CompanyCatalog.parameters.filter(\.isShorthand)
    for company in draft.definition.companies.map(\.name) {
      let short = shorthands.first { "\(company).\($0.section)" == name }
      let full = short.map { "\(company).\($0.key)" }
      if let full, correlatable[full] != nil { return full }
    }
    if let full = parameter(ofFactor: name)?.key, correlatable[full] != nil { return full }
    return name
  }

  private mutating func pair(
    _ node: LocatedNode, _ checked: (inout ScenarioReader, LocatedNode, String) -> String
  ) -> (String, String)? {
    guard case .list(let items) = node.content else {
      report(unexpected: node, Expectation("a list of two names"))
      return nil
    }
    var names: [String] = []
    for item in items {
      guard let name = text(item, .text) else { continue }
      names.append(checked(&self, item, name))
    }
    guard names.count == items.count else { return nil }
    guard names.count == 2, names[0] != names[1] else {
      report(.notAPair, at: node.place)
      return nil
    }
    return (names[0], names[1])
  }
}
