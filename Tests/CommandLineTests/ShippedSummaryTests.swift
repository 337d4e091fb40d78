import Foundation
import Testing

/// Protects the numbers of the shipped scenarios: a run of each is kept in `Golden`, and nothing may move
/// it unseen. Of series only the first, middle and last dates are kept, so that a person can read it.
@Suite struct ShippedSummaryTests {
  static let scenarios: [String] = {
    let folder = repository.appending(path: "Scenarios").path()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  private static func summary(_ scenario: String, _ more: [String] = []) throws -> String {
    let result = try run(
      builtProgram(),
      ["run", "Scenarios/\(scenario).yaml", "--paths", "2048", "--json", "--no-files"] + more,
      in: repository)
    #expect(result.code == 0)
    var document = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    document = thinned(document)
    let data = try JSONSerialization.data(
      withJSONObject: document, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// Lists of more than forty elements are those of dates.
  private static func thinned(_ document: Any) -> Any {
    if let object = document as? [String: Any] { return object.mapValues(thinned) }
    guard let list = document as? [Any] else { return document }
    guard list.count > 40 else { return list.map(thinned) }
    return [list[0], list[list.count / 2], list[list.count - 1]].map(thinned)
  }

  /// The same text with numbers that agree to nine digits: the last ones belong to the C library.
  private static func agree(_ first: String, _ second: String) -> Bool {
    let (one, other) = (first.split(separator: "\n"), second.split(separator: "\n"))
    guard one.count == other.count else { return false }
    return zip(one, other).allSatisfy { line, golden in
      if line == golden { return true }
      guard let told = number(in: line), let expected = number(in: golden) else { return false }
      return told.name == expected.name
        && abs(told.value - expected.value) <= 1e-9 * abs(expected.value) + 1e-12
    }
  }

  private static func number(in line: Substring) -> (name: Substring, value: Double)? {
    let end = line.lastIndex { $0 == " " || $0 == ":" } ?? line.startIndex
    let text = line[end...].trimmingCharacters(in: CharacterSet(charactersIn: " :,"))
    return Double(text).map { (line[..<end], $0) }
  }

  @Test(arguments: scenarios)
  func isGolden(_ scenario: String) throws {
    let file = repository.appending(path: "Tests/CommandLineTests/Golden/\(scenario).json")
    let summary = try Self.summary(scenario)
    if ProcessInfo.processInfo.environment["BALLPARK_RECORD"] == "1" {
      try Data(summary.utf8).write(to: file)
      Issue.record("recorded \(scenario): look at the difference, then run without recording")
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(Self.agree(summary, golden), "\(scenario) gives other numbers than those recorded")
    // Another seed gives others.
    #expect(try !Self.agree(Self.summary(scenario, ["--seed", "2"]), golden))
  }
}
