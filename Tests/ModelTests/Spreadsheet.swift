import Foundation
import Simulation
import Statistics
import TestSupport
import Testing

/// A file of Business/: what a company states, and three steps of it as an independent program
/// calculates them.
struct Spreadsheet: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private(set) var stated: [String: String] = [:]
  /// As a reader would see them: dates as text, times in years, `censored`.
  private(set) var outcomes: [(name: String, value: String)] = []
  private(set) var columns: [String] = []
  private(set) var rows: [[Double]] = []
  private(set) var dates: [String] = []

  private static let folder = "Tests/ModelTests/Business"

  static let all = fileNames(in: folder, ending: ".csv").compactMap(Spreadsheet.init)

  static func named(_ name: String) throws -> Spreadsheet {
    try #require(all.first { $0.testDescription == name })
  }

  private init?(_ name: String) {
    guard let text = try? repository.text("\(Self.folder)/\(name).csv") else { return nil }
    testDescription = name
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# ") {
        let parts = line.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
        if parts[0].hasPrefix("outcome.") {
          outcomes.append((String(parts[0].dropFirst(8)), parts[1]))
        } else {
          stated[parts[0]] = parts[1]
        }
      } else if columns.isEmpty {
        columns = line.split(separator: ",").dropFirst().map(String.init)
      } else {
        let cells = line.split(separator: ",").map(String.init)
        dates.append(cells[0])
        rows.append(cells.dropFirst().map { Double($0) ?? .nan })
      }
    }
  }

  /// The model that the file states, every series recorded.
  ///
  /// - Parameter change: Made to the numbers first: a control.
  func model(_ change: (inout [String: String]) -> Void = { _ in }) throws -> Model {
    var stated = stated
    change(&stated)
    let world = ["start", "step", "horizon", "measure", "currency", "books"]
    var assumptions = Assumptions()
    // A driver that nothing uses: where nothing is drawn, a multiple of a loss is refused.
    var shared = Assumptions()
    shared.numbers["fx.XXX"] = Assumption(.distribution(try LogNormal(p5: 1, p95: 2)))
    for (key, text) in stated where !world.contains(key) {
      if key.hasPrefix("fx.") || key == "riskFreeRate" {
        shared.numbers[key] = Assumption(try number(text))
      } else {
        try add(key, text, to: &assumptions)
      }
    }
    let step = try #require(TimeGrid.Step(rawValue: stated["step"] ?? ""))
    let start = try #require(CalendarDate(stated["start"] ?? ""))
    let grid = try #require(
      TimeGrid(start: start, step: step, horizon: number(stated["horizon"] ?? "")))
    let currency = stated["currency"] ?? "USD"
    var definition = ModelDefinition(grid: grid, currency: currency)
    definition.world = shared
    definition.measure = stated["measure"].flatMap(ModelDefinition.Measure.init) ?? .realWorld
    definition.companies = [
      .init(name: "acme", currency: stated["books"] ?? currency, assumptions: assumptions)
    ]
    (definition.record, definition.outcomes) = (CompanyCatalog.series, CompanyCatalog.outcomes)
    definition.percentiles = [50]
    return try Model(definition)
  }

  private func number(_ text: String) throws -> Double {
    try #require(Double(text), "\(text) is no number")
  }

  private func add(_ key: String, _ text: String, to assumptions: inout Assumptions) throws {
    let words = key.split(separator: ".").map { Int($0) == nil ? String($0) : "[]" }
    let declared = words.joined(separator: ".").replacingOccurrences(of: ".[]", with: "[]")
    let parameter = try #require(
      CompanyCatalog.parameters.first { [declared, declared + ".value"].contains($0.key) },
      "no key \(key)")
    let place = parameter.key == declared ? key : key + ".value"
    switch parameter.content {
    case .choice: assumptions.choices[place] = text
    case .condition: throw CocoaError(.featureUnsupported)
    case .date: assumptions.dates[place] = try #require(CalendarDate(text))
    case .number:
      let parts = text.split(separator: " ").map(String.init)
      assumptions.numbers[place] = Assumption(
        .value(try number(parts[0])), currency: parts.count > 1 ? parts[1] : nil)
    }
  }
}
