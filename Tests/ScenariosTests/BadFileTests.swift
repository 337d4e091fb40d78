import Foundation
import TestSupport
import Testing

@testable import Scenarios
@testable import Simulation

/// Protects the exact words, places and carets of every error. Each `Bad/*.yaml` has what must be
/// said about it in a `.txt` beside it, which BALLPARK_RECORD=1 writes anew.
@Suite struct BadFileTests {
  static let folder = repository.appending(path: "Tests/ScenariosTests/Bad")

  static let names = fileNames(in: "Tests/ScenariosTests/Bad", ending: ".yaml")

  /// What is said of a file: its errors, or the warnings of one that has none.
  private static func said(of name: String) throws -> [Diagnostic] {
    do {
      let file = folder.appendingPathComponent(name + ".yaml")
      // A file may name the options that it is read with: '# --set paths=0'.
      let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        .split(separator: "\n")
      func options(_ name: String) -> [String] {
        lines.filter { $0.hasPrefix("# \(name) ") }.map { String($0.dropFirst(3 + name.count)) }
      }
      var scenario = try Scenario(
        contentsOf: file.path, settings: options("--set").compactMap { Setting($0) },
        groups: options("--where"))
      for stress in try scenario.stresses(named: options("--stress")) {
        scenario = try scenario.stressed(by: stress.name)
      }
      let said = scenario.warnings(of: try scenario.compile())
      return try said
        + Self.errors { _ = try scenario.metrics(options("--metric")) }
        + options("--so-that").flatMap { text in
          try Self.errors { _ = try scenario.target(text) }
        } + Self.errors { _ = try scenario.varied(options("--vary")) }
        + options("--rows").flatMap { name in
          let path = folder.appendingPathComponent(name).path
          return try Self.errors { _ = try scenario.points(inRowsOf: path) }
        }
    } catch let diagnostics as Diagnostics {
      return diagnostics.all
    }
  }

  private static func errors(_ body: () throws -> Void) throws -> [Diagnostic] {
    do {
      try body()
      return []
    } catch let diagnostics as Diagnostics {
      return diagnostics.all
    }
  }

  @Test(arguments: names)
  func badFile(name: String) throws {
    let all = try Self.said(of: name)
    #expect(!all.isEmpty)
    let said =
      all.map(\.description).joined(separator: "\n")
      .replacing(Self.folder.path + "/", with: "") + "\n"
    try expectRecorded(said, at: "Tests/ScenariosTests/Bad/\(name).txt")
  }

  private static func name(of cause: DiagnosticCause) -> String {
    Mirror(reflecting: cause).children.first?.label ?? "\(cause)"
  }

  /// Protects every message from never having been seen: each case of the enum is in a bad file. Its
  /// source lists them, because cases with values cannot be enumerated.
  @Test func everyCauseHasABadFile() throws {
    let source = try repository.text("Sources/Scenarios/Diagnostics/DiagnosticCause.swift")
    let declared = source.split(separator: "\n")
      .filter { $0.hasPrefix("  case ") }
      .map { String($0.dropFirst(7).prefix { $0.isLetter }) }
    #expect(declared.count > 50)
    let files = try Self.names.map { try Self.said(of: $0) }
    var seen = Set(files.joined().map { Self.name(of: $0.cause) })
    // What fills a megabyte does not belong in a repository; tests of these write it: `largeFile`,
    // `tooManyValues`, `errorsWithoutEnd`.
    seen.formUnion(["tooLarge", "tooManyValues", "more"])
    #expect(declared.filter { !seen.contains($0) } == [])
    #expect(files.count { $0.count { $0.severity == .error } >= 2 } >= 10)
  }

  private func diagnostics(_ text: String, _ settings: [String] = []) -> [Diagnostic] {
    do throws(any Error) {
      return try Scenario(text: text, settings: settings.compactMap { Setting($0) }).warnings()
    } catch {
      return (error as? Diagnostics)?.all ?? []
    }
  }

  /// The caret must stand below the column that is named, also behind tabs and in long lines.
  @Test func caretStandsBelowItsColumn() {
    let prefix = "title: {a: \"" + String(repeating: "é", count: 300) + "\", x: [1, "
    let found = diagnostics(prefix + "&a 2]}")
    let alias = found.first { $0.message.contains("anchors") }
    #expect(alias?.place == "scenario.yaml:1:\(prefix.unicodeScalars.count + 1)")
    let lines = alias?.excerpt.split(separator: "\n") ?? []
    #expect(lines.count == 2)
    #expect(lines[0].count <= 160)
    #expect(Array(lines[0])[lines[1].count - 1] == "&")
  }

  @Test func largeFile() {
    let text = Sample.least + String(repeating: "#", count: 1 << 20)
    #expect(
      diagnostics(text).map(\.message) == ["the file is too large; at most 1 MiB was expected"])
  }

  @Test func notUnicode() throws {
    try inFolder { folder in
      let file = folder.appending(path: "latin.yaml")
      try Data("ballpark: 1\ntitle: ".utf8 + [0xFF]).write(to: file)
      let error = #expect(throws: Diagnostics.self) { try Scenario(contentsOf: file.path()) }
      #expect(error?.all.first?.place == "\(file.path()):2:8")
    }
  }

  /// Ten levels of ten aliases each would be ten thousand million nodes.
  @Test(.timeLimit(.minutes(20))) func aliasBomb() {
    var text = "a0: &a0 x\n"
    for level in 1...10 {
      let aliases = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) {? [\(aliases)] : 1}\n"
    }
    #expect(diagnostics(text).contains { $0.message.contains("aliases") })
  }

  @Test(.timeLimit(.minutes(20))) func deepNesting() {
    for text in [String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000)]
    {
      #expect(!diagnostics("title: " + text).isEmpty)
    }
  }

  /// A table is no scenario, whether its signs are counted before it is parsed or its values after.
  @Test func tooManyValues() {
    for count in [15_000, 120_000] {
      let items = [String](repeating: "1", count: count).joined(separator: ", ")
      let found = diagnostics("ballpark: 1\nfx: [\(items), [\(items)]]\n")
      #expect(found.contains { $0.message.hasPrefix("the file has too many values") })
      #expect(found.count < 10)
    }
  }

  /// Ten thousand errors are one page and a count, not ten thousand pages.
  @Test(.timeLimit(.minutes(20))) func errorsWithoutEnd() {
    let keys = (0..<10_000).map { "k\($0): 1" }.joined(separator: ", ")
    let found = diagnostics("ballpark: 1\nfx: {\(keys)}\n")
    #expect(found.count == 1_001)
    #expect(found.last?.message == "9004 more problems from here on")
  }

  @Test func severalDuplicates() {
    let found = diagnostics("a: 1\nb: {\"c\": 1, c: 2}\na: 2\na: 3\n")
      .filter { $0.message.contains("second time") }
    #expect(
      found.map(\.place) == ["scenario.yaml:2:13", "scenario.yaml:3:1", "scenario.yaml:4:1"])
  }

  /// What only the whole model shows is reported at the key that it is about, or the nearest.
  @Test func modelErrorsHavePlaces() throws {
    let scenario = try Scenario(text: Sample.zhipu, name: "z.yaml")
    let found = scenario.diagnostics([
      ModelError(key: "nobody.home", text: "no place"),
      ModelError(key: "zhipu.multiple.initial", text: "needs a half-life"),
      ModelError(key: "zhipu.arr", text: "asOf is after the start"),
      ModelError(key: "zhipu.shares.issued", text: "x"),
      ModelError(key: "fx.EUR", text: "is missing"),
      ModelError(key: "horizon", text: "is long"),
    ])
    #expect(
      found.all.map { "\($0.place) \($0.message)" } == [
        "z.yaml:1:1 nobody.home: no place", "z.yaml:6:1 horizon: is long",
        "z.yaml:14:1 fx.EUR: is missing", "z.yaml:19:5 zhipu.shares.issued: x",
        "z.yaml:21:5 zhipu.arr: asOf is after the start",
        "z.yaml:29:5 zhipu.multiple.initial: needs a half-life",
      ])
  }
}
