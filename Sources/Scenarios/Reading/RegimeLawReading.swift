import Simulation
import Statistics

/// A number that depends on a regime as the file states it: `{regime: prices, war: …, else: …}`.
struct RegimeLawNode {
  /// What it stands in.
  let node: LocatedNode
  let regime: LocatedNode
  let pieces: [LocatedNode.Entry]

  /// For states that are left out.
  var others: LocatedNode.Entry? { pieces.first { $0.key == RegimeLawKey.others } }

  func own(_ state: String) -> LocatedNode.Entry? { pieces.first { $0.key == state } }
}

extension LocatedNode {
  var regimeLaw: RegimeLawNode? {
    guard let entries, let regime = self[RegimeLawKey.regime] else { return nil }
    return RegimeLawNode(
      node: self, regime: regime, pieces: entries.filter { $0.key != RegimeLawKey.regime })
  }
}

extension ScenarioReader {
  /// The laws of `{regime: prices, truce: …, war: …}`, each an assumption of its own:
  /// `acme.listPrice.drift@war`. That of the state that paths start in has the key's own name.
  ///
  /// - Parameter evidence: What stands beside the whole.
  mutating func law(
    byRegime stated: RegimeLawNode, name: String, _ rule: NumberRule, _ evidence: Evidence
  ) -> Assumption? {
    if let truncation = evidence.truncation { report(.truncatedNumber, at: truncation.place) }
    guard let regime = regime(of: stated) else {
      correlatable[name] = .unreadable
      return nil
    }
    guard checkPieces(stated, of: regime) else { return nil }
    var laws: [Assumption.Law] = []
    var read: Set<String> = []
    for state in regime.states {
      guard let piece = stated.own(state) ?? stated.others else { continue }
      let own = state == regime.first ? name : "\(name)@\(state)"
      if own != name { note(own, at: piece.place) }
      let before = findings.count
      let law = assumption(piece.value, name: own, rule.part, given: evidence)?.law
      // What stands for several states is wrong once.
      if !read.insert(piece.key).inserted { retract(to: before) }
      if let law { laws.append(law) }
    }
    guard laws.count == regime.states.count, !laws.isEmpty else { return nil }
    return Assumption(.regime(regime.name, laws), asOf: evidence.asOf, scope: evidence.scope)
  }

  private mutating func regime(of stated: RegimeLawNode) -> HappeningNames.NamedRegime? {
    guard let word = text(stated.regime, Expectation("a regime")) else { return nil }
    if let regime = names.regime(word) { return regime }
    if !draft.lacksBase {
      report(
        .unknownHappening(word, as: "regime", known: names.regimes.map(\.name)),
        at: stated.regime.place)
    }
    return nil
  }

  /// Whether what stands beside the regime's name is its states; reports what is not, and those that are
  /// missing.
  private mutating func checkPieces(
    _ stated: RegimeLawNode, of regime: HappeningNames.NamedRegime
  ) -> Bool {
    let isState = { (entry: LocatedNode.Entry) in regime.states.contains(entry.key) }
    let strangers = stated.pieces.filter { !isState($0) && $0.key != RegimeLawKey.others }
    if let evidence = strangers.first(where: { EvidenceKey(rawValue: $0.key) != nil }) {
      report(.distributionBesideKeys(family: RegimeLawKey.regime), at: evidence.place)
      return false
    }
    for piece in strangers {
      let known = regime.states + [RegimeLawKey.others]
      report(
        .unknownWord(piece.key, as: "state of '\(regime.name)'", known: known), at: piece.place)
    }
    let missing = regime.states.filter { stated.own($0) == nil }
    if let others = stated.others {
      if missing.isEmpty { report(.nothingElse(of: regime.name), at: others.place) }
    } else if !missing.isEmpty, strangers.isEmpty {
      // A stranger is most likely the one that is missing.
      report(.missingStates(missing, of: regime.name), at: stated.node.place)
    }
    return true
  }
}
