import Statistics
import Text

/// The head of a column in the table of a what-if question: `valueLow`.
///
/// A column that is called as a key, such as that of a sweep, is none.
struct WhatIfHead {
  private let name: String
  private let end: String

  /// Nil for a head that no program of ours has.
  init?(_ head: String) {
    let end = ["Low", "High"].first(where: head.hasSuffix) ?? ""
    let name = String(head.dropLast(end.count))
    guard Self.words[name] != nil else { return nil }
    (self.name, self.end) = (name, end)
  }

  /// `value low`.
  var inWords: String {
    (Self.words[name] ?? name) + (end.isEmpty ? "" : " " + end.lowercased())
  }

  /// - Parameter row: What stands in the row under `unit`.
  func unit(of question: ManifestFile, _ row: String?) -> String? {
    switch name {
    case "greater", "best": "probability"
    case "input": question.key?.unit
    default: row ?? question.metric?.unit
    }
  }

  private static let words = [
    "value": "value", "low": "low", "high": "high", "difference": "difference",
    "bottom": "bottom", "top": "top", "swing": "swing", "base": "base", "input": "input",
    "greater": "share of paths above the first", "best": "share of paths where it is the best",
  ]
}

extension ManifestFile {
  /// What stands above the table of a what-if question.
  var captions: [String] {
    func facts(_ scenario: Scenario) -> String {
      "\(scenario.title): \(grouped(scenario.paths.count)) paths, seed \(scenario.seed)"
    }
    let all = Set(scenarios.map(facts)).count == 1 ? Array(scenarios.prefix(1)) : scenarios
    let heads = all.map { scenario in
      let label = all.count > 1 ? scenario.label.map { "\($0): " } : nil
      return (label ?? "") + facts(scenario)
    }
    return heads + [question].compactMap(\.self) + Set(scenarios.map(\.reading)).sorted()
  }

  /// In a line; nil where the table itself says it.
  private var question: String? {
    guard let metric else { return nil }
    guard let key, let target else {
      return metric.name.with(unit: metric.unit)
    }
    let amount = Figure(target, error: 0, unit: metric.unit).text.with(unit: metric.unit)
    return "\(key.key), so that \(metric.name) is \(amount.replacing(", ", with: " "))"
  }

  /// Keys with values and where they come from, of each scenario.
  var assumptionSheets: [Workbook.Sheet] {
    scenarios.map { scenario in
      let rows = scenario.assumptions.map { assumption -> [Workbook.Cell] in
        [
          .text(assumption.key), .text(assumption.text),
          assumption.source.map { .source($0) } ?? .empty,
          assumption.asOf.map { .date($0) } ?? .empty, .optional(assumption.note),
          .text(assumption.stated ? "stated" : "default"),
        ]
      }
      let widths = [("key", 34.0), ("value", 40), ("source", 50), ("as of", 11), ("note", 80)]
      let label = scenario.label.map { "\($0): " } ?? ""
      return Workbook.Sheet(
        name: "Assumptions" + (scenario.label.map { " \($0)" } ?? ""),
        captions: [
          "\(label)\(scenario.title): what it assumes", "File: \(scenario.scenarioHash)",
        ],
        columns: widths.map { .init(head: $0, width: $1) } + [.init(head: "origin")], rows: rows)
    }
  }

  var warningSheets: [Workbook.Sheet] {
    // Those about the file name it as somebody has typed it: equal answers would differ.
    let all: [String] = scenarios.flatMap { $0.warnings }
    let texts = all.filter { !$0.contains(": warning: ") }
    guard !texts.isEmpty else { return [] }
    return [
      Workbook.Sheet(
        name: "Warnings", captions: ["What to know before the numbers are used"],
        columns: [.init(head: "warning", width: 100)], rows: texts.map { [.text($0)] })
    ]
  }
}
