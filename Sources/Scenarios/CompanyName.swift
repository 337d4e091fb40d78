/// What a company, and anything else to which a file gives a name, may be called: what the command line and
/// conditions can name as well.
package enum CompanyName {
  /// As a regular expression.
  package static let pattern = "^[A-Za-z0-9_][A-Za-z0-9_-]*$"
  /// In words.
  package static let allowed = "letters, digits, _ and - (not first)"

  /// Whether a text can be one word of a key: `--set -x.arr=1` would be an option.
  package static func isValid(_ text: String) -> Bool {
    let isAllowed = { (c: Character) in
      c.isASCII && (c.isLetter || c.isNumber || c == "-" || c == "_")
    }
    return !text.isEmpty && text.first != "-" && text.allSatisfy(isAllowed)
  }

  /// Whether it is a key of the top level, `start.arr` would be below that, or a word of conditions.
  package static func isReserved(_ text: String) -> Bool { reserved.contains(text) }

  /// Whether it is a key of the top level, now or in a later version.
  static func isTopLevel(_ text: String) -> Bool { topLevel.contains(text) }

  /// Every name that is reserved.
  static let reserved = topLevel + words.filter { !topLevel.contains($0) }

  private static let topLevel = ScenarioKey.all.map(\.name) + toCome

  /// Keys that the top level is going to have.
  private static let toCome = ["stress"]

  /// Words that mean something in conditions, beside events, and in the names of what is told of them.
  private static let words = [
    "start", "time", "count", "probability", "else", "regime", "and", "or", "not", "change", "of",
    "over", "at", "until", "by", "before",
  ]
}
