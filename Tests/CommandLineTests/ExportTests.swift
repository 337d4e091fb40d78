import Foundation
import TestSupport
import Testing

/// Protects the workbook as somebody asks for it: the same bytes whenever, wherever and however it is made.
@Suite struct ExportTests {
  static let mayRead =
    ProcessInfo.processInfo.environment["BALLPARK_SKIP_WORKBOOK"] != "1"

  @Test(.enabled(if: ExportTests.mayRead, "NO WORKBOOK IS MADE: BALLPARK_SKIP_WORKBOOK=1"))
  func equalRunsAreEqualBytes() throws {
    try inFolder { folder in
      let one = try ballpark(
        "run", "acme.yaml", "--xlsx", "--no-charts", "--workers", "1", "--output", "one", in: folder
      )
      #expect(one.code == 0 && one.output.contains("report.xlsx"), "\(one)")
      let other = try ballpark(
        "run", "acme.yaml", "--no-charts", "--workers", "2", "--output", "other", in: folder)
      #expect(other.code == 0 && !other.output.contains("report.xlsx"), "\(other)")
      let export = try ballpark("export", "other", "--xlsx", in: folder)
      #expect(export.code == 0 && export.output.hasSuffix("/other/report.xlsx\n"), "\(export)")
      let books = try ["one", "other"].map {
        try Data(contentsOf: folder.appending(path: "\($0)/report.xlsx"))
      }
      #expect(books[0] == books[1] && books[0].starts(with: Array("PK".utf8)))
      // The folder is still that of a run, which the next one replaces.
      let again = try ballpark(
        "run", "acme.yaml", "--no-charts", "--output", "other", in: folder)
      #expect(again.code == 0, "\(again.errors)")
      #expect(
        try folder.appending(path: "other").names
          == ["bands.csv", "manifest.json", "paths.csv", "summary.json"])
    }
  }

  @Test func whatCannotBeExportedIsSaid() throws {
    try inFolder { folder in
      let nothing = try ballpark("export", ".", in: folder)
      #expect(
        nothing.code == 64 && nothing.errors.contains("nothing to export: --xlsx was expected"))
      let foreign = try ballpark("export", ".", "--xlsx", in: folder)
      #expect(foreign.code == 64 && foreign.errors.contains("is not the folder of an answer"))
      let contradiction = try ballpark("run", "acme.yaml", "--no-files", "--xlsx", in: folder)
      #expect(contradiction.errors.contains("--no-files and --xlsx contradict"))
    }
  }
}
