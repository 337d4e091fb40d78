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

  private var blocks: [Block] = []

  init(_ text: String) {
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let words = line.split(separator: " ").joined(separator: " ")
      if words.isEmpty {
        isOpen = false
      } else if Self.isInColumns(line) {
        if case .columns(let lines) = blocks.last, isOpen {
          blocks[blocks.count - 1] = .columns(lines + [line])
        } else {
          blocks.append(.columns([line]))
        }
        isOpen = true
      } else if words.hasPrefix("- ") {
        blocks.append(.item(String(words.dropFirst(2))))
        isOpen = true
      } else {
        isOpen = isOpen && continueLast(with: words, isIndented: line.hasPrefix(" "))
        if !isOpen { blocks.append(.paragraph(words)) }
        isOpen = true
      }
    }
  }

  /// Whether the words belong to what came last: to a paragraph, or indented to an item.
  private mutating func continueLast(with words: String, isIndented: Bool) -> Bool {
    switch blocks.last {
    case .paragraph(let text): blocks[blocks.count - 1] = .paragraph(text + " " + words)
    case .item(let text) where isIndented: blocks[blocks.count - 1] = .item(text + " " + words)
    default: return false
    }
    return true
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
