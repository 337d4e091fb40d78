import Foundation
import TestSupport
import Testing

/// Protects each word of 'What can happen', one at a time: three steps in which nothing is drawn come to what
/// plain arithmetic says. sheets.py has each scenario with its arithmetic beside it.
///
/// Needs Python, as RecomputationTests do; BALLPARK_SKIP_VALIDATOR=1 leaves it out, and says so.
@Suite struct SheetTests {
  private static let python = installedPython(with: "csv")

  /// Of each sheet whether the program agrees, and all that is said.
  private func verdicts(_ options: String...) throws -> (words: [Substring], text: String) {
    let python = try #require(Self.python, "python3")
    let script = repository.appending(path: "Tests/CommandLineTests/Recomputation/sheets.py").path()
    var output = ""
    try inFolder { folder in
      let written = try run(python, [script, "write"] + options, in: folder)
      #expect(written.code == 0, "\(written.errors)")
      for name in written.output.split(separator: "\n") {
        let audit = try run(builtProgram(), ["run", "\(name).yaml", "--path", "0"], in: folder)
        #expect(audit.code == 0, "\(audit.errors)")
        try folder.write(audit.output, to: "\(name).csv")
      }
      let compared = try run(python, [script, "compare"], in: folder)
      #expect(compared.code == 0, "\(compared.errors)")
      output = compared.output
    }
    let told = output.split(separator: "\n").filter { !$0.hasPrefix("  ") }
    return (told.map { $0.prefix { $0 != " " } }, output)
  }

  @Test(
    .enabled(
      if: RecomputationTests.mayRecompute, "NO SHEET IS COMPUTED: BALLPARK_SKIP_VALIDATOR=1"))
  func stepsComeToWhatArithmeticSays() throws {
    let (words, text) = try verdicts()
    #expect(words.count > 10)
    #expect(words.allSatisfy { $0 == "ok" }, "\(text)")
  }

  /// The control: each scenario without what its sheet is about.
  @Test(
    .enabled(
      if: RecomputationTests.mayRecompute, "NO SHEET IS COMPUTED: BALLPARK_SKIP_VALIDATOR=1"))
  func seesWhatIsLeftOut() throws {
    let (words, text) = try verdicts("--left-out")
    #expect(words.count > 10)
    #expect(words.allSatisfy { $0 == "bad" }, "\(text)")
  }
}
