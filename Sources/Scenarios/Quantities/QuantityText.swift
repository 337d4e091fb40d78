/// Reads one quantity from a text: a number, perhaps a suffix, perhaps a unit.
struct QuantityText {
  private static let suffixes: [String: Int] = ["k": 3, "M": 6, "B": 9, "bn": 9, "T": 12]

  static func isSuffix(_ text: String) -> Bool { suffixes[text] != nil }

  /// Words and signs that may follow a number, for suggestions.
  static let units: [String] =
    ["%", "x", "times", "shares", "k", "M", "B", "bn", "T"]
    + Period.allCases.flatMap { [$0.plural, $0.rawValue, "/\($0)", "%/\($0)", "log/\($0)"] }

  private let scalars: [Unicode.Scalar]
  private var position = 0

  private init(_ text: String) {
    scalars = text.unicodeScalars.map { Self.minusSigns.contains($0) ? "-" : $0 }
  }

  /// People paste the typographic minus from reports, and take the dash for it.
  static let minusSigns: [Unicode.Scalar] = ["\u{2212}", "\u{2013}"]

  static func quantity(_ text: String) -> Result<WrittenQuantity, QuantityError> {
    var reader = QuantityText(text)
    return Result { () throws(QuantityError) in try reader.quantity() }
  }

  static func isMinus(_ character: Character) -> Bool {
    minusSigns.contains { character == Character($0) }
  }

  /// Whether a text has the form of an ISO 4217 code.
  static func isCurrency(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) }
  }

  private mutating func quantity() throws(QuantityError) -> WrittenQuantity {
    skipSpaces()
    guard let digits = number() else { throw errorWithoutNumber }
    var exponent = self.exponent()
    skipSpaces()
    let beforeWord = position
    let word = take { $0.properties.isAlphabetic }
    let suffix = Self.suffixes[word]
    if suffix == nil { position = beforeWord } else { skipSpaces() }
    exponent += suffix ?? 0
    let offset = position
    let rest = String(String.UnicodeScalarView(scalars[position...]))
    let trimmed = rest.filter { $0 != " " }
    guard let unit = Self.unit(trimmed) else {
      // '1,000' and '2026-06-24' are no numbers with a unit.
      let isUnit = trimmed.first.map { $0.isLetter || "%/×$€£¥".contains($0) } ?? false
      guard isUnit else { throw .notANumber }
      throw .unknownUnit(rest.trimmed, offset: offset)
    }
    switch unit {
    case .percent, .percentPer: exponent -= 2
    default: break
    }
    let quantity = WrittenQuantity(
      digits: digits, exponent: exponent, unit: unit, hasSuffix: suffix != nil)
    guard quantity.number.isFinite else { throw .notFinite }
    return quantity
  }

  /// Whether a text is a number without a unit.
  private static func isPlain(_ text: String) -> Bool {
    guard case .success(let quantity) = quantity(text) else { return false }
    return quantity.unit == .none
  }

  private static func unit(_ text: String) -> WrittenQuantity.Unit? {
    switch text {
    case "": return WrittenQuantity.Unit.none
    case "%": return .percent
    case "x", "times", "×": return .times
    case "share", "shares": return .shares
    default: break
    }
    if let period = Period(word: text) { return .time(period) }
    if isCurrency(text) { return .currency(text) }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let period = Period(word: parts[1]), period.rawValue == parts[1] else {
      return nil
    }
    switch parts[0] {
    case "": return .per(period)
    case "%": return .percentPer(period)
    case "log": return .logPer(period)
    default: return nil
    }
  }

  private var errorWithoutNumber: QuantityError {
    let text = String(String.UnicodeScalarView(scalars)).trimmed
    let word = text.drop { "+-".contains($0) }.lowercased()
    if ["nan", "inf", "infinity", ".nan", ".inf", "∞"].contains(word) { return .notFinite }
    let signs: [Character: String] = ["$": "USD", "€": "EUR", "£": "GBP"]
    let signed = text.dropFirst().trimmed
    if let code = text.first.flatMap({ signs[$0] }), Self.isPlain(signed) {
      return .currencyFirst(corrected: "\(signed) \(code)")
    }
    let amount = text.dropFirst(3).trimmed
    if Self.isCurrency(text.prefix(3)), Self.isPlain(amount) {
      return .currencyFirst(corrected: "\(amount) \(text.prefix(3))")
    }
    return .notANumber
  }
}

/// The number itself.
extension QuantityText {
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private mutating func skipSpaces() { _ = take { $0 == " " } }

  private mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
    let taken = scalars[position...].prefix(while: condition)
    position += taken.count
    return String(String.UnicodeScalarView(taken))
  }

  private func next(_ offset: Int = 0) -> Unicode.Scalar? {
    scalars.indices.contains(position + offset) ? scalars[position + offset] : nil
  }

  /// Digits, with single underscores between them.
  private mutating func digits() -> String? {
    let text = take { Self.isDigit($0) || $0 == "_" }
    let groups = text.split(separator: "_", omittingEmptySubsequences: false)
    return groups.allSatisfy { !$0.isEmpty } ? groups.joined() : nil
  }

  private mutating func number() -> String? {
    let start = position
    var text = ""
    if let sign = next(), sign == "-" || sign == "+" {
      text.unicodeScalars.append(sign)
      position += 1
    }
    if next() != "." || !(next(1).map(Self.isDigit) ?? false) {
      guard let whole = digits() else {
        position = start
        return nil
      }
      text += whole
    } else {
      text += "0"
    }
    if next() == ".", next(1).map(Self.isDigit) ?? false {
      position += 1
      guard let decimals = digits() else {
        position = start
        return nil
      }
      text += "." + decimals
    }
    return text
  }

  /// The exponent of `1e9`; 0 where there is none. Far ones are cut, to infinity or zero anyhow.
  private mutating func exponent() -> Int {
    guard let e = next(), e == "e" || e == "E" else { return 0 }
    let isSigned = next(1) == "-" || next(1) == "+"
    guard next(isSigned ? 2 : 1).map(Self.isDigit) ?? false else { return 0 }
    let isNegative = next(1) == "-"
    position += isSigned ? 2 : 1
    let size = min(Int(take(while: Self.isDigit)) ?? 9_999, 9_999)
    return isNegative ? -size : size
  }
}

extension Character {
  /// Whether it parts words: ASCII only, so that a no-break space is told and not read as a part of one.
  var isSpace: Bool { isASCII && isWhitespace }
}

extension StringProtocol {
  /// Without spaces at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isSpace }),
      let last = lastIndex(where: { !$0.isSpace })
    else { return "" }
    return String(self[first...last])
  }

  /// What stands on the two sides of the first of a sign.
  func sides(of sign: String) -> (low: String, high: String)? {
    firstRange(of: sign).map { (self[..<$0.lowerBound].trimmed, self[$0.upperBound...].trimmed) }
  }
}
