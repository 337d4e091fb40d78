import Foundation
import Testing

@testable import Scenarios

/// Protects whoever pastes: a character that looks like another one, or like none, is named with its
/// code, at its place, wherever a text is read.
@Suite struct LookalikeTests {
  private static let file = """
    ballpark: 1
    title: Pasted
    start: 2026-07-01
    horizon: 1 year
    paths: 1000
    step: month
    currency: USD
    record: [arr]
    questions: [acme.arr < 5 M until 2026-12-31]
    companies:
      acme:
        shares: 50M
        arr: {value: 120M USD, asOf: 2026-03-31}
        growth: {initial: 40%}
        multiple: {initial: 10 to 20}
    """

  private func said(_ text: String, _ settings: [String] = []) -> [Diagnostic] {
    do {
      return try Scenario(text: text, settings: settings.compactMap { Setting($0) }).warnings()
    } catch {
      return (error as? Diagnostics)?.all ?? []
    }
  }

  /// Each in place of what it looks like, or beside a digit where it looks like nothing; Unicode's names.
  @Test(arguments: [
    ("\u{A0}", " ", "no-break space"), ("\u{202F}", " ", "narrow no-break space"),
    ("\u{2007}", " ", "figure space"), ("\u{3000}", " ", "ideographic space"), ("\t", " ", "tab"),
    ("\u{200B}", "", "zero width space"), ("\u{200E}", "", "left-to-right mark"),
    ("\u{FEFF}", "", "byte order mark"), ("\u{AD}", "", "soft hyphen"),
    ("\u{2060}", "", "word joiner"), ("\u{FF12}", "2", "fullwidth digit two"),
    ("\u{662}", "2", "arabic-indic digit two"),
    ("\u{FF2D}", "M", "fullwidth latin capital letter m"),
    ("\u{41C}", "M", "cyrillic capital letter em"), ("\u{2800}", " ", "braille pattern blank"),
    ("\u{B9}", "1", "superscript one"), ("\u{B2}", "2", "superscript two"),
    ("\u{2082}", "2", "subscript two"), ("\u{FFFD}", "", "replacement character"),
    ("\u{E000}", "", "no character"), ("\u{BD}", "", "vulgar fraction one half"),
  ])
  func quantities(_ sign: String, _ plain: String, _ name: String) throws {
    let sound = "value: 120M USD"
    let range = try #require(
      plain.isEmpty ? sound.range(of: "0") : sound.range(of: plain, options: .backwards))
    let start = plain == " " ? try #require(sound.range(of: " USD")).lowerBound : range.lowerBound
    let column = 11 + sound.distance(from: sound.startIndex, to: start)
    let bad = sound.replacingCharacters(
      in: start..<(plain.isEmpty ? start : sound.index(after: start)), with: sign)
    let all = said(Self.file.replacingOccurrences(of: sound, with: bad))
    let code = String(
      format: "U+%04X", try #require(sign.unicodeScalars.first).value)
    #expect(all.count == 1 && all[0].place == "scenario.yaml:13:\(column)", "\(all)")
    #expect(all.first?.message.hasPrefix("\(code) (") ?? false, "\(all)")
    #expect(all.first?.message.contains(name) ?? false, "\(all)")
  }

  /// Keys, words, dates, conditions and YAML's own structure, each with the place of the character.
  @Test(arguments: [
    ("shares:", "sha\u{200B}res:", "12:8"), ("shares:", "sha\u{301}res:", "12:8"),
    ("asOf: 2026-03-31", "asOf: 2026-03-3\u{20DD}1", "13:43"), ("[arr]", "[\u{E4}rr]", "8:10"),
    ("title: Pasted", "title: Pas\u{FFFE}ted", "2:11"),
    ("50M", "5\u{307}0M", "12:14"), ("120M USD", "120M U\u{308}SD", "13:24"),
    ("step: month", "step: mo\u{336}nth", "6:9"), ("acme.arr <", "acme.a\u{303}rr <", "9:19"),
    ("shares:", "shares\u{A0}:", "12:11"),
    ("asOf: 2026-03-31", "asOf: 2026\u{2013}03-31", "13:38"),
    ("step: month", "step: m\u{43E}nth", "6:8"),
    ("< 5 M", "\u{FF1C} 5 M", "9:22"), ("< 5 M", "< 5\u{202F}M", "9:25"),
    ("acme.arr < 5 M", "acme.arr\u{A0}above\u{A0}5 M", "9:21"), ("< 5 M", "<\u{A0} 5 M", "9:23"),
    ("acme.arr < 5 M", "worst\u{A0}5% by acme.return", "9:18"),
    ("shares: 50M", "shares: 50M\u{2028}x", "12:16"),
    ("title: Pasted", "extends: a\u{200B}.yaml", "2:11"),
    ("10 to 20", "{uniform: {low: 1, high: 9}, truncate: [2\u{FF0C} 3]}", "15:66"),
    ("until 2026-12-31", "until 2026-12\u{2212}31", "9:41"), ("[arr]", "[arr\u{200D}]", "8:13"),
    ("acme.arr <", "acme\u{FF0E}arr <", "9:17"), ("  acme:", "  ac\u{AD}me:", "11:5"),
    ("10 to 20", "10\u{A0}to 20", "15:27"), ("10 to 20", "10 to\u{A0}20", "15:30"),
    ("10 to 20", "10 to 20\u{A0}", "15:33"), ("10 to 20", "10\u{2013}20", "15:27"),
    ("    shares: 50M", "\u{A0}   shares: 50M", "12:1"), ("horizon: ", "horizon:\u{A0}", "4:9"),
    ("horizon:", "horizon\u{FF1A}", "4:8"),
    ("{initial: 40%}", "{initial: 40%\u{FF0C}longRun: 5%}", "14:26"),
  ])
  func places(_ plain: String, _ bad: String, _ place: String) {
    let all = said(Self.file.replacingOccurrences(of: plain, with: bad))
    #expect(
      all.contains { $0.place == "scenario.yaml:\(place)" && $0.message.hasPrefix("U+") }, "\(all)")
  }

  /// The control: prose may hold anything, a minus before a number is read, and what is wrong with a number
  /// that reads well is said of the number.
  @Test func whatIsNoLookalike() {
    #expect(said(Self.file).isEmpty)
    let prose = Self.file.replacingOccurrences(
      of: "title: Pasted", with: "title: “Pas\u{A0}ted” – １ \u{200B}")
    #expect(said(prose).isEmpty)
    let fall = Self.file.replacingOccurrences(of: "initial: 40%", with: "initial: \u{2212}40%")
    #expect(said(fall).isEmpty)
    let loss = said(Self.file.replacingOccurrences(of: "120M USD", with: "\u{2212}120M USD"))
    #expect(loss.map(\.message) == ["'\u{2212}120M USD' is out of bounds; above 0 was expected"])
    let option = said(Self.file, ["acme.arr=130M\u{A0}USD", "acme.\u{200B}arr=1"])
    #expect(option.map(\.place) == ["--set #1:14", "--set #2:6"])
  }

  // MARK: JSON's pairs of escapes

  private static func json(_ title: String) -> String {
    """
    {"ballpark": 1, "title": "\(title)", "start": "2026-07-01", "horizon": "1 year",
     "groups": {"a \\ud83d\\ude00": "acme.arr < 5M USD"}, "companies": {"acme": {"currency": "USD",
     "shares": "50M", "arr": {"value": "120M", "note": "\\uD83D\\uDE00\\ud83d\\ude01"}, "multiple": {"initial": 10}}}}
    """
  }

  /// Protects places: lines are cut where Swift's characters, of which "\r\n" is one, are line breaks.
  @Test(arguments: [
    "", "a", "a\n", "\n\na", "a\r\nb\rc\n\rd", "a\r", "\r\n\r\n", "a\u{85}b\u{2028}c\u{2029}",
    "a\u{B}b\u{C}c", "é\u{301}\ne\u{301}\r\n👩‍👩‍👧\n\u{301}", "a\r\u{301}\nb",
  ])
  func lines(_ text: String) {
    #expect(text.yamlLines == text.split(omittingEmptySubsequences: false) { $0.isNewline })
  }

  /// One character each, in texts and keys; Unicode's own arithmetic (The Unicode Standard, §3.9, D91).
  @Test func pairsOfEscapesAreOneCharacter() throws {
    let scenario = try Scenario(text: Self.json("\\ud83d\\ude00 \\ud800\\udc00 \\udbff\\udfff \\/"))
    #expect(scenario.title == "\u{1F600} \u{10000} \u{10FFFF} /")
    #expect(scenario.definition.groups.map(\.name) == ["a \u{1F600}"])
    #expect(scenario.description.assumptions.contains { $0.note == "\u{1F600}\u{1F601}" })
    // What is no escape stays: an escaped backslash, and text without double quotes.
    #expect(try Scenario(text: Self.json("\\\\ud83d\\\\ude00")).title == "\\ud83d\\ude00")
    let plain = Self.file.replacingOccurrences(of: "Pasted", with: "'\\ud83d\\ude00' # \\ud83d")
    #expect(try Scenario(text: plain).title == "\\ud83d\\ude00")
  }

  /// Columns behind a pair are those of the file, and half of one is refused where it stands.
  @Test(arguments: [
    ("\\ud83d", 27), ("x\\ude00\\ud83d", 28), ("\\ud83d\\ud83d\\ude00", 27), ("\\ud83dx", 27),
  ])
  func halves(_ title: String, _ column: Int) {
    let all = said(Self.json(title))
    #expect(all.map(\.place) == ["scenario.yaml:1:\(column)"], "\(all)")
    #expect(all.first?.message.contains("both halves of a pair") ?? false)
  }

  @Test func columnsBehindPairs() {
    let all = said("{\"ballpark\": 1, \"title\": \"\\ud83d\\ude00\", \"stert\": 1}")
    #expect(all.contains { $0.place == "scenario.yaml:1:42" }, "\(all)")
  }
}
