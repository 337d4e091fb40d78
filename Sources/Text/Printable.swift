extension Unicode.Scalar {
  /// Whether a terminal may obey this character instead of showing it: controls, the marks that
  /// reverse the direction of text, line separators, tags.
  var isUnprintable: Bool {
    // Most text is ASCII, and looking up a category is slow.
    if value < 0x7F { return value < 0x20 }
    // Code points that are no characters, which neither XML nor HTML may hold.
    if value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value) { return true }
    switch properties.generalCategory {
    case .control, .surrogate, .lineSeparator, .paragraphSeparator: return true
    // Joiners hold together the letters of some scripts, and families of emoji.
    case .format: return value != 0x200C && value != 0x200D
    default: return false
    }
  }

  /// Columns in a terminal: 2 for East Asian wide characters and emoji, 0 for combining marks.
  fileprivate var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }
}

extension Character {
  fileprivate var displayWidth: Int {
    // U+FE0F asks for the emoji form of the character before it.
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    return unicodeScalars.reduce(0) { max($0, $1.displayWidth) }
  }
}

extension StringProtocol {
  /// Of ASCII without controls: each byte takes a column, and need not be made a character to know it.
  fileprivate var isPlain: Bool { utf8.allSatisfy { 0x20..<0x7F ~= $0 } }

  /// Columns that the text takes in a terminal.
  package var displayWidth: Int {
    isPlain ? utf8.count : reduce(0) { $0 + $1.displayWidth }
  }
}

extension String {
  /// Safe to show in a terminal: white space becomes a space, anything that a terminal might obey
  /// becomes `?`. With `keepingLines`, line feeds and tabs stay.
  package func printable(keepingLines: Bool = false) -> String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "\n" where keepingLines, "\t" where keepingLines: text.append(scalar)
      case "\n", "\t", "\r": text.append(" ")
      default: text.append(scalar.isUnprintable ? "?" : scalar)
      }
    }
    return String(text)
  }

  /// Cut to a number of columns, with `…` at the end where something is missing.
  package func truncated(to width: Int) -> String {
    guard displayWidth > width else { return self }
    var text = ""
    var used = 1
    for character in self {
      used += character.displayWidth
      if used > width { break }
      text.append(character)
    }
    return text + "…"
  }

  /// Lines of at most a number of columns, broken at spaces, and longer words wherever they must be.
  /// Lines after the first are indented. A number keeps its per cent sign and its error.
  package func wrapped(to width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var (line, used) = ("", 0)
    // Looking for what is mostly not there takes longer than the rest.
    let isBound = utf8.contains { $0 == UInt8(ascii: "%") || $0 >= 0x80 }
    let bound =
      isBound
      ? replacing(" %", with: "\u{A0}%").replacing(" ± ", with: "\u{A0}±\u{A0}") : self
    for word in bound.split(separator: " ").flatMap({ $0.pieces(of: width - indent) }) {
      let wordWidth = word.displayWidth
      if line.isEmpty {
        (line, used) = (word, wordWidth)
      } else if used + 1 + wordWidth <= width {
        line += " " + word
        used += 1 + wordWidth
      } else {
        lines.append(line)
        (line, used) = (String(repeating: " ", count: indent) + word, indent + wordWidth)
      }
    }
    lines.append(line)
    return isBound ? lines.map { $0.replacing("\u{A0}", with: " ") } : lines
  }

  /// Without spaces at the end.
  package var trimmedAtEnd: String {
    lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }

  /// Filled with spaces on the left (numbers) or on the right (words).
  package func padded(to width: Int, left: Bool) -> String {
    let space = String(repeating: " ", count: max(0, width - displayWidth))
    return left ? space + self : self + space
  }
}

extension Substring {
  /// The text in pieces of at most a number of columns.
  fileprivate func pieces(of width: Int) -> [String] {
    if isPlain, utf8.count <= width { return [String(self)] }
    var pieces = [""]
    var used = 0
    for character in self {
      used += character.displayWidth
      if used > width, pieces.last?.isEmpty == false {
        pieces.append("")
        used = character.displayWidth
      }
      pieces[pieces.count - 1].append(character)
    }
    return pieces
  }
}
