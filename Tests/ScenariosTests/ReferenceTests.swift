import Foundation
import Simulation
import Testing
import Text

@testable import Scenarios

/// Protects what the declarations say to people and editors.
@Suite struct ReferenceTests {
  @Test func everyKeyHasASample() {
    for key in ScenarioKey.all {
      #expect(key.isRequired || key.sample != nil, "\(key.name) has nothing for the template")
    }
  }

  @Test(arguments: ReferenceTopic.allCases) func textFitsATerminal(_ topic: ReferenceTopic) {
    for columns in [40, 57, 80] {
      let text = topic.text(on: Terminal(columns: columns))
      for line in text.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
      #expect(topic.count > 0 && text.hasSuffix("\n"))
    }
    let rows = topic.markdown.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.count == topic.count)
  }

  /// Every declared thing is in its list.
  @Test func listsAreComplete() {
    let lists: [(ReferenceTopic, [String])] = [
      (.keys, ScenarioKey.all.map(\.name) + CompanyCatalog.parameters.map(\.help)),
      (.distributions, DistributionFamily.all.map(\.name)), (.series, CompanyCatalog.series.names),
      (.kinds, Kind.allCases.map(\.rawValue)), (.outcomes, CompanyCatalog.outcomes.names),
      (.metrics, ["p50", "mean", "sd"] + CompanyCatalog.outcomes.flatMap(\.risks).map(\.rawValue)),
    ]
    for (topic, names) in lists {
      for name in names { #expect(topic.markdown.contains(name), "\(name)") }
    }
  }

  /// The patterns of the schema accept what the reader accepts, kind by kind.
  @Test(arguments: Kind.allCases) func patternsAgreeWithTheReader(_ kind: Kind) throws {
    let texts = [
      "12", "0", "-0.4", "1.7B", "1.7B CNY", "2bn", "1_000", "40%", "40 %", "3%/month",
      "0.1 log/quarter", "12x", "12 times", "8 months", "1 year", "1.5/year", "2k/month", "soon",
      "40% to 120%", "6 to 18 months", "2B to 6B", "5 to 12", "1/year to 3/year", "10% to x",
      "\u{2212}4%", "1e3", "5 monts", "$5",
    ]
    let pattern = QuantityPattern.of(kind)
    for text in texts {
      let isMatch = text.range(of: pattern, options: .regularExpression) != nil
      var reader = ScenarioReader(Source(name: "test", text: text))
      let rule = NumberRule(kind: kind, domain: .any, currency: nil)
      let node = LocatedNode(content: .scalar(text), place: ScenarioReader.start)
      let isRead = reader.law(node, rule) != nil
      // The pattern knows no ends and no bounds, so it may accept more; never less.
      #expect(isMatch || !isRead, "\(kind): \(text) is read and does not match")
      let isRange = text.contains(" to ")
      #expect(isRange || isMatch == isRead, "\(kind): \(text) matches and is not read")
    }
  }

  /// Values in a kind's notation read back as themselves.
  @Test(arguments: Kind.allCases) func notationReadsBack(_ kind: Kind) throws {
    // A coefficient takes no suffix.
    let isSmall = kind == .coefficient || kind == .elasticity
    let sizes = [0, 0.07, 0.5, 1, 1.5, 12, -0.2276, 3.28e-7, -8.3e-12, 4.4e-40]
    for value in sizes + (isSmall ? [] : [445.84e6, 1.7e9, 3e17, 1.26e26]) {
      let text = kind.text(value, currency: kind == .money ? "CNY" : nil)
      let number = try StatedNumber(text, kind: kind)
      guard case .value(let read) = number.law else {
        Issue.record("\(text) is no number")
        continue
      }
      #expect(abs(read - value) <= 1e-4 * abs(value), "\(kind): \(value) is \(text)")
    }
  }

  @Test func notationInWords() {
    #expect(Kind.rate.text(.infinity) == "infinite")
    #expect(Kind.duration.text(2.0 / 3) == "8 months")
    #expect(Kind.duration.text(1) == "1 year")
    #expect(Kind.duration.text(14 / 365) == "14 days")
    #expect(Kind.rate.text(11) == "1100%")
    #expect(Kind.rate.text(1e-9) == "0.0000001%" && Kind.multiple.text(3e-12) == "3e-12x")
    #expect(1.5e-20.shortText == "1.5e-20" && 0.0.shortText == "0" && 12.34.shortText == "12.3")
  }

  @Test func kindsAreInferred() throws {
    let expected: [(String, Kind)] = [
      ("1.5 to 5", .factor), ("-10% to 30%", .rate), ("8 months", .duration),
      ("4 to 8 months", .duration), ("1.5/year", .frequency), ("12x", .multiple),
      ("3%/month", .rate), ("1.7B CNY", .money), ("440M", .count), ("-1.1", .coefficient),
      ("{triangular: {low: -20%, mode: 5%, high: 30%}}", .rate),
      ("{value: 12 times, source: a book}", .multiple),
    ]
    for (text, kind) in expected {
      let number = try StatedNumber(text)
      #expect(number.kind == kind && number.isInferred, "\(text)")
    }
    #expect(throws: Diagnostics.self) { try StatedNumber("4 to 8 monts") }
    #expect(throws: Diagnostics.self) { try StatedNumber("") }
    #expect(throws: Diagnostics.self) { try StatedNumber("[1, 2]") }
    #expect(throws: Diagnostics.self) { try StatedNumber("12x", kind: .duration) }
  }
}
