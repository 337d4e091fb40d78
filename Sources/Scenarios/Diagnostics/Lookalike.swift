/// A character that no quantity, key or date holds. Most are read as another one, or not seen at all: the
/// no-break space of a web page, the dash of a word processor, the full-width digit of an East Asian
/// keyboard.
package struct Lookalike: Sendable, Hashable {
  let scalar: Unicode.Scalar
  private let meaning: Meaning

  /// Nil for a character that looks like itself and is read somewhere.
  init?(_ scalar: Unicode.Scalar) {
    meaning = Self.meaning(of: scalar)
    self.scalar = scalar
    if meaning == .itself { return nil }
  }

  /// What it is taken for; nil for what is taken for nothing else.
  var plain: Unicode.Scalar? {
    if case .plain(let plain) = meaning { plain } else { nil }
  }

  /// Whether it looks like a gap, or like nothing.
  var isBlank: Bool { plain == " " || meaning == .nothing }

  /// `U+00A0 (no-break space) stands here, not a space`.
  var words: String { "\(name) \(instead("stands here"))" }

  /// A remark on a text that could not be read, with its leading `; `; empty where every character looks
  /// like itself.
  package static func remark(on text: String) -> String { remark(first(in: text)?.lookalike) }

  /// The same for a text that is no name of a file, and holds nothing but what a number may.
  package static func remark(onNumber text: String) -> String {
    remark(firstUnread(in: text)?.lookalike)
  }

  private static func remark(_ found: Lookalike?) -> String {
    found.map { "; \($0.name) \($0.instead("stands in it"))" } ?? ""
  }

  private func instead(_ stands: String) -> String {
    switch meaning {
    case .plain(" "): "\(stands), not a space"
    case .plain(let plain): "\(stands), not '\(plain)'"
    case .nothing: "\(stands) and cannot be seen"
    case .itself, .unread: "\(stands), which no quantity, key or date holds"
    }
  }

  /// `U+00A0 (no-break space)`.
  private var name: String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let unnamed = scalar.properties.generalCategory == .control ? "a control" : "no character"
    return "\(code) (\(Self.names[scalar] ?? scalar.properties.name?.lowercased() ?? unnamed))"
  }

  /// The first one in a text that is taken for something else, and how many scalars stand before it. A
  /// letter of any alphabet may stand in the name of a file or a group.
  static func first(in text: String) -> (offset: Int, lookalike: Lookalike)? {
    all(in: text).first { $0.lookalike.meaning != .unread }
  }

  /// The same where only a quantity, a key or a date may stand: where nothing is taken for something else,
  /// the first that none of these holds.
  static func firstUnread(in text: String) -> (offset: Int, lookalike: Lookalike)? {
    first(in: text) ?? all(in: text).first
  }

  private static func all(in text: String) -> [(offset: Int, lookalike: Lookalike)] {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.compactMap { offset in
      isSign(scalars, at: offset) ? nil : Lookalike(scalars[offset]).map { (offset, $0) }
    }
  }

  /// Whether a dash is the minus of a number, as which it is read.
  private static func isSign(_ scalars: [Unicode.Scalar], at place: Int) -> Bool {
    guard QuantityText.minusSigns.contains(scalars[place]), scalars.indices.contains(place + 1),
      scalars[place + 1] == "." || scalars[place + 1].properties.numericType == .decimal
    else { return false }
    return place == 0 || scalars[place - 1] == " "
  }
}

extension Lookalike {
  private enum Meaning: Hashable {
    case itself
    /// Looks like itself, but stands in no quantity, key or date.
    case unread
    /// Cannot be seen.
    case nothing
    case plain(Unicode.Scalar)
  }

  /// What a quantity may hold, or a suggestion names: `×`, `5 €`.
  private static let read: Set<Unicode.Scalar> = ["×", "€", "£", "¥", "∞"]

  private static func meaning(of scalar: Unicode.Scalar) -> Meaning {
    if scalar.isASCII {
      if scalar == "\t" { return .plain(" ") }
      return scalar.value < 0x20 || scalar.value == 0x7F ? .nothing : .itself
    }
    // The full-width forms of ASCII.
    if (0xFF01...0xFF5E).contains(scalar.value) {
      return Unicode.Scalar(scalar.value - 0xFEE0).map(Meaning.plain) ?? .itself
    }
    for (plain, alike) in table where alike.unicodeScalars.contains(scalar) { return .plain(plain) }
    if read.contains(scalar) { return .itself }
    let properties = scalar.properties
    if properties.isWhitespace { return .plain(" ") }
    if properties.isDefaultIgnorableCodePoint { return .nothing }
    switch properties.generalCategory {
    case .format, .control: return .nothing
    case .dashPunctuation: return .plain("-")
    default: break
    }
    // Raised and encircled digits, too.
    guard [.decimal, .digit].contains(properties.numericType), let value = properties.numericValue
    else { return .unread }
    return .plain(Unicode.Scalar(UInt8(48 + value)))
  }

  /// What no property of Unicode says: signs of other sets and letters of other alphabets.
  private static let table: [(plain: Unicode.Scalar, alike: String)] = [
    (" ", "\u{2800}"), ("-", "\u{2212}\u{FE63}"), ("%", "\u{66A}\u{FE6A}"),
    (".", "\u{2024}\u{3002}\u{FE52}\u{66B}"),
    (",", "\u{60C}\u{66C}\u{3001}\u{FE50}\u{FE51}"), (":", "\u{2236}\u{A789}\u{FE55}\u{FE13}"),
    ("/", "\u{2044}\u{2215}"), ("<", "\u{2039}\u{3008}\u{FE64}"), (">", "\u{203A}\u{3009}\u{FE65}"),
    ("=", "\u{FE66}"), ("#", "\u{FE5F}"), ("@", "\u{FE6B}"), ("(", "\u{FE59}"), (")", "\u{FE5A}"),
    ("{", "\u{FE5B}"), ("}", "\u{FE5C}"), ("[", "\u{3010}"), ("]", "\u{3011}"),
    ("\"", "\u{201C}\u{201D}\u{201E}\u{201F}\u{AB}\u{BB}\u{2033}\u{301D}\u{301E}"),
    ("'", "\u{2018}\u{2019}\u{201A}\u{201B}\u{2032}\u{B4}"),
    ("a", "\u{430}"), ("c", "\u{441}\u{3F2}"), ("e", "\u{435}"), ("i", "\u{456}"), ("j", "\u{458}"),
    ("o", "\u{43E}\u{3BF}"), ("p", "\u{440}\u{3C1}"), ("s", "\u{455}"), ("x", "\u{445}"),
    ("y", "\u{443}"), ("A", "\u{410}\u{391}"), ("B", "\u{412}\u{392}"), ("C", "\u{421}\u{3F9}"),
    ("E", "\u{415}\u{395}"), ("H", "\u{41D}\u{397}"), ("I", "\u{406}\u{399}"), ("J", "\u{408}"),
    ("K", "\u{41A}\u{39A}"), ("M", "\u{41C}\u{39C}"), ("N", "\u{39D}"), ("O", "\u{41E}\u{39F}"),
    ("P", "\u{420}\u{3A1}"), ("S", "\u{405}"), ("T", "\u{422}\u{3A4}"), ("X", "\u{425}\u{3A7}"),
    ("Y", "\u{3A5}"), ("Z", "\u{396}"),
  ]

  /// Where Unicode has no name, or an old one.
  private static let names: [Unicode.Scalar: String] = [
    "\t": "tab", "\n": "line feed", "\r": "carriage return", "\0": "null", "\u{7}": "bell",
    "\u{8}": "backspace", "\u{1B}": "escape", "\u{7F}": "delete", "\u{85}": "next line",
    "\u{FEFF}": "zero width no-break space, byte order mark",
  ]
}
