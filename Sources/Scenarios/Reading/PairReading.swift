import Simulation
import Statistics

/// What stands where a level may stand.
enum ComparedName {
  case quantity(Quantity)
  /// A name that is none, or that cannot be compared; it has been reported.
  case wrong
}

extension ScenarioReader {
  /// The name of a quantity in place of a level; nil where a level stands there.
  mutating func other(
    _ node: LocatedNode, comparedWith first: Quantity
  ) -> ComparedName? {
    guard let text = node.plainText, text.first.map({ $0.isLetter || $0 == "_" }) ?? false else {
      return nil
    }
    let owner = text.prefix { $0 != "." }
    let isNamed = owner.count < text.count && draft.definition.owner(named: owner) != nil
    guard isNamed || quantity(named: text) != nil else { return nil }
    guard let second = quantity(node, as: first.sort) else { return .wrong }
    guard first.unit == second.unit, first.rule?.kind == second.rule?.kind else {
      report(
        .incomparable(
          first.name, kind: first.kindText, to: second.name, otherKind: second.kindText),
        at: node.place)
      return .wrong
    }
    warnOfCoarseDrawdown(second, at: node.place)
    return .quantity(second)
  }

  /// Two series on one date, or two outcomes.
  mutating func pair(
    _ first: Quantity, _ relation: Relation, _ second: Quantity, _ moment: StatedMoment?,
    _ use: ConditionUse, at place: Place
  ) -> ReadCondition? {
    let text = "\(first.name) \(relation.symbol) \(second.name)"
    guard first.sort == .series else {
      if let date = moment?.date { report(.dateOfOutcome(first.name), at: date.place) }
      return ReadCondition(
        .pair(PairComparison(first, second, relation: relation)), text: text, words: text)
    }
    if use == .event {
      guard !reportDate(moment, use) else { return nil }
      return ReadCondition(
        .pair(PairComparison(first, second, .now, relation: relation)), text: text, words: text)
    }
    let key = moment?.key ?? .at
    // Without a date the horizon is meant.
    guard let step = moment.map({ self.step($0) }) ?? dates.indices.last else { return nil }
    return ReadCondition(
      .pair(
        PairComparison(first, second, key == .at ? .at(step) : .until(step), relation: relation)),
      text: "\(text) \(key.canonical.rawValue) \(dates[step])",
      words: "\(text) \(key.rawValue) \(moment?.date.summary ?? dates[step].description)")
  }
}

extension Quantity {
  /// With its article: `an amount of money in USD`, `a date`.
  fileprivate var kindText: String {
    guard let rule else { return "a date" }
    return rule.kind.phrase + (rule.kind == .money ? " in \(unit)" : "")
  }
}
