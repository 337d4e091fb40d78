/// What a company may be called in a file.
package enum CompanyName {
  /// As a regular expression.
  package static let pattern = "^[A-Za-z0-9_-]+$"
  /// In words.
  package static let allowed = "letters, digits, - and _"

  package static func isValid(_ text: String) -> Bool {
    let isAllowed = { (c: Character) in
      c.isASCII && (c.isLetter || c.isNumber || c == "-" || c == "_")
    }
    return !text.isEmpty && text.allSatisfy(isAllowed)
  }
}
