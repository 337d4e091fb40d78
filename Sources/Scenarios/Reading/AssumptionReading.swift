import Simulation
import Statistics

/// What a file says about where a number comes from.
struct Evidence {
  var source: String?
  var asOf: CalendarDate?
  var note: String?
  var scope: String?
  var truncation: LocatedNode?

  /// A description has no field for the scope; it belongs to what a reader should note.
  var remark: String? {
    let parts = [scope.map { "scope: \($0)" }, note].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}

extension ScenarioReader {
  /// A number in any of its forms: quantity, range, distribution, or a map with evidence.
  ///
  /// - Parameters:
  ///   - name: Full name, for the description.
  ///   - given: Evidence that holds where the node has none of its own: that of a whole schedule.
  mutating func assumption(
    _ node: LocatedNode, name: String, _ rule: NumberRule, given: Evidence = Evidence()
  ) -> Assumption? {
    var evidence = given
    var value = node
    if let entries = node.entries, !node.isQuantity {
      var found = evidence
      let first = entries.first { EvidenceKey(rawValue: $0.key) == nil }
      let stated = reading(node, as: .number(rule), saidAt: first?.place) {
        $0.evidenceValue(entries, in: node, name: name, rule, &found)
      }
      guard let stated else { return nil }
      evidence = found
      value = stated
    }
    if let dates = value.schedule, rule.use.isByStep {
      guard let whole = schedule(dates, name: name, rule, evidence) else { return nil }
      note(name, rule, whole)
      return whole
    }
    if let stated = value.regimeLaw, rule.dependsOnRegimes {
      guard let whole = law(byRegime: stated, name: name, rule, evidence) else { return nil }
      note(name, rule, whole)
      return whole
    }
    if value.isAlong, rule.dependsOnRegimes {
      guard let whole = along(value, name: name, rule, evidence) else {
        correlatable[name] = .unreadable
        return nil
      }
      note(name, rule, whole)
      return whole
    }
    guard let law = law(value, rule, truncation: evidence.truncation) else {
      correlatable[name] = .unreadable
      return nil
    }
    noteCorrelatable(law.law, as: name, rule)
    stated.append(
      ScenarioDescription.Assumption(
        key: name, of: rule.subject, in: rule.group, role: rule.role, text: law.text,
        source: evidence.source,
        asOf: evidence.asOf?.description, note: evidence.remark))
    let read = Assumption(
      law.law, currency: law.currency, asOf: evidence.asOf, scope: evidence.scope)
    note(name, rule, read)
    return read
  }

  /// Reads the keys of an evidence map.
  ///
  /// - Returns: The value in it.
  private mutating func evidenceValue(
    _ entries: [LocatedNode.Entry], in node: LocatedNode, name: String, _ rule: NumberRule,
    _ evidence: inout Evidence
  ) -> LocatedNode? {
    var value: LocatedNode?
    var isMisspelt = false
    for entry in entries {
      switch EvidenceKey(rawValue: entry.key) {
      case .value: value = entry.value
      case .source: evidence.source = text(entry.value, .text)
      case .asOf: evidence.asOf = date(entry.value)
      case .note: evidence.note = text(entry.value, .text)
      case .scope: evidence.scope = text(entry.value, .text)
      case .truncate: evidence.truncation = entry.value
      case nil where CalendarDate(entry.key) != nil:
        let cause = rule.use.isByStep ? DiagnosticCause.datesWithoutSchedule : .noSchedule
        if !isMisspelt { report(cause, at: entry.place) }
        isMisspelt = true
      case nil
      where DistributionFamily.named(entry.key) != nil || entry.key == LocatedNode.scheduleKey:
        report(.distributionBesideKeys(family: entry.key), at: entry.place)
        isMisspelt = true
      case nil:
        let known =
          EvidenceKey.names + DistributionFamily.all.map(\.name) + [LocatedNode.scheduleKey]
          + (rule.dependsOnRegimes ? [RegimeLawKey.regime, AlongKey.along.rawValue] : [])
        report(.unknownKey(entry.key, in: name, known: known), at: entry.place)
        isMisspelt = true
      }
    }
    // An unknown key is most likely the one that is missing.
    if value == nil, !isMisspelt {
      let key = EvidenceKey.value.rawValue
      report(.missingKey(key, in: name, rule.kind.expectation), at: node.place)
    }
    return value
  }
}
