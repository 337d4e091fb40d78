import Foundation
import Simulation
import TestSupport
import Testing

@testable import Scenarios

/// Protects the reference from going stale: it is what `ballpark list TOPIC --markdown` prints.
@Suite struct GuideTests {
  static let path = "Documentation/reference.md"

  /// BALLPARK_RECORD=1 writes the generated parts anew and fails once.
  @Test func referenceIsGenerated() throws {
    var page = try repository.text(Self.path)
    for topic in ReferenceTopic.allCases {
      let begin = "<!-- ballpark list \(topic.rawValue) --markdown -->\n"
      let end = "<!-- end of \(topic.rawValue) -->"
      let start = try #require(page.range(of: begin), "\(begin)")
      let stop = try #require(page.range(of: end), "\(end)")
      page.replaceSubrange(start.upperBound..<stop.lowerBound, with: "\n\(topic.markdown)\n")
    }
    try expectRecorded(page, at: Self.path)
  }

  @Test func everyKeyIsExplained() throws {
    let page = try repository.text(Self.path)
    for parameter in CompanyCatalog.parameters {
      #expect(page.contains(parameter.help), "\(parameter.key)")
    }
    for key in ScenarioKey.all {
      #expect(page.contains("| `\(key.name)` |"), "\(key.name)")
    }
    #expect(!page.contains("| `halfLive` |"))
  }
}
