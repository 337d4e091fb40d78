import Simulation
import Statistics

extension ScenarioReader {
  mutating func readOutcomes(_ node: LocatedNode, _ expected: Expectation) {
    let named = quantities(
      node, expected, "outcome", among: CompanyCatalog.outcomes + own(BasketCatalog.outcomes))
    if let named { draft.definition.outcomes = named }
  }

  /// How unevenly prices move is told where something comes in clusters, and the file does not say what to keep.
  mutating func keepTurbulence() {
    guard places[ScenarioKey.outcomes.name] == nil, draft.definition.isTurbulent else { return }
    draft.definition.outcomes += CompanyCatalog.turbulence
  }

  mutating func readQuestions(_ node: LocatedNode, _ expected: Expectation) {
    guard let items = list(node, expected, mayBeEmpty: true) else { return }
    let list = ScenarioKey.questions.name
    if !items.isEmpty { draft.inherited.questions = otherFile(of: node) }
    var seen: Set<Condition.Test> = []
    for (index, item) in items.enumerated() {
      note("\(list).\(index)", at: item.place)
      guard let condition = asking(item, { $0.condition(item, in: list) }) else { continue }
      guard seen.insert(condition.test).inserted else {
        report(.askedTwice(condition.text), at: item.place)
        continue
      }
      draft.definition.questions.append(condition)
      stated.append(ScenarioKey.questions.stated(at: "\(list).\(index)", item.summary))
    }
  }

  // MARK: Groups

  mutating func readGroups(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries else { return report(unexpected: node, expected) }
    for entry in entries {
      note("\(ScenarioKey.groups.name).\(entry.key)", at: entry.place)
      guard !entry.key.trimmed.isEmpty else {
        report(.unexpected(Expectation("a name"), found: ""), at: entry.place)
        continue
      }
      let group = asking(entry.value, called: entry.key) { $0.members(entry.value) }
      if let group { add(group, named: entry.key, entry.value) }
    }
  }

  /// Groups of the command line, named by their own conditions.
  ///
  /// - Parameter outcomes: Whose worst paths are wanted, too.
  mutating func readGroups(_ texts: [String], worst outcomes: [String] = []) {
    readGroups(texts.map { ($0, $0) }, of: "--where")
    readGroups(outcomes.map { ($0, WorstText.text(by: $0)) }, of: "--worst")
  }

  /// - Parameter texts: What was typed, which places are of, and the group that it stands for.
  private mutating func readGroups(_ texts: [(typed: String, meant: String)], of option: String) {
    for (index, text) in texts.enumerated() {
      let source = sources.add(
        Source(name: "\(option) #\(index + 1)", text: text.typed, isOneLine: true))
      let place = Place(source: source, line: 1, column: 1)
      let node = LocatedNode(content: .scalar(text.meant), place: place)
      guard let group = members(node) else { continue }
      guard !draft.definition.groups.contains(where: { $0.name == group.text }) else {
        report(.repeated(group.text), at: place)
        continue
      }
      note("\(ScenarioKey.groups.name).\(group.text)", at: place)
      add(group, named: group.text, node)
    }
  }

  private mutating func add(
    _ group: (text: String, members: PathGroup.Members), named name: String, _ node: LocatedNode
  ) {
    draft.definition.groups.append(PathGroup(name: name, text: group.text, members: group.members))
    stated.append(
      ScenarioKey.groups.stated(at: "\(ScenarioKey.groups.name).\(name)", node.summary))
  }

  private mutating func members(
    _ node: LocatedNode
  ) -> (text: String, members: PathGroup.Members)? {
    if case .scalar(let text) = node.content, WorstText.isMeant(by: text) {
      return worst(text, node)
    }
    switch node.content {
    case .scalar, .map:
      return condition(node, in: ScenarioKey.groups.name).map { ($0.text, .condition($0)) }
    case .nothing, .list, .refused:
      report(unexpected: node, .group)
      return nil
    }
  }

  private mutating func worst(
    _ text: String, _ node: LocatedNode
  ) -> (text: String, members: PathGroup.Members)? {
    guard let parts = WorstText(text) else {
      report(.unexpected(.group, found: node.found), at: node.place)
      return nil
    }
    let share = share(part(parts.share, of: text, at: node.place))
    let name = part(parts.outcome, of: text, at: node.place)
    guard let outcome = quantity(name, as: .outcome) else { return nil }
    guard outcome.worst != nil else {
      let declared = draft.definition.owner(named: outcome.subject)?.declared ?? []
      let known = declared.filter { other in
        other.sort == .outcome && other.worst != nil && exists(other, for: outcome.subject)
      }
      report(.noWorstEnd(outcome.name, known: known.names), at: name.place)
      return nil
    }
    warnOfCoarseDrawdown(outcome, at: name.place)
    return share.map { share in
      (
        "\(WorstText.first) \(share.text) \(WorstText.by) \(outcome.name)",
        .worst(share: share.value, outcome: outcome)
      )
    }
  }

  private mutating func share(_ node: LocatedNode) -> StatedLevel? {
    let rule = NumberRule(kind: .share, domain: .any, currency: nil)
    guard let share = stated(node, rule) else { return nil }
    guard share.value > 0, share.value < 1 else {
      report(.outOfDomain(node.summary, mustBe: rule.kind.rangeEnds), at: node.place)
      return nil
    }
    return share
  }
}
