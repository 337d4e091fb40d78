/// How cells look. Each look is made once.
struct CellFormats {
  enum Look: Hashable {
    case title, caption, link
    /// Text beside numbers stands off from them.
    case text(isIndented: Bool)
    case date(isFirst: Bool)
    case head(isOfNumbers: Bool, isIndented: Bool)
    case number(NumberFormat)
  }

  private let book: OpaquePointer
  private let library: SpreadsheetLibrary
  private var made: [Look: OpaquePointer] = [:]

  init(_ book: OpaquePointer, _ library: SpreadsheetLibrary) {
    (self.book, self.library) = (book, library)
  }

  mutating func callAsFunction(_ look: Look) -> OpaquePointer? {
    if let format = made[look] { return format }
    guard let format = library.addFormat(book) else { return nil }
    made[look] = format
    switch look {
    case .title: library.setBold(format)
    case .caption: library.setColour(format, 0x595959)
    case .head(let isOfNumbers, let isIndented):
      library.setBold(format)
      library.setBackground(format, 0xD9E6F2)
      library.setWrap(format)
      library.setAlignment(format, Self.top)
      if isOfNumbers { library.setAlignment(format, Self.right) }
      if isIndented { library.setIndent(format, 1) }
    case .text(let isIndented):
      library.setAlignment(format, Self.top)
      if isIndented { library.setIndent(format, 1) }
    case .link:
      library.setColour(format, 0x0563C1)
      library.setUnderline(format, 1)
    case .date(let isFirst):
      library.setNumberFormat(format, NumberFormat.date)
      library.setAlignment(format, isFirst ? Self.left : Self.right)
    case .number(let number): library.setNumberFormat(format, number.code)
    }
    return format
  }

  // Of `lxw_format_alignments`.
  private static let left: UInt8 = 1
  private static let right: UInt8 = 3
  private static let top: UInt8 = 8
}
