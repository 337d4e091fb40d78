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

  /// The same of what can happen; the control is the file without a mistake.
  @Test(
    .enabled(if: SchemaTests.mayValidate, "THE SCHEMA IS NOT VALIDATED: BALLPARK_SKIP_VALIDATOR=1"))
  func seesMistakesInEvents() throws {
    let text = """
      extends: [acme.yaml, other.yaml]
      regimes:
        prices:
          start: {truce: 70%, war: 30%}
          transitions: {truce: {war: 0.5/year to 1/year}, war: {truce: {regime: money, cheap: 1/year, else: 2/year}}}
          then: {war: {change: {acme.multiple: -20%}}}
      events:
        agent:
          until: 2027-06-30
          probability: {value: 40%, source: an article}
          then: {cases: {hit: {weight: 25%, change: {acme.usage: 50%}}, flop: {then: [{add: {acme.cash: -1M}}]}}}
          otherwise: [{change: {acme.sharePrice: -30%}}, {set: {prices: war, acme.revenue.lines.0: 2M}}]
        both: {when: agent.hit and not prices = war}
        release: {every: 6 to 12 months, from: 2026-01-01, then: {change: {acme.usage: 5%}}}
        news: {frequency: 1/year, then: {set: {news.frequency: 3/year, acme.tax: 20%}, for: 3 to 6 months}}
        rival: {frequency: 1/year, then: [{change: {prices.truce.war: 50%}, add: {acme.growth.longRun: 5%}}]}
        filed: {at: [2026-10-30, 2027-04-30]}
        listing: {until: 2027-06-30, probability: 40%, then: {raise: {acme: {amount: 7M to 9M USD, discount: 10%}}}}
        offer: {until: 2027-06-30, probability: 40%, then: {buyOut: {acme: 30% to 60%}}}
        round: {when: both, then: [{raise: {acme: {amount: 3M, price: 2 to 4 USD}}}]}
      companies:
        acme:
          listPrice: {drift: {schedule: {2026-07-01: 0%, 2027-01-01: {regime: prices, truce: 0%, war: -50% to -20%}}}}
          financing: {raises: {seriesA: {date: 2027-01-01, amount: 5M}}}
      questions: [both, agent.hit by 2027-01-01, "prices = war or (agent and acme.arr > 5M)"]
      """
    let mistakes = [
      ("until:", "untill:"), ("value: 40%", "value: 40x"), ("acme.usage: 50%", "acme.usge: 50%"),
      ("0.5/year to 1/year", "0.5"), ("-30%}}, {set", "-30%}}, {sett"), ("weight:", "wieght:"),
      ("else: 2/year", "else: 2 years"), ("prices:\n    start", "start:\n    start"),
      ("seriesA:", "1:"), ("amount: 5M", "amuont: 5M"), ("from: 2026-01-01", "from: January"),
      ("for: 3 to 6 months", "for: 5%"), ("news.frequency: 3/year", "news.frequency: 3 years"),
      ("amount: 7M", "amout: 7M"), ("acme: 30% to 60%", "acme: 30 years"),
      ("discount: 10%", "discount: 10 USD"),
      ("amount: 3M, price", "price"), ("2 to 4 USD", "2 to 4 years"),
      ("acme.growth.longRun: 5%", "acme.growth.longRun: 5/year"), ("acme.tax: 20%", "acme.tx: 20%"),
      ("[acme.yaml, other.yaml]", "[]"), ("war: -50% to -20%", "war: -50% to 20 years"),
    ]
    try inFolder { folder in
      try folder.write(text, to: "right.yaml")
      var files = ["right.yaml"]
      for (index, mistake) in mistakes.enumerated() {
        let wrong = text.replacingOccurrences(of: mistake.0, with: mistake.1)
        #expect(wrong != text, "\(mistake)")
        try folder.write(wrong, to: "\(index).yaml")
        files.append("\(index).yaml")
      }
      let (words, said) = try verdicts(files, in: folder)
      #expect(words == ["ok"] + mistakes.map { _ in "bad" }, "\(said)")
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
