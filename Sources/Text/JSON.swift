/// A JSON value whose keys keep their order.
///
/// An encoder of our own, because `JSONEncoder` sorts or scrambles keys and takes longer than a
/// small run. Written so that a person can read and compare it: `row` and `numbers` take one line,
/// `list` and `object` one line for each element.
package enum JSON: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case integer(UInt64)
  case text(String)
  case numbers([Double])
  case row([JSON])
  case list([JSON])
  case object([(String, JSON)])

  package static func count(_ number: Int) -> JSON { .integer(UInt64(max(0, number))) }

  /// The document, with a line feed at its end.
  package var document: String {
    var text = TextBuffer()
    write(to: &text, indent: "")
    text += "\n"
    return text.text
  }

  private func write(to text: inout TextBuffer, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): Self.write(value, to: &text)
    case .integer(let value): text += String(value)
    case .text(let value): Self.write(value, to: &text)
    case .numbers(let values):
      Self.write(values, to: &text, ("[", "]"), ", ", each: Self.write)
    case .row(let values):
      Self.write(values, to: &text, ("[", "]"), ", ") { $0.write(to: &$1, indent: indent) }
    case .list(let values):
      let inner = indent + "  "
      Self.write(values, to: &text, ("[", "]"), ",", lines: (inner, indent)) {
        $0.write(to: &$1, indent: inner)
      }
    case .object(let members):
      let inner = indent + "  "
      Self.write(members, to: &text, ("{", "}"), ",", lines: (inner, indent)) { member, text in
        Self.write(member.0, to: &text)
        text += ": "
        member.1.write(to: &text, indent: inner)
      }
    }
  }

  /// Elements between brackets; with `lines`, each on its own line behind the first indent, and
  /// the closing bracket behind the second.
  private static func write<Element>(
    _ elements: [Element], to text: inout TextBuffer, _ brackets: (String, String),
    _ separator: String, lines: (inner: String, outer: String)? = nil,
    each: (Element, inout TextBuffer) -> Void
  ) {
    text += brackets.0
    for (index, element) in elements.enumerated() {
      if index > 0 { text += separator }
      if let lines {
        text += "\n"
        text += lines.inner
      }
      each(element, &text)
    }
    if let lines, !elements.isEmpty {
      text += "\n"
      text += lines.outer
    }
    text += brackets.1
  }

  private static func write(_ number: Double, to text: inout TextBuffer) {
    if number.isFinite { text.append(shortest: number) } else { text += "null" }
  }

  private static func write(_ string: String, to text: inout TextBuffer) {
    // Nearly all text is plain, and need not be taken apart.
    let isPlain = string.utf8.allSatisfy { byte in
      0x20..<0x7F ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    text += "\""
    if isPlain { text += string } else { writeEscaped(string, to: &text) }
    text += "\""
  }

  /// Escapes what JSON demands and what a terminal would obey.
  private static func writeEscaped(_ string: String, to text: inout TextBuffer) {
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.isUnprintable:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text += String(scalar)
      }
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: UInt64) { self = .integer(value) }
  package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
}

extension JSON: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSON...) { self = .list(elements) }
}
