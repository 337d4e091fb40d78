import Text

/// Markup that is safe to show: what is put into it is escaped, unless it is markup itself.
///
/// ```swift
/// let row: HTML = "<td>\(textFromAFile)</td>"
/// ```
struct HTML: ExpressibleByStringInterpolation {
  let text: String

  /// - Parameter verbatim: Markup already; nothing is escaped.
  init(verbatim: String) { text = verbatim }

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ text: String) { self.text += text.escaped }
    mutating func appendInterpolation(_ number: Int) { text += String(number) }
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
    mutating func appendInterpolation(_ html: [HTML]) { text += html.map(\.text).joined() }
  }

  /// - Parameter style: Of the style sheet; empty for a plain list.
  static func list(_ items: [String], style: String = "") -> HTML {
    let items = items.map { "<li>\($0.keepingPercent)</li>\n" as HTML }
    return "<ul class=\"\(style)\">\n\(items)</ul>\n"
  }
}

extension String {
  /// As text or as the value of an attribute. What might reverse the direction of text is `?`.
  fileprivate var escaped: String {
    var text = ""
    for character in printable(keepingLines: true).unicodeScalars {
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}
