/// What texts for people are laid out for: a number of columns, with colours or without.
package struct Terminal: Sendable {
  /// How a text stands out. No text means less without it.
  package enum Style: String, Sendable {
    case heading = "1"
    case note = "2"
    case band = "36"
    case line = "1;36"
  }

  /// Narrower than this, numbers would be cut; wider, sentences are hard to read.
  package static let widths = 40...80

  package let width: Int
  package let hasColours: Bool

  /// - Parameter columns: Of the terminal; what is laid out takes 40 to 80 of them.
  package init(columns: Int = 80, hasColours: Bool = false) {
    width = min(max(columns, Self.widths.lowerBound), Self.widths.upperBound)
    self.hasColours = hasColours
  }

  /// The text with escape sequences around it, or as it is where there are no colours. To be used
  /// after the text has been laid out: its width is then no longer that of its characters.
  package func styled(_ text: String, _ style: Style) -> String {
    guard hasColours, !text.isEmpty else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }
}
