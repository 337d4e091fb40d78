import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// Protects what is told of events and regimes.
@Suite struct HappeningTests {
  @Test(arguments: [80, 40]) func brief(_ columns: Int) throws {
    try expectGolden(
      Happenings().report().text(on: Terminal(columns: columns)), "happening-\(columns).txt")
  }

  @Test func everything() throws {
    try expectGolden(Happenings().report().table, "happening.txt")
  }
}
