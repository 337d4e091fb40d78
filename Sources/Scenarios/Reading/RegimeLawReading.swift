import Simulation
import Statistics

extension LocatedNode {
  /// The states and their numbers behind `{regime: prices, war: …, else: …}`.
  var regimeLaw: (regime: LocatedNode, pieces: [Entry])? {
    guard let entries, let regime = self[RegimeLawKey.regime] else { return nil }
    return (regime, entries.filter { $0.key != RegimeLawKey.regime })
  }
}

extension ScenarioReader {
  /// The laws of `{regime: prices, truce: …, war: …}`, each an assumption of its own:
  /// `acme.listPrice.drift@war`. That of the state that paths start in has the key's own name.
  ///
  /// - Parameter evidence: What stands beside the whole.
  mutating func law(
    byRegime node: LocatedNode, _ stated: (regime: LocatedNode, pieces: [LocatedNode.Entry]),
    name: String, _ rule: NumberRule, _ evidence: Evidence
  ) -> Assumption? {
    if let truncation = evidence.truncation { report(.truncatedNumber, at: truncation.place) }
    guard let word = text(stated.regime, Expectation("a regime")) else { return nil }
    guard let regime = names.regime(word) else {
      if !draft.lacksBase {
        report(
          .unknownHappening(word, as: "regime", known: names.regimes.map(\.name)),
          at: stated.regime.place)
      }
      correlatable[name] = .unreadable
      return nil
    }
    if let evidence = stated.pieces.first(where: {
      EvidenceKey(rawValue: $0.key) != nil && !regime.states.contains($0.key)
    }) {
      report(.distributionBesideKeys(family: RegimeLawKey.regime), at: evidence.place)
      return nil
    }
    let others = stated.pieces.first { $0.key == RegimeLawKey.others }
    for piece in stated.pieces
    where piece.key != RegimeLawKey.others && !regime.states.contains(piece.key) {
      report(
        .unknownWord(
          piece.key, as: "state of '\(word)'", known: regime.states + [RegimeLawKey.others]),
        at: piece.place)
    }
    var laws: [Assumption.Law] = []
    var missing: [String] = []
    var read: Set<String> = []
    for state in regime.states {
      guard let piece = stated.pieces.first(where: { $0.key == state }) ?? others else {
        missing.append(state)
        continue
      }
      let own = state == regime.first ? name : "\(name)@\(state)"
      if own != name { note(own, at: piece.place) }
      // What stands for several states is wrong once.
      let before = findings.count
      let law = assumption(piece.value, name: own, rule.part, given: evidence)?.law
      if !read.insert(piece.key).inserted { retract(to: before) }
      if let law { laws.append(law) }
    }
    if let others, regime.states.allSatisfy({ state in stated.pieces.contains { $0.key == state } })
    {
      report(.nothingElse(of: word), at: others.place)
    }
    if !missing.isEmpty, stated.pieces.allSatisfy({ regime.states.contains($0.key) }) {
      report(.missingStates(missing, of: word), at: node.place)
    }
    guard laws.count == regime.states.count, laws.count > 0 else { return nil }
    return Assumption(.regime(word, laws), asOf: evidence.asOf, scope: evidence.scope)
  }
}
