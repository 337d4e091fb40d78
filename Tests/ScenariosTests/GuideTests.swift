import Foundation
import Simulation
import Testing

@testable import Scenarios

/// Protects the guide from going stale: its reference is what `ballpark list TOPIC --markdown`
/// prints.
@Suite struct GuideTests {
  static let path = "Documentation/scenario.md"

  /// BALLPARK_RECORD=1 writes the generated parts anew and fails once.
  @Test func referenceIsGenerated() throws {
    let file = repository.appending(path: Self.path)
    var guide = try String(contentsOf: file, encoding: .utf8)
    for topic in ReferenceTopic.allCases {
      let begin = "<!-- ballpark list \(topic.rawValue) --markdown -->\n"
      let end = "<!-- end of \(topic.rawValue) -->"
      let start = try #require(guide.range(of: begin), "\(begin)")
      let stop = try #require(guide.range(of: end), "\(end)")
      guide.replaceSubrange(start.upperBound..<stop.lowerBound, with: "\n\(topic.markdown)\n")
    }
    try expectFile(guide, at: Self.path)
  }

  @Test func everyKeyIsExplained() throws {
    let guide = try String(contentsOf: repository.appending(path: Self.path), encoding: .utf8)
    for parameter in CompanyCatalog.parameters {
      #expect(guide.contains(parameter.help), "\(parameter.key)")
    }
    for key in ScenarioKey.all {
      #expect(guide.contains("| `\(key.name)` |"), "\(key.name)")
    }
    #expect(!guide.contains("| `halfLive` |"))
  }
}
