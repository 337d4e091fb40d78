import Foundation
import Scenarios
import Statistics
import TestSupport
import Testing

/// Protects `Documentation/mechanisms.md`: each mechanism of the articles stands in a shipped scenario by the keys
/// that the page names, and moves the metric that it names.
@Suite struct MechanismTests {
  static let all = Mechanism.all
  static let scenarios = Set(all.map(\.scenario)).sorted()
  private static let paths = 1_000

  /// Fifty mechanisms and twelve predictions, each once.
  @Test func rowsAreComplete() {
    let rows = Self.all.map(\.row)
    let numbers = [("A", 8), ("B", 13), ("C", 12), ("D", 10), ("E", 7), ("P", 12)]
    #expect(rows == numbers.flatMap { letter, count in (1...count).map { "\(letter)\($0)" } })
  }

  @Test(arguments: scenarios)
  func actsInItsScenario(_ file: String) throws {
    let rows = Self.all.filter { $0.scenario == file }
    #expect(try Self.problems(of: rows, in: file) == [])
  }

  /// The control: a key that no scenario has, and a setting that moves nothing of the metric.
  @Test func seesWhatDoesNotAct() throws {
    let file = try #require(Self.all.first { $0.row == "A3" }?.scenario)
    let rows = [
      Mechanism(
        row: "X1", keys: ["zhipu.multiple.growthBurden"], scenario: file,
        without: ["zhipu.multiple.growthLoading=0"], metric: "zhipu.multiple.p50@2028-06-21"),
      Mechanism(
        row: "X2", keys: ["zhipu.multiple.growthLoading"], scenario: file,
        without: ["zhipu.multiple.growthLoading=0"], metric: "zhipu.arr.p50@2028-06-21"),
    ]
    #expect(
      try Self.problems(of: rows, in: file) == [
        "X1: zhipu.multiple.growthBurden is not stated",
        "X2: zhipu.arr.p50@2028-06-21 stays as it is",
      ])
  }

  /// Empty where every key of each row is stated, and its metric another one without it, on the same draws.
  private static func problems(of rows: [Mechanism], in file: String) throws -> [String] {
    let scenario = try Scenario(contentsOf: repository.appending(path: file).path())
      .setting("paths", to: "\(paths)")
    let experiment = try Experiment(scenario, metrics: rows.map(\.metric), workers: 2)
    // Two rows may ask for one metric, which is told once.
    let names = try rows.map { try scenario.metrics([$0.metric])[0].description.name }
    let places = names.map { name in
      experiment.metrics.firstIndex { $0.description.name == name }
    }
    let whole = try experiment.estimates(at: [])
    return try zip(rows, places).flatMap { row, place in
      let missing = row.keys.filter { scenario.stated(at: $0) == nil }
      var problems = missing.map { "\(row.row): \($0) is not stated" }
      let point = row.without.compactMap { Setting($0) }.map {
        Experiment.Assignment($0.key, Level(text: $0.value, number: nil))
      }
      let rest = try experiment.estimates(at: point)
      if let place, rest[place].estimate.value == whole[place].estimate.value {
        problems.append("\(row.row): \(row.metric) stays as it is")
      }
      return problems
    }
  }
}

/// A row of the page.
struct Mechanism: Sendable {
  let row: String
  /// Keys that state it.
  let keys: [String]
  let scenario: String
  /// Settings that take it out.
  let without: [String]
  let metric: String

  static let all: [Mechanism] = {
    let page = (try? repository.text("Documentation/mechanisms.md")) ?? ""
    return page.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map(String.init)
      guard cells.count >= 6, let row = cells[0].wholeMatch(of: /\ *([A-EP]\d+)\ */)?.1,
        let scenario = cells[3].firstMatch(of: /Scenarios\/[\w-]+\.yaml/)
      else { return nil }
      return Mechanism(
        row: String(row), keys: Self.code(cells[2]), scenario: String(scenario.0),
        without: Self.code(cells[4]), metric: Self.code(cells[5]).first ?? "")
    }
  }()

  private static func code(_ cell: String) -> [String] {
    cell.matches(of: /`([^`]+)`/).map { String($0.1) }
  }
}
