import Statistics
import Text

/// What every answer to a what-if question says of the scenario behind it.
public struct WhatIfHeading: Sendable {
  let description: ScenarioDescription
  let paths: Int
  let seed: UInt64
  let record: RunRecord

  public init(_ description: ScenarioDescription, paths: Int, seed: UInt64, record: RunRecord) {
    self.description = description
    self.paths = paths
    self.seed = seed
    self.record = record
  }

  /// `100,000 paths, seed 7`.
  var facts: String {
    "\(grouped(paths)) path\(paths == 1 ? "" : "s"), seed \(seed)" + description.originOfTitle
  }

  /// Title and facts.
  ///
  /// - Parameter words: What else is worth knowing of the draws.
  func lines(_ words: String = "", on terminal: Terminal) -> [String] {
    let title = description.title.printable().truncated(to: terminal.width)
    let facts = facts + (words.isEmpty ? "" : ", " + words)
    return [terminal.styled(title, .heading)] + facts.wrapped(to: terminal.width)
  }

  /// What the numbers are, so that nobody takes them for chances of the world.
  var reading: String { description.reading(of: "Numbers") }

  /// At the start of an answer's JSON.
  var json: JSON { .object(jsonMembers) }

  var jsonMembers: [(String, JSON)] {
    [
      ("title", .text(description.title)), ("start", .text(description.start)),
      ("step", .text(description.step)), ("steps", .count(description.steps)),
      ("paths", .count(paths)), ("seed", .integer(seed)),
    ]
  }
}

extension WhatIfHeading {
  /// `manifest.json`: as that of a run.
  ///
  /// - Parameter question: What was asked, behind what made the numbers.
  func manifest(_ program: Program, _ question: [(String, JSON)]) -> String {
    let first: [(String, JSON)] = [
      ("schema", .count(program.manifestSchema)), ("program", .text(program.name)),
    ]
    return JSON.object(first + members + question).document
  }

  /// What made the numbers.
  var members: [(String, JSON)] {
    [
      ("title", .text(description.title)),
      ("command", .text(record.command)),
      ("reading", .text(reading)),
      ("scenarioHash", .text(record.scenarioHash)),
      ("seed", .integer(seed)),
      ("paths", ["first": .count(0), "count": .count(paths)]),
      ("start", .text(description.start)),
      ("step", .text(description.step)),
      ("steps", .count(description.steps)),
      ("horizon", .number(description.horizon)),
      ("currency", .text(description.currency)),
      ("versions", record.versions.json),
      ("instructionSet", .text(record.instructionSet)),
      ("started", .text(record.started)),
      ("seconds", .number(record.seconds)),
      ("workers", .count(record.workers)),
      ("assumptions", .list(description.assumptions.map(\.json))),
      ("warnings", .list(record.warnings.map { .text($0) })),
    ]
  }
}
