import Foundation
import Scenarios
import Statistics
import TestSupport
import Testing

/// Protects the files that ship: each loads, compiles and runs without a warning or a failed path.
@Suite struct ShippedScenarioTests {
  static let files = shippedScenarios.map { "Scenarios/\($0).yaml" } + ["Benchmarks/r1.yaml"]

  @Test func thereAreScenarios() {
    #expect(Self.files.count >= 2)
  }

  @Test(arguments: files)
  func runs(_ file: String) throws {
    let scenario = try Scenario(contentsOf: repository.appending(path: file).path())
    // The workload keeps the drawdown of a monthly grid on purpose. Raises that stood in a list before they
    // could have names still do, so that their draws stay.
    let doubts = scenario.warnings().filter { doubt in
      ![
        "drawdowns are seen once a month", "is a list, whose items draw by their places",
      ].contains {
        doubt.message.contains($0)
      }
    }
    #expect(doubts.isEmpty)
    let summary = try scenario.compile().run(paths: 8_192, seed: scenario.seed)
    // Some thousand paths are few for the mean of a wide scenario, and for the ends of a group; no other doubt is in
    // order.
    let few = ["one path makes", "beyond the outermost percentile"]
    #expect(summary.warnings.allSatisfy { warning in few.contains { warning.contains($0) } })
    #expect(summary.failures == FailureLedger(paths: 0, causes: []))
    #expect(!summary.series.isEmpty)
    for band in summary.series.flatMap(\.bands) {
      #expect(band.count == 8_192 && band.mean.value.isFinite)
    }
    for outcome in summary.outcomes {
      #expect(outcome.sample.count == 8_192 && outcome.mean?.value.isFinite != false)
    }
    for answer in summary.answers { #expect(answer.probability.count == 8_192) }
  }
}
