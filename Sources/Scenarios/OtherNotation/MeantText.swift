import Simulation

extension ScenarioReader {
  /// Reads something, and where that fails but its notation is known from elsewhere, says what to write
  /// instead of all that was wrong with it.
  ///
  /// - Parameters:
  ///   - cause: What is said then; nil where the notation is not known.
  ///   - place: Where that is said.
  mutating func orMeant<Read>(
    _ cause: (ScenarioReader) -> DiagnosticCause?, at place: Place,
    _ read: (inout ScenarioReader) -> Read?
  ) -> Read? {
    let before = findings.count
    let result = read(&self)
    guard !isTrying, findings[before...].contains(where: { $0.cause.severity == .error }),
      let cause = cause(self)
    else { return result }
    retract(to: before)
    report(cause, at: place)
    return nil
  }

  /// What is said of a number in a notation from elsewhere; nil where it is none, or nothing that it may
  /// mean can stand here.
  func otherNumber(_ node: LocatedNode, _ rule: NumberRule) -> DiagnosticCause? {
    guard let notation = OtherNotation(node) else { return nil }
    let keys = node.entries.map { $0.map(\.key).joined(separator: ", ") }
    return otherNotation(
      rule.kind.expectation, found: keys.map { "a map of \($0)" } ?? node.found,
      notation.meant + (notation.inPercent?.meant ?? [])
    ) { reader, node in reader.law(node, rule, isNested: true) != nil }
  }

  /// The same of a condition.
  func otherCondition(_ node: LocatedNode) -> DiagnosticCause? {
    guard case .scalar(let text) = node.content else { return nil }
    let companies = draft.definition.companies.map(\.name)
    return otherNotation(.condition, found: "'\(text)'", OtherCondition(text).meant(companies)) {
      $0.condition($1) != nil
    }
  }

  /// The same of a metric.
  func otherMetric(_ node: LocatedNode) -> DiagnosticCause? {
    guard case .scalar(let text) = node.content else { return nil }
    let companies = draft.definition.companies.map(\.name)
    return otherNotation(.metric, found: "'\(text)'", OtherMetric(text).meant(companies)) {
      $0.metric($1) != nil
    }
  }

  private func otherNotation(
    _ expected: Expectation, found: String, _ texts: [String],
    canBeRead: (inout ScenarioReader, LocatedNode) -> Bool
  ) -> DiagnosticCause? {
    var seen: Set<String> = []
    let meant = texts.filter { text in
      guard seen.insert(text).inserted else { return false }
      var trial = forgettingFindings
      trial.isTrying = true
      var yaml = YAMLText(source: 0)
      guard let node = yaml.root(of: text), yaml.findings.isEmpty else { return false }
      return canBeRead(&trial, node) && !trial.hasErrors
    }
    guard !meant.isEmpty else { return nil }
    return .otherNotation(expected, found: found, meant: meant.prefix(2).map(\.self))
  }
}
