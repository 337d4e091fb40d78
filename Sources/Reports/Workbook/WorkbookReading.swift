import Text

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Workbook {
  /// The workbook of an answer, from its files: of a run the summary and the sample paths, of a what-if
  /// question its table.
  ///
  /// - Parameters:
  ///   - files: Name and text of each that is text.
  ///   - manifest: With or without its list of files.
  /// - Throws: `WorkbookProblem` where a file is not as this version writes it.
  init(files: [(name: String, text: String)], manifest: String) throws(WorkbookProblem) {
    func unreadable(_ name: String) -> WorkbookProblem {
      WorkbookProblem(reason: "\(name) is not as this version of Ballpark writes it")
    }
    let decoder = JSONDecoder()
    guard let origin = try? decoder.decode(ManifestFile.self, from: Data(manifest.utf8)),
      let first = origin.scenarios.first
    else { throw unreadable(Program.manifest) }
    let tables = files.filter { $0.name.hasSuffix(".csv") }
    do {
      if let text = files.first(where: { $0.name == Report.summaryFile })?.text {
        guard let summary = try? decoder.decode(SummaryFile.self, from: Data(text.utf8)) else {
          throw unreadable(Report.summaryFile)
        }
        let units = Dictionary(
          summary.series.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first })
        let paths = try tables.filter { $0.name == Report.pathsFile }.map {
          try Sheet(paths: $0.text, units: units)
        }
        title = summary.scenario.title
        created = summary.scenario.start
        sheets = RunSheets(summary, reading: first.reading).all + Self.assumptions(origin) + paths
      } else {
        title = first.title
        created = first.start ?? ""
        let captions = Self.captions(origin)
        let answers = try tables.map { table in
          try Sheet(String(table.name.dropLast(4)), captions, csv: table.text, unit: origin.unit)
        }
        sheets = answers + Self.assumptions(origin) + Self.warnings(origin)
      }
    } catch let problem as WorkbookProblem {
      throw problem
    } catch {
      throw WorkbookProblem(reason: "a table is not as it was written: \(error)")
    }
  }

  private static func captions(_ origin: ManifestFile) -> [String] {
    origin.scenarios.map { scenario in
      "\(scenario.title): \(grouped(scenario.paths.count)) paths, seed \(scenario.seed)"
    } + [origin.question].compactMap(\.self) + Set(origin.scenarios.map(\.reading)).sorted()
  }

  /// Keys with values and where they come from, of each scenario.
  private static func assumptions(_ origin: ManifestFile) -> [Sheet] {
    origin.scenarios.enumerated().map { index, scenario in
      let rows = scenario.assumptions.map { assumption -> [Cell] in
        [
          .text(assumption.key), .text(assumption.text),
          assumption.source.map { .source($0) } ?? .empty,
          assumption.asOf.map { .date($0) } ?? .empty, .optional(assumption.note),
          .text(assumption.stated ? "stated" : "default"),
        ]
      }
      let widths = [("key", 34.0), ("value", 40), ("source", 50), ("as of", 11), ("note", 80)]
      return Sheet(
        name: "Assumptions" + (index == 0 ? "" : " \(index + 1)"),
        captions: ["\(scenario.title): what it assumes", "File: \(scenario.scenarioHash)"],
        columns: widths.map { .init(head: $0, width: $1) } + [.init(head: "origin")], rows: rows)
    }
  }

  private static func warnings(_ origin: ManifestFile) -> [Sheet] {
    // Those about the file name it as somebody has typed it: equal answers would differ.
    let all: [String] = origin.scenarios.flatMap { $0.warnings }
    let texts = all.filter { !$0.contains(": warning: ") }
    guard !texts.isEmpty else { return [] }
    return [
      Sheet(
        name: "Warnings", captions: ["What to know before the numbers are used"],
        columns: [.init(head: "warning", width: 100)], rows: texts.map { [.text($0)] })
    ]
  }
}

extension ManifestFile {
  /// In a line; nil where the table itself says it.
  fileprivate var question: String? {
    guard let metric else { return nil }
    guard let key, let target else {
      return metric.name.with(unit: metric.unit)
    }
    let amount = Figure(target, error: 0, unit: metric.unit).text.with(unit: metric.unit)
    return "\(key.key), so that \(metric.name) is \(amount.replacing(", ", with: " "))"
  }

  /// Of the numbers in a column of a what-if's table.
  fileprivate func unit(_ head: String, _ row: String?) -> String? {
    let name =
      ["Low", "High"].first { head.hasSuffix($0) }.map { head.dropLast($0.count) }
      ?? head[...]
    switch name {
    case "greater", "best": return "probability"
    case "input": return key?.unit
    case "value", "low", "high", "difference", "bottom", "top", "swing", "base":
      return row ?? metric?.unit
    default: return nil
    }
  }
}
