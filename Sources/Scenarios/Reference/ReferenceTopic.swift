import Simulation
import Statistics
import Text

/// What a scenario file can name, for `ballpark list` and the guide. Everything comes from the
/// declarations; nothing here spells a key.
package enum ReferenceTopic: String, Sendable, CaseIterable {
  case distributions, series, outcomes, metrics, kinds, keys, events

  /// The nearest topic to a misspelt one.
  package static func suggestion(for topic: String) -> String? {
    Suggestion.nearest(to: topic, among: allCases.map(\.rawValue))
  }

  /// The nearest of some words to a misspelt one.
  package static func suggestion(for word: String, among words: [String]) -> String? {
    Suggestion.nearest(to: word, among: words)
  }

  /// What it is, in a few words.
  package var summary: String {
    switch self {
    case .distributions: "families that a number can be drawn from"
    case .series: "what can be recorded at every date"
    case .outcomes: "one number per path"
    case .metrics: "numbers that sweep, compare, solve and tornado tell"
    case .kinds: "what numbers measure, and how they are written"
    case .keys: "everything that a scenario file can state"
    case .events: "what can happen, what it moves, and conditions"
    }
  }

  /// Aligned, within the columns of a terminal.
  package func text(on terminal: Terminal) -> String {
    tables.map { $0.text(on: terminal) }.joined(separator: "\n")
  }

  package var markdown: String { tables.map(\.markdown).joined(separator: "\n") }

  /// How many rows there are.
  package var count: Int { tables.reduce(0) { $0 + $1.count } }

  private var tables: [ReferenceTable] {
    switch self {
    case .distributions: [.distributions]
    case .series:
      [
        .series("", CompanyCatalog.series),
        .series("Of a basket:", BasketCatalog.series),
      ]
    case .outcomes:
      [
        .outcomes("", CompanyCatalog.outcomes),
        .outcomes("Of a basket:", BasketCatalog.outcomes),
      ]
    case .metrics: [.metrics]
    case .kinds: [.kinds]
    case .keys:
      [
        .keys("At the top level:", KeyReference.topLevel),
        .keys("In a company:", KeyReference.company),
        .keys("In a factor:", KeyReference.factor),
        .keys("In a factor with `of: level`:", KeyReference.levelFactor),
        .keys("In a basket:", KeyReference.basket),
        .keys("In an exchange rate, `fx.CNY`:", KeyReference.exchangeRate),
        .keys("In a stress:", KeyReference.stress),
        .evidence("Beside any value:", KeyReference.evidence),
      ]
    case .events: HappeningTables.all
    }
  }
}

extension ReferenceTable {
  fileprivate static let distributions = ReferenceTable(
    title: "", name: "family", help: "what", facts: ["arguments", "such as"], code: [0, 1],
    remarksHaveLines: true,
    DistributionFamily.all.map {
      Row($0.name, help: $0.help, facts: [$0.usage, $0.example], remarks: [$0.usage, $0.example])
    })

  fileprivate static func series(_ title: String, _ series: [Quantity]) -> ReferenceTable {
    ReferenceTable(
      title: title, name: "series", help: "what", facts: ["unit", "recorded by default"],
      series.map {
        let standard = $0.isStandard ? "recorded by default" : ""
        return Row(
          $0.ownName, help: $0.help, facts: [$0.unit, $0.isStandard ? "yes" : ""],
          remarks: ["unit: " + $0.unit, standard])
      })
  }

  fileprivate static func outcomes(_ title: String, _ outcomes: [Quantity]) -> ReferenceTable {
    ReferenceTable(
      title: title, name: "outcome", help: "what", facts: ["unit"],
      outcomes.map {
        Row($0.ownName, help: $0.help, facts: [$0.unit], remarks: ["unit: " + $0.unit])
      })
  }

  fileprivate static let metrics = ReferenceTable(
    title: "", name: "metric", help: "what", facts: ["of", "such as"], code: [1],
    StatisticName.declared.map {
      Row(
        $0.name, help: $0.help, facts: [$0.of, $0.example], remarks: ["of " + $0.of, $0.example])
    })

  fileprivate static let kinds = ReferenceTable(
    title: "", name: "kind", help: "what", facts: ["unit", "such as"], code: [1],
    Kind.allCases.map {
      Row(
        $0.rawValue, help: $0.meaning, facts: [$0.unit, $0.example],
        remarks: [$0.unit, "such as " + $0.example])
    })

  fileprivate static func keys(_ title: String, _ keys: [KeyReference]) -> ReferenceTable {
    ReferenceTable(
      title: title, name: "key", help: "what",
      facts: ["kind", "unit", "default", "such as", "range", "by date, regime, series"], code: [3],
      keys.map {
        Row(
          $0.key, help: $0.help,
          facts: [
            $0.kind, $0.unit, $0.defaultOrNeed, $0.example, $0.takesRange ? "yes" : "",
            $0.takesSchedule ? "yes" : "",
          ],
          remarks: $0.remarks)
      })
  }

  /// What says where a number comes from has neither default nor unit.
  fileprivate static func evidence(_ title: String, _ keys: [KeyReference]) -> ReferenceTable {
    ReferenceTable(
      title: title, name: "key", help: "what", facts: ["kind", "such as"], code: [1],
      keys.map { Row($0.key, help: $0.help, facts: [$0.kind, $0.example], remarks: $0.remarks) })
  }
}

extension KeyReference {
  /// For a column of a table.
  fileprivate var defaultOrNeed: String {
    switch need {
    case .always: "required"
    case .withSection: "in block"
    case .optional: fallback
    }
  }

  /// What a line of text says after the help.
  fileprivate var remarks: [String] {
    let need =
      switch need {
      case .always: "required"
      case .withSection: "required in its block"
      case .optional: fallback.isEmpty ? "" : "default " + fallback
      }
    let forms = [
      takesRange ? "a range" : "", takesSchedule ? "a schedule" : "",
      takesSchedule ? "by regime" : "", takesSchedule ? "along a series" : "",
    ]
    let allowed = forms.filter { !$0.isEmpty }.joined(separator: " or ")
    return [
      kind, unit, need, example.isEmpty ? "" : "such as " + example,
      allowed.isEmpty ? "" : "may be " + allowed,
    ]
  }
}
