import Simulation

/// A condition in the notation of another language, or of common speech: `P(acme.arr >= 5M)`,
/// `60 < acme.sharePrice`, `acme.sharePrice == 60`.
struct OtherCondition {
  private let text: String

  init(_ text: String) { self.text = text }

  /// Signs and words for the two comparisons that there are. Those of equality mean neither, and are
  /// answered with both. The longer ones first.
  private static let comparisons: [(others: [String], symbols: [String])] = [
    (
      [
        " is greater than ", " greater than ", " more than ", " higher than ", " is above ",
        " rises above ", " at least ", " exceeds ", " over ", " gte ", " gt ", " ge ", " > = ",
        ">=", "=>", "≥", "≧", ">>",
      ], [">"]
    ),
    (
      [
        " is less than ", " less than ", " lower than ", " is below ", " falls below ",
        " drops below ", " at most ", " under ", " lte ", " lt ", " le ", " < = ", "<=", "=<", "≤",
        "≦", "<<",
      ], ["<"]
    ),
    (["!==", "!=", "<>", "≠", " is not "], ["≠", ">", "<"]),
    ([" is equal to ", " equals ", "===", "==", "=", " is "], ["=", ">", "<"]),
  ]

  private static let moments = [
    (" till ", " until "), (" within ", " until "), (" on ", " at "), (" in ", " at "),
    (" @ ", " at "), ("@", " at "),
  ]

  private static let joints = [
    ("&&", "and"), ("||", "or"), (" & ", "and"), (" | ", "or"), (" AND ", "and"), (" OR ", "or"),
    (" And ", "and"), (" Or ", "or"), ("NOT ", "not"), ("Not ", "not"), (", ", "and"),
  ]

  /// With the words that join conditions here.
  private static func joining(_ text: String) -> String {
    var text = text
    for (other, own) in joints {
      while let place = text.firstRange(of: other) { text.replaceSubrange(place, with: " \(own) ") }
    }
    // '!agent', but not '!='.
    var turned = ""
    for (place, character) in zip(text.indices, text) {
      let next = text.index(after: place)
      let isNot = character == "!" && next < text.endIndex && text[next] != "="
      turned += isNot ? "not " : String(character)
    }
    return turned.split(separator: " ").joined(separator: " ")
  }

  /// What may be meant where the companies have these names; each may be none.
  func meant(_ companies: [String]) -> [String] {
    var text = text.trimmed
    if text.hasPrefix("P("), let end = text.lastIndex(of: ")") {
      let behind = text[text.index(after: end)...].trimmed
      text = text[..<end].dropFirst(2).trimmed + (behind.isEmpty ? "" : " " + behind)
    }
    if let plain = Self.happening(text) { return [plain] + OtherCondition(plain).meant(companies) }
    let joined = Self.joining(text)
    if joined != text.split(separator: " ").joined(separator: " ") { return [joined] }
    text = Self.dateLast(text)
    for (other, own) in Self.moments {
      if let place = text.firstRange(of: other) { text.replaceSubrange(place, with: own) }
    }
    var compared = Self.between(text) ?? Self.comparing(text)
    compared += compared.map(Self.withDate)
    compared = (compared + compared.compactMap(Self.turned)).filter { $0 != self.text.trimmed }
    let own = Self.state(text).map { [$0] } ?? []
    return compared + own
      + companies.flatMap { company in compared.map { "\(company).\($0)" } }
  }

  /// Words before and behind a condition that say no more than it does.
  private static let idle = (
    before: ["if ", "when ", "after ", "once ", "while ", "given "],
    behind: [
      " happens", " happened", " has happened", " occurs", " occurred", " is true", " == true",
      " = true", " = yes", " == 1", " = 1",
    ],
    denying: [
      " does not happen", " has not happened", " is false", " == false", " = false", " = no",
      " == 0", " = 0",
    ]
  )

  /// `agent` for `if agent happens`; nil for a text without such words.
  private static func happening(_ text: String) -> String? {
    if let word = idle.before.first(where: text.hasPrefix) {
      return text.dropFirst(word.count).trimmed
    }
    if let word = idle.denying.first(where: text.hasSuffix) {
      return "not \(text.dropLast(word.count).trimmed)"
    }
    return idle.behind.first(where: text.hasSuffix).map { text.dropLast($0.count).trimmed }
  }

  /// `prices = war` for `prices.war`.
  private static func state(_ text: String) -> String? {
    let words = text.split(separator: ".", omittingEmptySubsequences: false)
    return words.count == 2 ? "\(words[0]) \(ConditionText.equality) \(words[1])" : nil
  }

  /// `60 < acme.sharePrice < 80` and `acme.sharePrice between 60 and 80` are two conditions in one.
  private static func between(_ text: String) -> [String]? {
    if let word = text.firstRange(of: " between "), let and = text.firstRange(of: " and ") {
      guard word.upperBound <= and.lowerBound else { return nil }
      let name = text[..<word.lowerBound].trimmed
      let (low, high) = (
        text[word.upperBound..<and.lowerBound].trimmed, text[and.upperBound...].trimmed
      )
      // Of what happens, between two dates.
      if CalendarDate(low) != nil { return ["\(name) by \(high) and not \(name) before \(low)"] }
      return ["\(name) > \(low) and \(name) < \(high)"]
    }
    for word in [" after ", " since ", " from "] {
      guard let sides = text.sides(of: word), CalendarDate(sides.high) != nil,
        !sides.low.contains(where: { "<>= ".contains($0) })
      else { continue }
      return ["\(sides.low) and not \(sides.low) by \(sides.high)"]
    }
    let parts = text.split(separator: "<").map { $0.drop { $0 == "=" }.trimmed }
    return parts.count == 3
      ? ["\(parts[1]) > \(parts[0]) and \(parts[1]) < \(parts[2])"] : nil
  }

  /// `acme.arr > 5M @ 2027-06-30` for `acme.arr@2027-06-30 > 5M`, as a metric has its date.
  private static func dateLast(_ text: String) -> String {
    guard let at = text.firstIndex(of: "@"),
      let sign = text[at...].firstIndex(where: { "<>=≥≤".contains($0) })
    else { return text }
    let date = text[text.index(after: at)..<sign].trimmed
    return "\(text[..<at].trimmed) \(text[sign...].trimmed) @ \(date)"
  }

  private static func comparing(_ text: String) -> [String] {
    for (others, symbols) in comparisons {
      guard let place = others.lazy.compactMap({ text.firstRange(of: $0) }).first else { continue }
      let (left, right) = (text[..<place.lowerBound].trimmed, text[place.upperBound...].trimmed)
      return symbols.map { symbol in
        // What is in another state is not in this one.
        symbol == "≠" ? "not \(left) = \(right)" : "\(left) \(symbol) \(right)"
      }
    }
    return [text]
  }

  /// `until 2027` means all of it.
  private static func withDate(_ text: String) -> String {
    guard let last = text.split(separator: " ").last,
      let date = Suggestion.date(String(last))
    else { return text }
    let before = text.dropLast(last.count)
    // What lies before a year lies before all of it.
    return before + (before.hasSuffix("before ") && last.count == 4 ? last + "-01-01" : date)
  }

  /// `acme.arr > 5M` for `5M < acme.arr`.
  private static func turned(_ text: String) -> String? {
    guard let place = text.firstIndex(where: { "<>".contains($0) }) else { return nil }
    let (left, right) = (text[..<place].trimmed, text[text.index(after: place)...].trimmed)
    return "\(right) \(text[place] == "<" ? ">" : "<") \(left)"
  }
}

/// A metric as other tools have them: `median(acme.sharePrice)`, `sharePrice.p50`.
struct OtherMetric {
  private let text: String

  init(_ text: String) { self.text = text }

  /// What may be meant where the companies have these names; each may be none.
  func meant(_ companies: [String]) -> [String] {
    var plain = withoutCall
    for word in [" at ", " on ", " in "] {
      if let place = plain.firstRange(of: word) { plain.replaceSubrange(place, with: "@") }
    }
    let named = companies.map { "\($0).\(plain)" }
    let all = (plain == text.trimmed ? [] : [plain]) + named
    return all
      + named.map { text in
        let end = text.firstIndex(of: "@") ?? text.endIndex
        return text[..<end].trimmed + "." + StatisticName.median + text[end...]
      }
  }

  /// `acme.arr.median@2027-06-30` for `median(acme.arr@2027-06-30)`, with what means a statistic here.
  private var withoutCall: String {
    let text = text.trimmed
    guard let open = text.firstIndex(where: { "([".contains($0) }),
      let close = text.lastIndex(where: { ")]".contains($0) }), open < close
    else { return text }
    let word = text[..<open].trimmed.lowercased()
    let statistic = word == "e" ? StatisticName.mean.text : Suggestion.statistic(word) ?? word
    let inner = String(text[text.index(after: open)..<close]).trimmed + text[close...].dropFirst()
    let end = inner.firstIndex(of: "@") ?? inner.endIndex
    return inner[..<end].trimmed + "." + statistic + inner[end...]
  }
}
