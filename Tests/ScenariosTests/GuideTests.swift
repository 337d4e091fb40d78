import Foundation
import Simulation
import Testing

@testable import Scenarios

/// Protects the guide from going stale: it holds every key's own words.
@Suite struct GuideTests {
  @Test func everyKeyIsExplained() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let guide = try String(
      contentsOf: root.appending(path: "Documentation/scenario.md"), encoding: .utf8)
    for parameter in CompanyParameters.all {
      #expect(guide.contains(parameter.help), "\(parameter.key)")
    }
    for key in ScenarioKey.all {
      #expect(guide.contains("| `\(key.name)` |"), "\(key.name)")
    }
    #expect(!guide.contains("| `halfLive` |"))
  }
}
