import Reports
import Simulation

/// What a scenario file can name, for `ballpark list` and the guide. Everything comes from the
/// declarations; nothing here spells a key.
package enum ReferenceTopic: String, Sendable, CaseIterable {
  case distributions, series, outcomes, kinds, keys

  /// The nearest topic to a misspelt one.
  package static func suggestion(for topic: String) -> String? {
    Suggestion.nearest(to: topic, among: allCases.map(\.rawValue))
  }

  /// What it is, in a few words.
  package var summary: String {
    switch self {
    case .distributions: "families that a number can be drawn from"
    case .series: "what can be recorded at every date"
    case .outcomes: "one number per path"
    case .kinds: "what numbers measure, and how they are written"
    case .keys: "everything that a scenario file can state"
    }
  }

  /// Aligned, within the columns of a terminal.
  package var text: String {
    tables.map { $0.text(width: Report.width) }.joined(separator: "\n")
  }

  package var markdown: String { tables.map(\.markdown).joined(separator: "\n") }

  /// How many rows there are.
  package var count: Int { tables.reduce(0) { $0 + $1.count } }

  private var tables: [ReferenceTable] {
    switch self {
    case .distributions: [.distributions]
    case .series: [.series]
    case .outcomes: [.outcomes]
    case .kinds: [.kinds]
    case .keys:
      [
        .keys("At the top level:", KeyReference.topLevel),
        .keys("In a company:", KeyReference.company),
        .keys("Beside any value:", KeyReference.evidence, isPlain: true),
      ]
    }
  }
}

extension ReferenceTable {
  fileprivate static let distributions = ReferenceTable(
    title: "", name: "family", help: "arguments", facts: [],
    DistributionFamily.all.map { ReferenceTable.Row($0.name, [], help: $0.usage) })

  fileprivate static let series = ReferenceTable(
    title: "", name: "series", help: "what", facts: ["unit", "recorded"],
    CompanySeries.declared.map {
      ReferenceTable.Row($0.name, [$0.unit.words, $0.isStandard ? "by default" : ""], help: $0.help)
    })

  fileprivate static let outcomes = ReferenceTable(
    title: "", name: "outcome", help: "what", facts: ["unit"],
    CompanyOutcome.declared.map { ReferenceTable.Row($0.name, [$0.unit.words], help: $0.help) })

  fileprivate static let kinds = ReferenceTable(
    title: "", name: "kind", help: "what", facts: ["in", "such as"], code: [1],
    Kind.allCases.map {
      ReferenceTable.Row($0.rawValue, [$0.unit, $0.example], help: $0.words.capitalizedFirst + ".")
    })

  fileprivate static func keys(_ title: String, _ keys: [KeyReference], isPlain: Bool = false)
    -> ReferenceTable
  {
    let facts = ["kind", "in", "default", "such as", "range", "schedule"]
    return ReferenceTable(
      title: title, name: "key", help: "what", facts: isPlain ? ["kind", "such as"] : facts,
      code: isPlain ? [1] : [3],
      keys.map { key in
        let all = [
          key.kind, key.unit, key.fallback, key.example, key.takesRange ? "yes" : "",
          key.takesSchedule ? "yes" : "",
        ]
        return ReferenceTable.Row(
          key.key, isPlain ? [key.kind, key.example] : all, help: key.help)
      })
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
