import Foundation
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// Protects the workbook: a reader that is not ours finds every number of an answer in it, and nothing else.
///
/// Needs libxlsxwriter and Python with openpyxl (Debian: libxlsxwriter-dev, python3-openpyxl; `make test`
/// installs them). BALLPARK_SKIP_WORKBOOK=1 leaves that part out, and says so.
@Suite struct WorkbookTests {
  static let mayRead = ProcessInfo.processInfo.environment["BALLPARK_SKIP_WORKBOOK"] != "1"
  private static let python = installedPython(with: "openpyxl")
  private static let wanted = Workbooks(areWanted: true)

  /// What the reader says of the folder's workbook.
  private func read(_ folder: URL) throws -> Outcome {
    let script = repository.appending(path: "Tests/ReportsTests/workbook.py").path()
    let python = try #require(Self.python, "python3 with openpyxl")
    return try run(python, [script, folder.path()])
  }

  private func bytes(_ folder: URL) throws -> Data {
    try Data(contentsOf: folder.appending(path: Workbook.fileName))
  }

  @Test(
    .enabled(if: WorkbookTests.mayRead, "NO WORKBOOK IS READ: BALLPARK_SKIP_WORKBOOK=1"),
    arguments: ["everything", "hardly anything", "a business", "words", "what happens"])
  func everyNumberOfARunIsThere(_ kind: String) throws {
    let report =
      switch kind {
      case "everything": Market().report()
      case "words":
        Market(title: PictureTests.evil, company: "a'`b`", words: PictureTests.evil).report()
      case "a business": BusinessFixture().report()
      case "what happens": Happenings().report()
      default: Fixture.report()
      }
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let written = try report.write(to: out.path(), pictures: .no, workbooks: Self.wanted)
      #expect(written.notes.isEmpty, "\(written.notes)")
      #expect(written.files.first == Workbook.fileName)
      let result = try read(out)
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("Summary, Answers, Outcomes, "), "\(result.output)")
    }
  }

  /// The control: a number that is a little off, or is no longer told, is found.
  @Test(
    .enabled(if: WorkbookTests.mayRead, "NO WORKBOOK IS READ: BALLPARK_SKIP_WORKBOOK=1"),
    arguments: [("2314.6", "2314.600000000004"), ("9871", "null"), ("3020.25", "3020.25, 17")])
  func otherNumbersAreSeen(_ number: String, _ other: String) throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      _ = try Fixture.report().write(to: out.path(), pictures: .no, workbooks: Self.wanted)
      let text = try out.text("summary.json")
      #expect(text.contains(number))
      try folder.write(text.replacing(number, with: other), to: "out/summary.json")
      #expect(try read(out).code != 0)
    }
  }

  /// Of what-if questions, cell by cell.
  @Test(
    .enabled(if: WorkbookTests.mayRead, "NO WORKBOOK IS READ: BALLPARK_SKIP_WORKBOOK=1"))
  func tablesOfWhatIfQuestions() throws {
    let answers: [any Publication] = [
      WhatIf.sweep(), WhatIf.comparison(), WhatIf.parabola(), WhatIf.tornado(),
    ]
    for answer in answers {
      try inFolder { folder in
        let out = folder.appending(path: "out")
        let written = try answer.write(to: out.path(), pictures: .no, workbooks: Self.wanted)
        #expect(written.notes.isEmpty, "\(written.notes)")
        let result = try read(out)
        #expect(result.code == 0 && result.output.contains("Assumptions"), "\(result)")
      }
    }
  }

  /// Whoever wants it later gets the same, and gets it once more.
  @Test(.enabled(if: WorkbookTests.mayRead, "NO WORKBOOK IS MADE: BALLPARK_SKIP_WORKBOOK=1"))
  func anExportIsTheSame() throws {
    try inFolder { folder in
      let (one, other) = (folder.appending(path: "one"), folder.appending(path: "other"))
      _ = try Market().report().write(to: one.path(), pictures: .no, workbooks: Self.wanted)
      _ = try Market().report().write(to: other.path(), pictures: .no)
      for _ in 0..<2 {
        _ = try WorkbookExport(of: other.path()).write()
        #expect(try bytes(other) == bytes(one))
      }
      #expect(try other.text("manifest.json") == one.text("manifest.json"))
      // The next run may replace all of it.
      #expect(throws: Never.self) { try OutputFolder(other.path()) }
      #expect(try folder.names == ["one", "other"])
      // What somebody has made of it stays.
      try folder.write("mine", to: "other/report.xlsx")
      let changed = #expect(throws: OutputError.self) { try WorkbookExport(of: other.path()) }
      #expect(
        changed?.description.hasSuffix("it was changed since; move it away or rename it") == true)
      #expect(try other.text("report.xlsx") == "mine")
    }
  }

  /// Without the library a run has all the rest, and an export says what is missing.
  @Test func withoutTheLibrary() throws {
    let none = Workbooks(areWanted: true, libraries: ["libnone.so.1"])
    let reason =
      "no report.xlsx: there is no libxlsxwriter; on Debian and Ubuntu: apt-get install libxlsxwriter-dev"
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let written = try Fixture.report().write(to: out.path(), pictures: .no, workbooks: none)
      #expect(written.notes == [reason])
      #expect(try out.names == ["bands.csv", "manifest.json", "summary.json"])
      let missing = #expect(throws: OutputError.self) {
        try WorkbookExport(of: out.path()).write(none)
      }
      #expect(missing?.description == reason)
      #expect(try folder.names == ["out"])
      #expect(try out.names == ["bands.csv", "manifest.json", "summary.json"])
    }
  }

  /// The library would write half of a sheet and say nothing.
  @Test func roomIsLookedFor() throws {
    let report = Fixture.report()
    let files = [(name: "summary.json", text: report.json)]
    let workbook = try Workbook(files: files, manifest: report.manifest)
    #expect(throws: Never.self) { try workbook.requireRoom() }
    // A file system that is always full.
    let full = #expect(throws: WorkbookProblem.self) { try workbook.requireRoom(in: "/proc") }
    #expect(full?.reason == "/proc has no room for 1 MiB while it is made")
  }

  /// A workbook tells what a run has found, or there is none.
  @Test func exportsOnlyWhatIsOurs() throws {
    func refusal(_ folder: URL) -> String? {
      let error = #expect(throws: ExportError.self) {
        try WorkbookExport(of: folder.path()).write()
      }
      return error?.description.replacing(folder.path(), with: "X")
    }
    try inFolder { folder in
      let out = folder.appending(path: "out")
      #expect(
        refusal(folder)?.contains("is not the folder of an answer") == true)
      _ = try Fixture.report().write(to: out.path(), pictures: .no)
      try folder.write(out.text("summary.json") + "\n", to: "out/summary.json")
      #expect(refusal(out)?.hasPrefix("X/summary.json is gone or was changed since") == true)
      try folder.write(out.text("manifest.json") + "\n", to: "out/manifest.json")
      #expect(refusal(out)?.hasPrefix("X/manifest.json is not as this version") == true)
    }
  }

  /// What is not as it was written ends in one line, also where checksums have been made to fit.
  @Test(
    arguments: [
      ("summary.json", "\"schema\": 1", "\"schema\": 9", "has the schema 9, which this version"),
      ("summary.json", "\"mcse\": [", "\"mcse\": [1, ", "is not as this version"),
      ("summary.json", "\"50\": ", "\"x\": ", "is not as this version"),
      ("summary.json", "\"interval\": [", "\"interval\": [1, ", "is not as this version"),
      ("manifest.json", "\"schema\": 1", "\"schema\": 2", "has the schema 2, which this version"),
      ("manifest.json", "ballpark run", "ballpark fly", "which this version"),
    ])
  func damagedFilesAreRefused(_ file: String, _ old: String, _ new: String, _ words: String) {
    let report = Market().report()
    func text(_ name: String, _ text: String) -> String {
      #expect(name != file || text.contains(old))
      return name == file ? text.replacing(old, with: new) : text
    }
    let problem = #expect(throws: WorkbookProblem.self) {
      try Workbook(
        files: [("summary.json", text("summary.json", report.json))],
        manifest: text("manifest.json", report.manifest))
    }
    #expect(problem?.reason.hasPrefix(file) == true && problem?.reason.contains(words) == true)
  }

  /// Where the library is there and cannot write, the run has the rest and says what became of the earlier
  /// workbook.
  @Test(.enabled(if: WorkbookTests.mayRead, "NO WORKBOOK IS MADE: BALLPARK_SKIP_WORKBOOK=1"))
  func lostWorkbooksAreTold() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let (report, path) = (Fixture.report(), out.path())
      let first = try report.write(to: path, pictures: .no, workbooks: Self.wanted)
      #expect(first.isComplete)
      // Too many columns for Excel: only a workbook minds.
      let wide = Self.Wide(csv: (0..<17_000).map { "\($0)" }.joined(separator: ",") + "\n")
      let second = try wide.write(to: path, pictures: .no, workbooks: Self.wanted)
      #expect(!second.isComplete && second.files == ["wide.csv", "manifest.json"])
      #expect(
        second.notes == [
          "no report.xlsx: Excel has no room for the sheet 'wide'; the earlier one is gone with the files "
            + "that it was made from"
        ])
    }
  }

  private struct Wide: Publication {
    static let program = Program.run
    let csv: String
    let json = ""
    let charts: [Chart] = []
    var dataFiles: [OutputFile] { [OutputFile("wide.csv", csv)] }
    var manifest: String { Fixture.report().manifest }
    func text(on terminal: Terminal) -> String { "" }
  }

  @Test(
    arguments: [
      ("1901-01-01", 367), ("2026-06-24", 46197), ("2028-02-29", 46812), ("2100-03-01", 73110),
      ("1899-12-31", nil), ("2026-13-01", nil), ("24.06.2026", nil), ("", nil),
    ] as [(String, Double?)])
  func datesAsExcelCounts(_ date: String, _ days: Double?) {
    #expect(date.excelDate == days)
  }

  /// Of paths that are too many, the first ones are there as a whole.
  @Test(
    arguments: [(20, 7, false), (12, 7, false), (11, 4, true), (8, 4, true), (1, 4, true)])
  func longPathsAreCut(_ cells: Int, _ lines: Int, _ isCut: Bool) {
    let rows = (0..<6).map { "\($0 / 3),\($0 % 3)\n" }
    let cut = Workbook.Sheet.whole("path,x\n" + rows.joined(), cells: cells)
    #expect(cut.text == "path,x\n" + rows[..<(lines - 1)].joined() && cut.isCut == isCut)
  }

  /// Excel takes no longer names, none of its own signs, and none twice.
  @Test func namesOfSheets() {
    var names = SheetNames()
    let long = String(repeating: "a", count: 40)
    #expect(names.name(for: long) == String(repeating: "a", count: 31))
    #expect(names.name(for: long.uppercased()) == String(repeating: "A", count: 29) + " 2")
    #expect(names.name(for: "a'[b]:*?/\\ü智谱") == "a__b______ü智谱")
    // Excel counts units of UTF-16, and cuts none.
    #expect(names.name(for: String(repeating: "😀", count: 16)).utf16.count == 30)
    #expect(names.name(for: "History") == "History 2")
    #expect([0, 25, 26, 701, 702].map(\.columnLetters) == ["A", "Z", "AA", "ZZ", "AAA"])
  }

  @Test(
    arguments: [
      ("share", 0.5, "0.0%"), ("share", 0.004, "0.00%"), ("HKD", 2174, "#,##0"),
      ("HKD", 12.5, "#,##0.0"), ("CNY", 2.3e9, "#,##0.00,,,\"B\""), ("count", 3, "#,##0"),
      ("x", 1e-9, "0.00E+00"), ("x", 0, "#,##0"),
    ])
  func formatsOfNumbers(_ unit: String, _ number: Double, _ code: String) {
    #expect(NumberFormat(unit: unit, of: [nil, number, number * 1.1]).code.hasPrefix(code) == true)
  }
}
