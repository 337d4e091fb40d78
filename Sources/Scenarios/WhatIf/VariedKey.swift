import Simulation
import Statistics
import Text

/// What a key is set to at a point of a sweep.
public struct Level: Sendable, Hashable {
  /// As a file would state it: `35%`, `5 to 12`, `week`.
  public let text: String
  /// The number that it is, in the unit of its kind; nil for a range or a word.
  public let number: Double?

  public init(text: String, number: Double?) {
    self.text = text
    self.number = number
  }
}

/// A key of a scenario, and what it is to be set to.
public struct VariedKey: Sendable {
  /// As a setting names it: `zhipu.growth.initial`.
  public let name: String
  /// In the order in which they are stated; empty where only the ends of a range are.
  public let levels: [Level]
  /// The ends of `low:high`.
  public let ends: ClosedRange<Double>?
  let number: KeyNumber?

  /// A level between the ends of `low:high`, nil where the levels are stated one by one.
  ///
  /// - Parameter share: 0 at the low end, 1 at the high one.
  public func level(at share: Double) -> Level? {
    guard let ends, let number else { return nil }
    return number.level(
      ends.lowerBound + share * (ends.upperBound - ends.lowerBound), within: ends)
  }

  /// Whether both set one number, as `zhipu.arr` and `zhipu.arr.value` do.
  func isSame(as other: VariedKey) -> Bool {
    name == other.name || (number != nil && number?.name == other.number?.name)
  }

  /// Whether it makes other dates, so that points have other draws.
  public var isOfGrid: Bool { ScenarioKey.all.contains { $0.name == name && $0.isOfGrid } }

  /// Of its numbers, as metrics have units; empty for plain ones and for words.
  public var unit: String { number?.unit ?? "" }
}

/// What the numbers at a key are.
public struct KeyNumber: Sendable {
  /// Full name, which a shorter one may stand for: `zhipu.usage.volatility.initial`.
  let name: String
  /// Whether it was asked for by a shorter name: a setting of that replaces all that is below it.
  let isShorthand: Bool
  /// Whether it is one of several that a key has: that of a state, or of a schedule's date.
  var isPiece = false
  let rule: NumberRule
  /// What the file states; nil where it says nothing.
  let stated: Assumption?

  /// One number of the key, for messages.
  var expectation: Expectation {
    currency.map { Expectation("an amount in \($0)") } ?? rule.kind.expectation
  }

  /// In the notation of a file, with five digits at most, which stop where an error starts.
  ///
  /// - Parameter error: In the unit of the value; 0 for a number that is known.
  public func text(_ value: Double, error: Double = 0) -> String {
    withWord(
      rule.kind.text(value, currency: currency) { shown in
        // The notation may be in months, or in per cent.
        let scale = value == 0 ? 1 : abs(shown / value)
        return Figure(shown, error: scale * error, unit: "").text
      })
  }

  /// With three or four digits, which tell the end of a range.
  public func shortText(_ value: Double) -> String { text(value, error: abs(value) / 200) }

  /// Whether the key may have a value.
  public func allows(_ value: Double) -> Bool { rule.domain.contains(value) }

  /// A level between two ends, with five digits where these are enough to tell it from its neighbours.
  func level(_ value: Double, within ends: ClosedRange<Double>) -> Level {
    let fine = (ends.upperBound - ends.lowerBound) / 10_000
    for text in [text(value), exactText(value)] {
      guard let number = (try? QuantityText.quantity(text).get()).flatMap(rule.kind.number(of:)),
        ends.contains(number), abs(number - value) <= fine
      else { continue }
      return Level(text: text, number: number)
    }
    return Level(text: exactText(value), number: value)
  }

  /// The same with all digits.
  public func exactText(_ value: Double) -> String {
    withWord(rule.kind.text(value, currency: currency) { "\($0)" })
  }

  private func withWord(_ text: String) -> String { rule.word.map { "\(text) \($0)" } ?? text }

  public var unit: String {
    switch rule.kind {
    case .money: currency ?? ""
    case .share, .probability, .rate, .change, .volatility, .logChange: "share"
    case .multiple, .factor: "x"
    case .duration: "years"
    case .frequency: "per year"
    case .count, .elasticity, .coefficient: rule.word ?? ""
    }
  }

  /// Of its amounts, as the file has them.
  var currency: String? { rule.kind == .money ? stated?.currency ?? rule.currency : nil }

  /// Whether a level can be put in place of what is drawn: then the model is not compiled anew.
  ///
  /// Not what a setting would take more away from: the other keys of a block, or the date from which ARR
  /// is rolled forward.
  var canBeHeld: Bool {
    guard let stated, case .distribution = stated.law, rule.use != .occurrence else { return false }
    return !isShorthand && !isPiece && rolledForwardFrom == nil
  }

  /// The date for which ARR is stated, before the start; nil for other keys.
  public var rolledForwardFrom: String? {
    rule.role == .recurringRevenue ? stated?.asOf.map { "\($0)" } : nil
  }

  /// Whether it is drawn anew at each event, so that one number takes its spread away.
  public var isDrawnPerEvent: Bool {
    guard case .distribution = stated?.law else { return false }
    return rule.use == .occurrence
  }

  /// Where to look for a value of the key: the middle 98 % of what the file draws, or from a quarter of
  /// its number to four times it; nil where there is no number, or 0.
  public var search: ClosedRange<Double>? {
    let ends: (Double, Double)
    switch stated?.law {
    case .distribution(let law): ends = (law.quantile(0.01), law.quantile(0.99))
    case .value(let value): ends = (value / 4, value * 4)
    case .schedule, .regime, .along, nil: return nil
    }
    let (low, high) = (min(ends.0, ends.1), max(ends.0, ends.1))
    guard low < high, rule.domain.contains(low), rule.domain.contains(high) else { return nil }
    return low...high
  }
}

extension Scenario {
  /// Reads `key=a,b,c` and `key=low:high:count`, for a Latin hypercube `key=low:high`.
  ///
  /// - Parameter option: What diagnostics call the texts.
  /// - Throws: `Diagnostics` with every error of every text, such as a level outside the key's domain.
  public func varied(_ texts: [String], as option: String = "--vary") throws -> [VariedKey] {
    var keys: [VariedKey] = []
    try reading(texts, as: option) { reader, node in
      guard let key = reader.varied(node) else { return }
      if keys.contains(where: { $0.isSame(as: key) }) {
        reader.report(.repeated(key.name), at: node.place)
      }
      keys.append(key)
    }
    return keys
  }

  /// What the numbers at a key are; nil where it holds none, or is no key.
  public func number(at key: String) -> KeyNumber? { reader.number(at: key) }

  /// What a key is, as its declaration says it in a few words: `Growth in a year at the start`.
  ///
  /// - Parameter key: With its company, and with the date of a schedule or the place or name in a list.
  /// - Returns: Nil for what is no key.
  public func words(of key: String) -> String? {
    let parts = key.prefix { $0 != "@" }.split(separator: ".").map(String.init)
    guard let first = parts.first else { return nil }
    if let (parameter, _) = reader.parameter(ofFactor: parts.joined(separator: ".")) {
      return parameter.help.firstClause
    }
    if reader.names.all.contains(first) { return wordsOfHappening(parts) }
    let isCompany = definition.companies.contains { $0.name == first }
    let help =
      isCompany
      ? Section.company.parameter(at: parts.dropFirst().joined(separator: "."))?.help
      : ScenarioKey.named(first)?.help
    guard let help else { return nil }
    let words = help.firstClause
    // 'Time in which half of the distance is gone' says of what by the part that it stands in.
    let section = parts.dropFirst().dropLast().filter { Int($0) == nil }
    guard let last = section.last, !words.lowercased().contains(last.splitAtCapitals) else {
      return words
    }
    let name = section.map(\.splitAtCapitals).joined(separator: " ")
    return
      "\(name.prefix(1).uppercased())\(name.dropFirst()): \(words.prefix(1).lowercased())\(words.dropFirst())"
  }

  /// Reads `low:high` of one key.
  ///
  /// - Returns: Nil where the text is no such thing.
  /// - Throws: `Diagnostics`, such as an end outside the key's domain.
  public func ends(
    of key: String, _ text: String, as option: String
  ) throws -> ClosedRange<Double>? {
    var varied: VariedKey?
    try reading([text], as: option) { reader, node in
      // A range as a file has it, or as other tools do.
      if !text.contains(":"), let ends = text.sides(of: " to ") ?? OtherNotation(node)?.ends {
        let meant = "\(ends.low):\(ends.high)"
        return reader.report(
          .otherNotation(.ends, found: "'\(text)'", meant: [meant]), at: node.place)
      }
      let name = LocatedNode(content: .scalar(key), place: node.place)
      varied = reader.varied(name, node)
    }
    return varied.flatMap { $0.levels.isEmpty ? $0.ends : nil }
  }

  /// Tells a key that is none, with what was probably meant, and one that cannot be varied.
  ///
  /// - Throws: `Diagnostics`.
  public func checkKey(_ key: String, as option: String) throws {
    try reading([key], as: option) { reader, node in
      _ = reader.varied(node, LocatedNode(content: .list([]), place: node.place))
    }
  }
}
