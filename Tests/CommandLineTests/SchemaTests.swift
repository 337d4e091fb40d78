import Foundation
import TestSupport
import Testing

/// Protects the schema: an independent validator finds it sound, accepts every shipped scenario and
/// what `init` writes, and refuses bad files.
///
/// Needs Python with jsonschema and PyYAML (Debian: python3-jsonschema, python3-yaml; `make test`
/// installs them). BALLPARK_SKIP_VALIDATOR=1 leaves that part out, and says so.
@Suite struct SchemaTests {
  static let mayValidate =
    ProcessInfo.processInfo.environment["BALLPARK_SKIP_VALIDATOR"] != "1"

  private static let python = installedPython(with: "jsonschema, yaml")

  /// The validator's first word on each file.
  private func verdicts(_ files: [String], in folder: URL) throws -> (words: [String], text: String)
  {
    let schema = try ballpark("schema", in: folder)
    #expect(schema.code == 0)
    try folder.write(schema.output, to: "schema.json")
    let script = repository.appending(path: "Tests/CommandLineTests/validate.py").path()
    let python = try #require(Self.python, "python3 with jsonschema and yaml")
    let result = try run(python, [script, "schema.json"] + files, in: folder)
    #expect(result.code == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").filter { !$0.hasPrefix("  ") }
    return (lines.map { String($0.prefix { $0 != " " }) }, result.output)
  }

  @Test(
    .enabled(if: SchemaTests.mayValidate, "THE SCHEMA IS NOT VALIDATED: BALLPARK_SKIP_VALIDATOR=1"))
  func acceptsGoodFiles() throws {
    try inFolder { folder in
      var files = shippedScenarios.map {
        repository.appending(path: "Scenarios/\($0).yaml").path()
      }
      #expect(try ballpark("init", "--output", "own.yaml", in: folder).code == 0)
      #expect(try ballpark("init", "--all", "--output", "all.yaml", in: folder).code == 0)
      // `acme.yaml` is the scenario of these tests, in flow style.
      files += ["own.yaml", "all.yaml", "acme.yaml"]
      let (words, text) = try verdicts(files, in: folder)
      #expect(words == files.map { _ in "ok" }, "\(text)")
    }
  }

  /// The control: a schema that lets everything pass would accept the files above.
  @Test(
    .enabled(if: SchemaTests.mayValidate, "THE SCHEMA IS NOT VALIDATED: BALLPARK_SKIP_VALIDATOR=1"))
  func refusesBadFiles() throws {
    try inFolder { folder in
      let names = [
        "keys", "missing", "kinds", "ranges", "distributions", "bounds", "list", "questions",
        "question-keys", "observations", "groups",
      ]
      let files = names.map {
        repository.appending(path: "Tests/ScenariosTests/Bad/\($0).yaml").path()
      }
      let (words, text) = try verdicts(files, in: folder)
      #expect(words == files.map { _ in "bad" }, "\(text)")
      for part in ["'grwth' was unexpected", "'title' is a required property", "4 to 8"] {
        #expect(text.contains(part), "\(part)")
      }
    }
  }

  /// One mistake at a time, each of which must be seen on its own.
  @Test(
    .enabled(if: SchemaTests.mayValidate, "THE SCHEMA IS NOT VALIDATED: BALLPARK_SKIP_VALIDATOR=1"),
    arguments: [
      ("growth:", "grwth:"), ("title: Acme", "titel: Acme"), ("shares: 50M", "shares: 50%"),
      ("1 year", "1 yaer"), ("triangular:", "triangel:"), ("horizon: 1 year", "horizon: 5%"),
      ("arr: 120M", "arr: {source: a book}"), ("frequency: 4/year, ", ""),
      ("initial: 15", "initial: [15]"), ("currency: USD", "currency: dollars"),
    ])
  func seesOneMistake(_ right: String, _ wrong: String) throws {
    try inFolder { folder in
      let text = CommandLineTests.scenario.replacingOccurrences(of: right, with: wrong)
      try folder.write(text, to: "one.yaml")
      #expect(text != CommandLineTests.scenario)
      #expect(try verdicts(["one.yaml"], in: folder).words == ["bad"])
    }
  }

  /// Protects that two calls give the same bytes.
  @Test func isDeterministic() throws {
    try inFolder { folder in
      let first = try ballpark("schema", in: folder)
      #expect(first.output == (try ballpark("schema", in: folder)).output)
      #expect(first.output.contains("\"$schema\": \"http://json-schema.org/draft-07/schema#\""))
      #expect(try ballpark("schema", "extra", in: folder).code == 64)
    }
  }
}
