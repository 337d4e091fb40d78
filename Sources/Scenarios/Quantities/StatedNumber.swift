import Simulation

/// One number as a scenario file would state it, read by the reader of files.
package struct StatedNumber: Sendable {
  package let kind: Kind
  /// Whether the kind follows from the text, where nobody has said it.
  package let isInferred: Bool
  package let law: Assumption.Law
  /// As the file would state it.
  package let text: String
  package let currency: String?
  package let warnings: [Diagnostic]

  /// Reads a quantity, a range, a distribution, or a map with evidence.
  ///
  /// - Parameter kind: What it measures; nil for what its units say.
  /// - Throws: `Diagnostics`, with places such as `show:12`.
  package init(_ text: String, kind: Kind? = nil) throws(Diagnostics) {
    var reader = ScenarioReader(Source(name: "show", text: text, isOneLine: true))
    var yaml = YAMLText(source: 0)
    let root = yaml.root(of: text)
    reader.report(yaml.findings)
    let node = root ?? LocatedNode(content: .nothing, place: ScenarioReader.start)
    let measured = kind ?? node.inferredKind
    let rule = NumberRule(kind: measured, domain: .any, currency: nil)
    let stated =
      yaml.findings.isEmpty ? reader.assumption(node, name: "the number", rule) : nil
    let diagnostics = reader.sources.diagnostics(reader.findings)
    guard let stated, !reader.hasErrors else { throw Diagnostics(all: diagnostics) }
    self.kind = measured
    isInferred = kind == nil
    law = stated.law
    self.text = reader.stated.last?.text ?? text
    currency = stated.currency
    warnings = diagnostics
  }

  /// The nearest kind to a misspelt one.
  package static func suggestion(for kind: String) -> String? {
    Suggestion.nearest(to: kind, among: Kind.allCases.map(\.rawValue))
  }
}

extension LocatedNode {
  /// What the first unit says; without any a factor, or a coefficient where something is below 0.
  fileprivate var inferredKind: Kind {
    let quantities = quantities
    for quantity in quantities {
      switch quantity.unit {
      case .percent, .percentPer, .logPer: return .rate
      case .time: return .duration
      case .per: return .frequency
      case .times: return .multiple
      case .currency: return .money
      case .shares: return .count
      case .none: break
      }
    }
    if quantities.contains(where: \.hasSuffix) { return .count }
    return quantities.contains { $0.number < 0 } ? .coefficient : .factor
  }

  /// Arguments of distributions that have a kind of their own, such as weights.
  private static let apart = Set(
    DistributionFamily.all.flatMap(\.arguments).compactMap { argument in
      if case .plain = argument.content { argument.name } else { nil }
    })

  /// A quantity, or one with the unit that a misspelt one may mean.
  private static func quantity(_ text: String) -> WrittenQuantity? {
    switch QuantityText.quantity(text) {
    case .success(let quantity): quantity
    case .failure(.unknownUnit(let unit, _)):
      Suggestion.unit(unit, among: QuantityText.units)
        .flatMap { try? QuantityText.quantity("1" + $0).get() }
    case .failure: nil
    }
  }

  /// The numbers of a quantity or a range.
  private func own(_ text: String) -> [WrittenQuantity] {
    text.split(separator: " to ").compactMap { Self.quantity(String($0)) }
  }

  /// Every number in it, in order.
  private var quantities: [WrittenQuantity] {
    switch content {
    case .scalar(let text):
      // Of another notation what is in it: normal(80%, 20%), 40%-120%.
      own(text).isEmpty
        ? (OtherNotation(self)?.arguments ?? []).compactMap { Self.quantity($0.value) } : own(text)
    case .list(let items): items.flatMap(\.quantities)
    case .map(let entries):
      entries.filter { !Self.apart.contains($0.key) }.flatMap(\.value.quantities)
    case .nothing, .refused: []
    }
  }
}
