import Simulation

extension ScenarioReader {
  /// A distribution without what lies outside the ends that `truncate` states.
  mutating func truncated(_ law: StatedLaw, by node: LocatedNode, _ rule: NumberRule)
    -> StatedLaw?
  {
    guard case .distribution(let whole) = law.law else {
      report(.truncatedNumber, at: node.place)
      return nil
    }
    guard let ends = ends(node, rule),
      isOneCurrency(
        [Amount(number: 1, currency: law.currency), ends.min, ends.max].compactMap(\.self),
        at: node.place, rule)
    else { return nil }
    do throws(DistributionError) {
      let part = try whole.truncated(min: ends.min?.number, max: ends.max?.number)
      return StatedLaw(
        law: .distribution(part),
        currency: law.currency ?? ends.min?.currency ?? ends.max?.currency, text: law.text)
    } catch {
      switch error {
      case .impossible(let reason): report(.impossibleDistribution(reason), at: node.place)
      case .notAscending, .argument, .arguments: report(.notAscending(), at: node.place)
      }
      return nil
    }
  }

  /// `[0, 12]`, or `{min: 0}` for one end.
  private mutating func ends(_ node: LocatedNode, _ rule: NumberRule)
    -> (min: Amount?, max: Amount?)?
  {
    // An end cuts; it need not be a value itself.
    let rule = NumberRule(kind: rule.kind, domain: .any, currency: rule.currency)
    switch node.content {
    case .list(let items) where items.count == 2:
      let (min, max) = (value(items[0], rule), value(items[1], rule))
      return min == nil || max == nil ? nil : (min, max)
    case .map(let entries) where !entries.isEmpty:
      var ends: [String: Amount] = [:]
      for entry in entries {
        guard Self.endNames.contains(entry.key) else {
          let section = EvidenceKey.truncate.rawValue
          report(.unknownKey(entry.key, in: section, known: Self.endNames), at: entry.place)
          continue
        }
        ends[entry.key] = value(entry.value, rule)
      }
      return ends.count == entries.count ? (ends["min"], ends["max"]) : nil
    case .scalar, .nothing, .refused, .list, .map:
      report(unexpected: node, EvidenceKey.truncate.expectation)
      return nil
    }
  }

  static let endNames = ["min", "max"]
}
