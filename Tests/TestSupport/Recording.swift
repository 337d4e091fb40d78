import Foundation
import Testing

/// Compares a text with a file of the repository. With BALLPARK_RECORD=1 in the environment it is written
/// instead, and the test fails once, so that nobody records without looking.
///
/// - Parameters:
///   - path: From the root of the repository.
///   - agree: Whether two texts say the same; the same bytes where it is not said.
package func expectRecorded(
  _ text: String, at path: String, agree: (String, String) -> Bool = { $0 == $1 },
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  if ProcessInfo.processInfo.environment["BALLPARK_RECORD"] == "1" {
    try repository.write(text, to: path)
    Issue.record(
      "recorded \(path): look at the difference, then run again without recording",
      sourceLocation: sourceLocation)
    return
  }
  let recorded = try repository.text(path)
  #expect(agree(text, recorded), "\(path)", sourceLocation: sourceLocation)
}
