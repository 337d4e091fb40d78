#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Workbook {
  /// The workbook of an answer, from its files: of a run the summary and the sample paths, of a what-if
  /// question its table, and of a comparison what differs.
  ///
  /// - Parameters:
  ///   - files: Name and text of each that is text.
  ///   - manifest: With or without its list of files.
  /// - Throws: `WorkbookProblem` where a file is not as this version writes it.
  init(files: [(name: String, text: String)], manifest: String) throws(WorkbookProblem) {
    let origin = try Self.read(
      ManifestFile.self, Program.manifest, manifest,
      schema: Program.all.first { $0.made(manifest) }?.manifestSchema)
    guard let first = origin.scenarios.first else { throw .unreadable(Program.manifest) }
    func text(_ name: String) -> String? { files.first { $0.name == name }?.text }
    let tables = files.filter { $0.name.hasSuffix(".csv") }
    do {
      if let text = text(Report.summaryFile) {
        let summary = try Self.read(
          SummaryFile.self, Report.summaryFile, text, schema: Report.summarySchema)
        let units = Dictionary(
          summary.series.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first })
        let paths = try tables.filter { $0.name == Report.pathsFile }.map {
          try Sheet(paths: $0.text, units: units)
        }
        title = summary.scenario.title
        created = summary.scenario.start
        sheets =
          RunSheets(summary, origin.keyFigures, reading: first.reading).all
          + origin.assumptionSheets + paths
      } else {
        title = first.title
        created = first.start ?? ""
        let answers = try tables.map { table in
          try Sheet(String(table.name.dropLast(4)), origin.captions, csv: table.text) {
            WhatIfHead($0)?.unit(of: origin, $1)
          }
        }
        let differences = try text(ComparisonReport.file).map {
          try Self.read(
            ComparisonFile.self, ComparisonReport.file, $0, schema: ComparisonReport.schema)
        }
        sheets =
          answers + (differences?.sheets ?? []) + origin.assumptionSheets + origin.warningSheets
      }
    } catch let problem as WorkbookProblem {
      throw problem
    } catch {
      throw WorkbookProblem(reason: "a table is not as it was written: \(error)")
    }
  }

  private struct Version: Decodable { let schema: Int }

  private static func read<File: Decodable>(
    _ type: File.Type, _ name: String, _ text: String, schema: Int?
  ) throws(WorkbookProblem) -> File {
    let (decoder, data) = (JSONDecoder(), Data(text.utf8))
    guard let version = try? decoder.decode(Version.self, from: data) else {
      throw .unreadable(name)
    }
    guard version.schema == schema else {
      throw WorkbookProblem(
        reason:
          "\(name) has the schema \(version.schema), which this version of Ballpark does not know"
      )
    }
    guard let file = try? decoder.decode(File.self, from: data) else { throw .unreadable(name) }
    return file
  }
}

extension WorkbookProblem {
  fileprivate static func unreadable(_ name: String) -> Self {
    Self(reason: "\(name) is not as this version of Ballpark writes it")
  }
}
