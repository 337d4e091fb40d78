import Simulation

extension ScenarioReader {
  /// Reads something, and where that fails but its notation is known from elsewhere, says what to write
  /// instead of all that was wrong with it.
  ///
  /// - Parameter place: Where that is said; the node's own where nil.
  mutating func reading<Read>(
    _ node: LocatedNode, as wanted: Wanted, saidAt place: Place? = nil,
    _ read: (inout ScenarioReader) -> Read?
  ) -> Read? {
    let before = findings.count
    let result = read(&self)
    guard !isTrying, before < Sources.mostShown,
      findings[before...].contains(where: { $0.cause.severity == .error }),
      let cause = otherNotation(node, as: wanted)
    else { return result }
    retract(to: before)
    report(cause, at: place ?? node.place)
    return nil
  }

  /// What is known in other notations.
  enum Wanted {
    case number(NumberRule)
    case condition(ConditionUse)
    case metric
  }

  /// What is said of a notation from elsewhere; nil where it is none, or nothing that it may mean can
  /// stand here.
  private func otherNotation(_ node: LocatedNode, as wanted: Wanted) -> DiagnosticCause? {
    if case .number(let rule) = wanted { return otherNumber(node, rule) }
    // Longer texts are prose, and more companies a table.
    guard case .scalar(let text) = node.content, text.utf8.count <= 200 else { return nil }
    let companies = draft.definition.companies.prefix(8).map(\.name)
    if case .condition(let use) = wanted {
      let texts = OtherCondition(text).meant(companies).map { [$0] }
      return otherNotation(.condition, found: "'\(text)'", texts) {
        $0.condition($1, for: use) != nil
      }
    }
    let texts = OtherMetric(text).meant(companies).map { [$0] }
    return otherNotation(.metric, found: "'\(text)'", texts) { $0.metric($1) != nil }
  }

  /// The same of a number.
  ///
  /// - Parameter key: Below which it belongs; then one in this format's own notation is told, too.
  func otherNumber(
    _ node: LocatedNode, _ rule: NumberRule, below key: String? = nil
  ) -> DiagnosticCause? {
    // A decimal comma is no range.
    if case .scalar(let text) = node.content, !Suggestion.ofNumber(text).isEmpty { return nil }
    if rule.dependsOnRegimes, let meant = lawByRegime(meantBy: node) {
      return .otherNotation(rule.kind.expectation, found: "a map", meant: [meant])
    }
    let notation = OtherNotation(node)
    let own = key != nil && node.isQuantity ? [[node.flowText]] : []
    let meant = own + (notation?.meant ?? [])
    let inPercent = notation?.inPercent?.meant ?? []
    let keys = node.entries.map { $0.map(\.key).joined(separator: ", ") }
    let cause = otherNotation(
      rule.kind.expectation, found: keys.map { "a map of \($0)" } ?? node.found,
      meant, orElse: inPercent
    ) { reader, node in reader.law(node, rule, isNested: true) != nil }
    guard let key, case .otherNotation(_, let found, let texts)? = cause else { return cause }
    return .otherNotation(
      Expectation("a map of keys"), found: found, meant: texts.map { "{\(key): \($0)}" })
  }

  /// `{regime: prices, truce: 0%, war: -50%}` for `{prices: {truce: 0%, war: -50%}}`, and for the states alone.
  private func lawByRegime(meantBy node: LocatedNode) -> String? {
    guard var entries = node.entries, let first = entries.first else { return nil }
    var regime = names.regimes.first { regime in
      entries.allSatisfy { regime.states.contains($0.key) || $0.key == RegimeLawKey.others }
    }
    if let own = names.regime(first.key), entries.count == 1, let inner = first.value.entries {
      (regime, entries) = (own, inner)
    }
    guard let regime else { return nil }
    let pieces = entries.map { "\($0.key): \($0.value.flowText)" }
    return "{\(RegimeLawKey.regime): \(regime.name), \(pieces.joined(separator: ", "))}"
  }

  /// - Parameters:
  ///   - texts: What may be meant, in groups that mean the same.
  ///   - others: The same, where none of these can be read.
  private func otherNotation(
    _ expected: Expectation, found: String, _ texts: [[String]], orElse others: [[String]] = [],
    canBeRead: (inout ScenarioReader, LocatedNode) -> Bool
  ) -> DiagnosticCause? {
    func isReadable(_ text: String) -> Bool {
      var trial = forgettingFindings
      trial.isTrying = true
      var yaml = YAMLText(source: 0)
      guard let node = yaml.root(of: text), yaml.findings.isEmpty else { return false }
      return canBeRead(&trial, node) && !trial.hasErrors
    }
    for groups in [texts, others] {
      var meant: [String] = []
      for group in groups where meant.count < 2 {
        guard let text = group.first(where: isReadable), !meant.contains(text) else { continue }
        meant.append(text)
      }
      if !meant.isEmpty { return .otherNotation(expected, found: found, meant: meant) }
    }
    return nil
  }
}

extension LocatedNode {
  /// As a file may write it on one line.
  fileprivate var flowText: String {
    switch content {
    case .scalar(let text): text
    case .nothing, .refused: "~"
    case .list(let items): "[\(items.map(\.flowText).joined(separator: ", "))]"
    case .map(let entries):
      "{\(entries.map { "\($0.key): \($0.value.flowText)" }.joined(separator: ", "))}"
    }
  }
}
