import Text

// Tables of a page. On a screen they scroll by themselves where they are wider than it; on paper, where
// nothing scrolls, their letters become smaller.

extension HTML {
  /// A row of a table.
  struct Row {
    let html: HTML
    /// Of the label and of each cell; empty where it is not laid out in columns.
    let texts: [String]
  }

  /// Numbers under heads, with a label before them.
  static func table(_ caption: String, head: [String], rows: [Row]) -> HTML {
    let widths = ColumnWidths([head] + rows.map(\.texts))
    let columns = widths.percentages.map { "<col style=\"--part: \($0)%\">" as HTML }
    return """
      \(opening(caption))<table class="numbers" style="--width: \(widths.total)">\
      <caption>\(caption)</caption>
      <colgroup>\(columns)</colgroup>
      \(content(head, rows))
      """
  }

  /// The name of a row, which may be long: it is broken behind a dot, or before a capital in a word.
  static func name(_ text: String) -> HTML {
    var parts: [String] = [""]
    for character in text {
      if parts[parts.count - 1].last?.isLowercase == true, character.isUppercase {
        parts.append("")
      }
      parts[parts.count - 1].append(character)
      if character == "." { parts.append("") }
    }
    return HTML(verbatim: parts.map { ("\($0)" as HTML).text }.joined(separator: "<wbr>"))
  }

  /// The text of a cell. Browsers break a date behind its hyphens, unless it is marked as a whole.
  private static func cell(_ text: String) -> HTML {
    let words = text.keepingPercent.split(separator: " ", omittingEmptySubsequences: false)
    let marked = words.map { word -> HTML in
      let word = String(word)
      return word.dropFirst().contains("-") ? "<span>\(word)</span>" : "\(word)"
    }
    return "<td>\(HTML(verbatim: marked.map(\.text).joined(separator: " ")))</td>"
  }

  /// Words under heads, which break wherever they must.
  static func words(_ caption: String, head: [String], rows: [Row]) -> HTML {
    """
    \(opening(caption))<table class="words"><caption>\(caption)</caption>
    \(content(head, rows))
    """
  }

  /// A box that scrolls, also with the keyboard.
  private static func opening(_ caption: String) -> HTML {
    "<div class=\"scroll\" role=\"region\" aria-label=\"\(caption)\" tabindex=\"0\">\n"
  }

  private static func content(_ head: [String], _ rows: [Row]) -> HTML {
    let titles = head.map { "<th scope=\"col\">\($0.keepingPercent)</th>" as HTML }
    return """
      <thead><tr>\(titles)</tr></thead>
      <tbody>
      \(rows.map(\.html))</tbody></table></div>

      """
  }

  static func row(_ label: String, _ cells: [String]) -> Row {
    Row(
      html: "<tr><th scope=\"row\">\(name(label))</th>\(cells.map(cell))</tr>\n",
      texts: [label] + cells)
  }

  /// A row that names what the rows below it have in common.
  static func heading(_ text: String, columns: Int) -> Row {
    Row(
      html:
        "<tr class=\"group\"><th scope=\"colgroup\" colspan=\"\(columns)\">\(text)</th></tr>\n",
      texts: [])
  }
}

extension String {
  /// A number stays with its per cent sign.
  var keepingPercent: String { replacing(" %", with: "\u{A0}%") }
}

/// How wide the columns of a table are to be on paper, from the letters in them.
///
/// No column is narrower than its longest word, so that numbers stay whole. Where there is room, columns
/// of several words take more, each in proportion to what it lacks. A table that is wider than the page
/// is told so by its total, and its letters are made smaller. The browser shares its width out in these
/// proportions, so that it is never wider than the page, whatever the face of its letters.
///
/// Verified: `PageTests`; in a browser with several faces and sizes, `BrowserTests`.
struct ColumnWidths {
  /// In em of the table's letters, from the first column to the last.
  let widths: [Double]

  /// Left and right of a cell's text, in em; the style sheet has half of it for each side.
  private static let padding = 0.8
  /// Width of A4 between its margins with letters of 7.5 pt, in em.
  private static let page = 68.0
  /// Width of a label from which on it may be broken within a word, in em.
  private static let label = 14.5

  /// - Parameter rows: The texts of each row, from the first column to the last.
  init(_ rows: [[String]]) {
    let columns = 0..<(rows.first?.count ?? 0)
    let texts = columns.map { column in rows.compactMap { $0.dropFirst(column).first } }
    let most = texts.map { $0.map(Self.width).max() ?? 0 }
    let least = columns.map { column in
      let words = texts[column].flatMap { $0.keepingPercent.split(separator: " ") }
      let longest = words.map(Self.width).max() ?? 0
      return column == 0 ? min(Self.label, longest) : longest
    }
    let sides = Self.padding * Double(columns.count)
    let (needed, wanted) = (least.reduce(sides, +), most.reduce(sides, +))
    let part =
      wanted > needed ? min(1, max(0, (Self.page - needed) / (wanted - needed))) : 0
    widths = zip(least, most).map { $0 + part * ($1 - $0) + Self.padding }
  }

  /// Of a text in the widest of common faces, DejaVu Sans and Verdana: their digits have 0.64 em, capital
  /// letters and signs up to 0.95.
  private static func width(_ text: some StringProtocol) -> Double {
    text.reduce(0) { $0 + ($1.isUppercase || "%±×".contains($1) ? 0.95 : 0.65) }
  }

  /// In em, rounded up.
  var total: Int { Int(widths.reduce(0, +).rounded(.up)) }

  /// Of the table's width, with one decimal.
  var percentages: [String] {
    let sum = widths.reduce(0, +)
    return widths.map { ((1000 * $0 / sum).rounded() / 10).shortest ?? "" }
  }
}
