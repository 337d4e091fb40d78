import Foundation
import Simulation
import TestSupport
import Testing

@testable import Scenarios

/// Protects the documentation: every block of YAML in it is a scenario, or part of one, that is read without
/// a warning, compiled and run. One that is followed by an error is refused with it.
@Suite struct DocumentationTests {
  private static let pages =
    ["README.md"] + fileNames(in: "Documentation", ending: ".md").map { "Documentation/\($0).md" }

  static let examples = pages.flatMap(Example.all)

  @Test func thereAreExamples() {
    #expect(Self.examples.count > 35 && Self.examples.contains { $0.refusal != nil })
  }

  @Test(arguments: examples)
  func runs(_ example: Example) throws {
    let problems = try Self.problems(of: example.text)
    let said = problems.joined(separator: "\n")
    #expect(example.refusal.map(said.contains) ?? said.isEmpty, "\(said)")
  }

  /// The control: the last key of the block misspelt.
  @Test(arguments: examples)
  func seesAMisspeltKey(_ example: Example) throws {
    let names =
      ScenarioKey.all.map(\.name) + CompanyCatalog.parameters.flatMap { $0.key.components }
    let last = names.compactMap {
      example.text.range(of: "\\b\($0):", options: [.regularExpression, .backwards])
    }.max { $0.lowerBound < $1.lowerBound }
    let misspelt = example.text.replacingCharacters(
      in: try #require(last), with: "xx\(example.text[try #require(last)])")
    #expect(try !Self.problems(of: misspelt).isEmpty, "\(misspelt)")
  }

  /// What is said against a block; empty where it runs.
  private static func problems(of block: String) throws -> [String] {
    var problems: [String] = []
    try inFolder { folder in
      guard let text = Example.scenario(from: block) else {
        problems = ["its keys are not those of one place"]
        return
      }
      try folder.write(Example.base(for: block), to: "acme.yaml")
      try folder.write(text, to: "example.yaml")
      do {
        let scenario = try Scenario(contentsOf: folder.appending(path: "example.yaml").path())
        let model = try scenario.compile()
        // The default step is a month, whatever a block is about.
        problems = scenario.warnings(of: model).map(\.description)
          .filter { !$0.contains("drawdowns are seen once a month only") }
        let summary = try Simulator(model, workers: 1).simulate(Run(paths: 0..<64, seed: 1))
        #expect(summary.failures.paths == 0)
      } catch let diagnostics as Diagnostics {
        problems = diagnostics.all.map(\.description)
      }
    }
    return problems
  }
}

/// A block of YAML on a page.
struct Example: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  /// What a block right behind it says against it; nil where none does.
  let refusal: String?

  static func all(of page: String) -> [Example] {
    let lines = ((try? repository.text(page)) ?? "")
      .split(separator: "\n", omittingEmptySubsequences: false)
    let fences = lines.indices.filter { lines[$0].hasPrefix("```") }
    let blocks = stride(from: 0, to: fences.count - 1, by: 2).map { fences[$0]...fences[$0 + 1] }
    func text(_ block: ClosedRange<Int>) -> String {
      lines[block].dropFirst().dropLast().map { $0 + "\n" }.joined()
    }
    return blocks.filter { lines[$0.lowerBound] == "```yaml" }.map { block in
      let next = blocks.first { $0.lowerBound == block.upperBound + 2 }
      return Example(
        testDescription: "\(page):\(block.lowerBound + 1)", text: text(block),
        refusal: next.flatMap { text($0).firstMatch(of: /: error: (.*)/) }.map { String($0.1) })
    }
  }

  /// The scenario that a block is, or is part of; nil where its keys are not those of one place.
  ///
  /// With `ballpark` and `companies` it is whole, and with `extends` it says over what it is laid. Else its
  /// keys are those of the top level, of a company, or of one block of a company, and it is laid over `base`.
  static func scenario(from block: String) -> String? {
    let keys = block.matches(of: /(?m)^\w+(?=:)/).map { String($0.output) }
    guard !keys.isEmpty else { return nil }
    func are(in names: [String]) -> Bool { keys.allSatisfy(names.contains) }
    let declared = CompanyCatalog.parameters.map(\.key.components)
    if keys.contains("extends") || (keys.contains("ballpark") && keys.contains("companies")) {
      return block
    }
    if are(in: ScenarioKey.all.map(\.name)) { return "extends: acme.yaml\n" + block }
    let company = "extends: acme.yaml\ncompanies:\n  acme:\n"
    if are(in: declared.map { $0[0] }) { return company + indented(block, by: 4) }
    let parts = declared.map { $0[0] }.filter { part in
      are(in: declared.filter { $0[0] == part && $0.count > 1 }.map { $0[1] })
    }
    return parts.first.map { company + "    \($0):\n" + indented(block, by: 6) }
  }

  private static func indented(_ text: String, by spaces: Int) -> String {
    text.split(separator: "\n").map { String(repeating: " ", count: spaces) + $0 + "\n" }.joined()
  }

  /// A scenario with what most blocks need beside them. It starts at the share price where a block of its
  /// own states one.
  static func base(for block: String) -> String {
    """
    ballpark: 1
    title: What blocks are laid over
    start: 2026-07-01
    horizon: 3 years
    currency: USD
    fx: {EUR: 1.1}
    companies:
      acme:
        shares: 50M
        arr: 120M
        growth: {initial: 40% to 120%, longRun: 10%, halfLife: 1 year, volatility: 20%}
        multiple:
          \(block.contains(/(?m)^sharePrice:/) ? "" : "initial: 15")
          longRun: 5 to 12
          halfLife: 18 months
          volatility: 60%
        costs: {grossMargin: 70%, fixed: 40M}
        cash: 200M
      abroad: {currency: EUR, shares: 1M, arr: 1M, multiple: {initial: 5}}
    """
  }
}

extension String {
  /// Of a declared key: `shares.options[].count` has three.
  fileprivate var components: [String] {
    replacing("[]", with: "").split(separator: ".").map(String.init)
  }
}
