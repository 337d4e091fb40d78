import Foundation
import Scenarios
import Statistics
import Testing

/// Protects the files that ship: each loads, compiles and runs without a warning or a failed path.
@Suite struct ShippedScenarioTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let files: [String] = {
    let folder = root.appending(path: "Scenarios").path()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "Scenarios/\($0)" }
      + ["Benchmarks/r1.yaml"]
  }()

  @Test func thereAreScenarios() {
    #expect(Self.files.count >= 2)
  }

  @Test(arguments: files)
  func runs(_ file: String) throws {
    let scenario = try Scenario(contentsOf: Self.root.appending(path: file).path())
    #expect(scenario.warnings().isEmpty)
    let summary = try scenario.compile().run(paths: 1_024, seed: scenario.seed)
    // A thousand paths are few for the mean of a wide scenario; no other doubt is in order.
    #expect(summary.warnings.allSatisfy { $0.contains("one path makes") })
    #expect(summary.failures == FailureLedger(paths: 0, causes: []))
    #expect(!summary.series.isEmpty)
    for sample in summary.series.flatMap(\.bands) + summary.outcomes.map(\.sample) {
      #expect(sample.count == 1_024 && sample.mean.value.isFinite)
    }
  }
}
