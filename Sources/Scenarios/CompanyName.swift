/// What a company may be called in a file: what the command line can name as well.
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

  /// Whether it is a key of the top level: `start.arr` would be below that.
  package static func isReserved(_ text: String) -> Bool { reserved.contains(text) }

  /// Every name that is reserved.
  static let reserved = ScenarioKey.all.map(\.name)
}
