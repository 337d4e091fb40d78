/// JSON writes a character beyond U+FFFF as two escapes, `"\ud83d\ude00"`; YAML's parser refuses each
/// half. So the twelve characters are hidden from it behind as many of a private plane, which keeps
/// every column, and are read where it gives the text back.
enum SurrogatePairs {
  /// What stands for an ASCII character.
  private static let plane: UInt32 = 0x100000
  private static let length = 12

  /// A text with every pair of escapes hidden.
  static func hidden(in text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var scalars = Array(text.unicodeScalars)
    var place = 0
    var slashes = 0
    while place < scalars.count {
      // After an odd number of backslashes, this one is escaped itself.
      if scalars[place] == "\\", slashes % 2 == 0,
        character(scalars[place...].prefix(length)) != nil
      {
        for index in place..<place + length {
          scalars[index] = Unicode.Scalar(plane + scalars[index].value) ?? scalars[index]
        }
        (place, slashes) = (place + length, 0)
      } else {
        slashes = scalars[place] == "\\" ? slashes + 1 : 0
        place += 1
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// A text of the parser with what was hidden in it.
  ///
  /// - Parameter readingEscapes: Whether it stood in double quotes: elsewhere a backslash is itself.
  static func revealed(in text: String, readingEscapes: Bool) -> String {
    guard text.unicodeScalars.contains(where: { $0.value >= plane }) else { return text }
    let scalars = Array(text.unicodeScalars)
    var shown = String.UnicodeScalarView()
    var place = 0
    while place < scalars.count {
      let escapes = scalars[place...].prefix(length).compactMap { scalar in
        scalar.value >= plane ? Unicode.Scalar(scalar.value - plane) : nil
      }
      if let character = character(escapes[...]) {
        shown.append(contentsOf: readingEscapes ? [character] : escapes)
        place += length
      } else {
        shown.append(scalars[place])
        place += 1
      }
    }
    return String(shown)
  }

  /// What two escapes of six characters each stand for; nil where they are no pair.
  private static func character(_ escapes: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
    guard escapes.count == length, let high = unit(escapes.prefix(6), in: 0xD800...0xDBFF),
      let low = unit(escapes.suffix(6), in: 0xDC00...0xDFFF)
    else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private static func unit(_ escape: ArraySlice<Unicode.Scalar>, in range: ClosedRange<UInt32>)
    -> UInt32?
  {
    guard escape.starts(with: ["\\", "u"]),
      let unit = UInt32(String(String.UnicodeScalarView(escape.dropFirst(2))), radix: 16)
    else { return nil }
    return range.contains(unit) ? unit : nil
  }
}
