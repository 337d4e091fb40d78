import Simulation
import Statistics

extension ScenarioReader {
  mutating func readStresses(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries else {
      return report(unexpected: node, expected, meant: node.emptyMap)
    }
    for entry in entries {
      note("\(ScenarioKey.stress.name).\(entry.key)", at: entry.place)
      guard !entry.key.trimmed.isEmpty else {
        report(.unexpected(Expectation("a name"), found: ""), at: entry.place)
        continue
      }
      draft.isStressed = draft.stressed.contains(entry.key)
      let parts = asking(entry.value, called: entry.key, isWaiting: !draft.isStressed) {
        $0.stress(entry)
      }
      if let parts { draft.stresses.append(Stress(name: entry.key, parts: parts)) }
    }
  }

  private mutating func stress(_ entry: LocatedNode.Entry) -> [Supposition]? {
    let path = "\(ScenarioKey.stress.name).\(entry.key)"
    guard let keys = entry.value.entries, !keys.isEmpty else {
      let names = StressKey.names.joined(separator: ", ")
      report(unexpected: entry.value, Expectation("a map of keys (\(names))"))
      return nil
    }
    let before = errorCount
    var parts: [Supposition] = []
    for key in keys {
      note("\(path).\(key.key)", at: key.place)
      switch StressKey(rawValue: key.key) {
      case .events?:
        parts += named(key, "events") { reader, event in reader.supposed(ofEvent: event) }
      case .regimes?:
        parts += named(key, "regimes") { reader, regime in reader.supposed(ofRegime: regime) }
      case .drivers?:
        parts += named(key, "ranges") { reader, driver in reader.supposed(ofDriver: driver) }
      case .shocks?:
        parts += named(key, "dates") { reader, date in reader.supposed(onDate: date) }
      case .replay?: parts += replay(key.value, at: "\(path).\(key.key)")
      case nil: report(.unknownKey(key.key, in: path, known: StressKey.names), at: key.place)
      }
    }
    return errorCount == before ? parts : nil
  }

  private mutating func named(
    _ key: LocatedNode.Entry, _ what: String,
    _ read: (inout ScenarioReader, LocatedNode.Entry) -> [Supposition]
  ) -> [Supposition] {
    guard let entries = key.value.entries, !entries.isEmpty else {
      let example = StressKey(rawValue: key.key)?.example
      report(unexpected: key.value, Expectation("a map of \(what)", example: example))
      return []
    }
    return entries.flatMap { read(&self, $0) }
  }

  // MARK: What can happen

  private mutating func supposed(ofEvent entry: LocatedNode.Entry) -> [Supposition] {
    let known = names.events.map(\.name)
    guard known.contains(entry.key) else {
      report(.unknownHappening(entry.key, as: "event", known: known), at: entry.place)
      return []
    }
    let expected = Expectation("'never', 'certain' or a date", example: "2027-12-01")
    guard let text = text(entry.value, expected) else { return [] }
    switch text {
    case EventDefinition.Forcing.never.text: return [.event(entry.key, .never)]
    case EventDefinition.Forcing.certain.text:
      if let event = draft.definition.events.first(where: { $0.name == entry.key }),
        !event.canBeCertain
      {
        report(
          .cannotBeHeld(
            entry.key, reason: "it has no probability that could be 100%",
            expected: "'never' or a date"), at: entry.value.place)
        return []
      }
      return [.event(entry.key, .certain)]
    default:
      // A date that is none is told as one.
      guard text.first?.isNumber == true else {
        report(unexpected: entry.value, expected)
        return []
      }
      return supposedDate(entry.value, "'\(entry.key)'").map { [.event(entry.key, .on($0))] } ?? []
    }
  }

  private mutating func supposed(ofRegime entry: LocatedNode.Entry) -> [Supposition] {
    guard let states = names.states(of: entry.key) else {
      let known = names.regimes.map(\.name)
      report(.unknownHappening(entry.key, as: "regime", known: known), at: entry.place)
      return []
    }
    let noun = "state of '\(entry.key)'"
    guard let dates = entry.value.entries else {
      guard let state = word(entry.value, noun, of: states) else { return [] }
      return [.regime(entry.key, state: states.firstIndex(of: state) ?? 0)]
    }
    if dates.isEmpty { report(unexpected: entry.value, Expectation("a state, or states by date")) }
    return dates.compactMap { dated in
      let place = LocatedNode(content: .scalar(dated.key), place: dated.place)
      let date = supposedDate(place, "'\(entry.key)'", orStart: true)
      guard let state = word(dated.value, noun, of: states), let date else { return nil }
      return .state(entry.key, states.firstIndex(of: state) ?? 0, on: date)
    }
  }

  // MARK: What is drawn

  private mutating func supposed(ofDriver entry: LocatedNode.Entry) -> [Supposition] {
    let name = fullName(entry.key)
    func refuse(_ reason: String) -> DiagnosticCause {
      .cannotBeHeld(
        entry.key, reason: reason, expected: "a range or a distribution that is drawn once per path"
      )
    }
    switch correlatable[name] {
    case .driver where numbers[name] != nil:
      return percentiles(entry.value).map { [.range(name, $0)] } ?? []
    case .driver: report(refuse("its draw is a clock's"), at: entry.place)
    case .constant: report(refuse("it is one number"), at: entry.place)
    case .drawnPerEvent: report(refuse("it is drawn for each event"), at: entry.place)
    case .unreadable: break
    case nil:
      let known = correlatable.keys.filter { correlatable[$0] == .driver && numbers[$0] != nil }
      report(.unknownName(entry.key, as: "range", known: known.sorted()), at: entry.place)
    }
    return []
  }

  /// `p5 to p20`, as parts of 1.
  private mutating func percentiles(_ node: LocatedNode) -> ClosedRange<Double>? {
    let expected = Expectation("a range of percentiles", example: "p5 to p20")
    guard let text = text(node, expected) else { return nil }
    guard let parts = text.wholeMatch(of: /[pP](\d+\.?\d*) to [pP](\d+\.?\d*)/),
      let low = Double(parts.1), let high = Double(parts.2)
    else {
      report(unexpected: node, expected)
      return nil
    }
    guard low <= 100, high <= 100 else {
      report(.outOfDomain(text, mustBe: "percentiles from p0 to p100"), at: node.place)
      return nil
    }
    guard low < high else {
      let meant = low > high ? "p\(parts.2) to p\(parts.1)" : nil
      report(.notAscending(meant: meant), at: node.place)
      return nil
    }
    return low / 100...high / 100
  }

  private mutating func supposed(onDate dated: LocatedNode.Entry) -> [Supposition] {
    let place = LocatedNode(content: .scalar(dated.key), place: dated.place)
    let date = supposedDate(place, "this date")
    guard let entries = dated.value.entries, !entries.isEmpty else {
      report(
        unexpected: dated.value, Expectation("a map of processes", example: "{acme.multiple: -3}"))
      return []
    }
    let known = namesOfProcesses
    let rule = NumberRule(kind: .coefficient, domain: .any, currency: nil)
    return entries.compactMap { entry in
      if !known.contains(entry.key) {
        report(.unknownWord(entry.key, as: "process", known: known), at: entry.place)
      }
      guard let value = constant(entry.value, rule) else { return nil }
      guard abs(value) <= 10 else {
        report(
          .outOfDomain(
            entry.value.summary, mustBe: "a number of standard deviations from -10 to 10"),
          at: entry.value.place)
        return nil
      }
      return date.map { .shock(entry.key, value, on: $0) }
    }
  }
}

extension ClosedRange<Double> {
  /// `p5 to p20` for parts of 1.
  var asPercentiles: String {
    "p\((100 * lowerBound).shortText) to p\((100 * upperBound).shortText)"
  }
}
