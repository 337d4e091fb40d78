/// A whole number as a file or an option may write it: `1_000`, `100k`, `1.5M`, `1e6`.
package struct WholeNumber {
  private let quantity: WrittenQuantity

  /// Nil for what is no number, or has a unit.
  package init?(_ text: String) {
    guard case .success(let quantity) = QuantityText.quantity(text), quantity.unit == .none,
      !Self.isAmbiguous(text)
    else { return nil }
    self.quantity = quantity
  }

  /// Whether three zeros stand behind a point, as thousands do in the way of some languages: `100.000`.
  private static func isAmbiguous(_ text: String) -> Bool {
    text.contains(".") && text.split(separator: ".").dropFirst().allSatisfy { $0 == "000" }
  }

  package var size: Double { quantity.number }

  /// Exact for digits, also beyond the whole numbers that a double holds; nil where there is a fraction,
  /// or where it is out of range.
  package func value<Number: FixedWidthInteger>() -> Number? {
    let exact = quantity.exponent == 0 ? Number(quantity.digits) : nil
    return exact ?? Number(exactly: size)
  }

  /// `100000` for `100,000`, in which a shell leaves the commas as they are; any other text as it is.
  package static func ungrouped(_ text: String) -> String {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1, (1...3).contains(groups[0].count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return text }
    return groups.joined()
  }

  /// A remark on a text that is none, with its leading `; `: `100K` means `100k`.
  package static func remark(on text: String) -> String {
    let remark = Lookalike.remark(onNumber: text)
    guard remark.isEmpty else { return remark }
    // '100 000' and '1.000.000' have thousands in the way of some languages.
    let digits = ungrouped(String(text.map { " .'".contains($0) ? "," : $0 }))
    if digits != text, WholeNumber(digits) != nil, digits.allSatisfy(\.isNumber) {
      return "; did you mean '\(digits)'?"
    }
    let suffixes = ["k", "M", "B", "bn", "T"]
    if case .failure(.unknownUnit(let unit, let offset)) = QuantityText.quantity(text),
      let meant = Suggestion.unit(unit, among: suffixes), suffixes.contains(meant)
    {
      let number = String(String.UnicodeScalarView(text.unicodeScalars.prefix(offset))).trimmed
      return "; did you mean '\(number)\(meant)'?"
    }
    return ""
  }
}
