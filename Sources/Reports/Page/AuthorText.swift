import Text

/// An author's plain text, set anew: lines that a file breaks become paragraphs, lines behind a hyphen
/// a list, and what is laid out in columns stays as it is.
struct AuthorText {
  private enum Block {
    case paragraph(String)
    case item(String)
    /// Lines whose spaces matter.
    case columns([String])
  }

  private enum Kind { case paragraph, item, columns }

  private var blocks: [Block] = []

  init(_ text: String) {
    // The lines of a block are joined once, at its end: a block may be as long as the file.
    var (kind, lines) = (Kind.paragraph, [String]())
    func close(_ blocks: inout [Block]) {
      guard !lines.isEmpty else { return }
      switch kind {
      case .paragraph: blocks.append(.paragraph(lines.joined(separator: " ")))
      case .item: blocks.append(.item(lines.joined(separator: " ")))
      case .columns: blocks.append(.columns(lines))
      }
      lines = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let words = line.split(separator: " ").joined(separator: " ")
      let isNew: Bool
      let own: Kind
      if Self.isInColumns(line) {
        (own, isNew) = (.columns, kind != .columns)
      } else if words.hasPrefix("- ") {
        (own, isNew) = (.item, true)
      } else {
        // An indented line belongs to the item above it.
        own = kind == .item && line.hasPrefix(" ") && !lines.isEmpty ? .item : .paragraph
        isNew = kind != own
      }
      if words.isEmpty || isNew { close(&blocks) }
      guard !words.isEmpty else { continue }
      kind = own
      lines.append(
        own == .columns ? line : words.hasPrefix("- ") ? String(words.dropFirst(2)) : words)
    }
    close(&blocks)
  }

  /// Whether it holds a gap of at least three spaces.
  private static func isInColumns(_ line: String) -> Bool {
    line.drop { $0 == " " }.contains("   ") || line.hasPrefix("          ")
  }

  var html: [HTML] {
    var html: [HTML] = []
    var items: [String] = []
    for block in blocks + [.paragraph("")] {
      if case .item(let text) = block {
        items.append(text)
        continue
      }
      if !items.isEmpty { html.append(HTML.list(items)) }
      items = []
      switch block {
      case .paragraph(let text) where !text.isEmpty: html.append("<p>\(text)</p>\n")
      case .columns(let lines):
        html.append("<pre class=\"columns\">\(lines.joined(separator: "\n"))</pre>\n")
      default: break
      }
    }
    return html
  }
}
