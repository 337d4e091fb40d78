import Text

// Tables of a page. They fit their column: of one that would be wider, columns that say least are left
// out on small screens, and their letters become smaller. What is left out there stands on larger ones.

extension HTML {
  /// A row of a table.
  struct Row {
    let html: HTML
    /// Of the label and of each cell; empty where it is not laid out in columns.
    let texts: [String]

    fileprivate init(html: HTML, texts: [String] = []) {
      self.html = html
      self.texts = texts
    }
  }

  /// The head of a column, and how soon it may be left out: 0 stays.
  struct Head: ExpressibleByStringLiteral {
    let text: String
    let dispensability: Int

    init(_ text: String, dispensability: Int = 0) {
      self.text = text
      self.dispensability = dispensability
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  /// A row before it is known which columns it has on which screens.
  enum Line {
    case cells(String, [String])
    /// Names what the rows below it have in common.
    case group(String)
  }

  /// Numbers under heads, with a label before them.
  static func table(_ caption: String, head: [Head], rows: [Line]) -> HTML {
    let texts = rows.compactMap { line -> [String]? in
      if case .cells(let label, let cells) = line { [label] + cells } else { nil }
    }
    let columns = Columns(head, texts)
    let classes = columns.classes
    let titles = zip(head, classes).map { head, style in
      "<th scope=\"col\"\(style)>\(head.text.keepingPercent)</th>" as HTML
    }
    var isFirst = true
    let bodies = rows.map { line -> HTML in
      defer { isFirst = false }
      switch line {
      case .group(let text):
        return """
          \(isFirst ? "" : "</tbody><tbody>\n" as HTML)<tr class="group">\
          <th scope="rowgroup" colspan="\(head.count)">\(text)</th></tr>

          """
      case .cells(let label, let cells):
        let cells = zip(cells, classes.dropFirst()).map { cell($0, $1) }
        return "<tr><th scope=\"row\">\(name(label))</th>\(cells)</tr>\n"
      }
    }
    let note: HTML =
      columns.isWhole
      ? ""
      : columns.fitsLargeScreens
        ? "<p class=\"small less\">On a larger screen this table has more columns.</p>\n"
        : small("The files beside this page have more columns.")
    return """
      \(opening(caption))<table class="numbers" style="--width: \(columns.total)">\
      <caption>\(caption)</caption>
      <colgroup>\(columns.widths)</colgroup>
      <thead><tr>\(titles)</tr></thead>
      <tbody>
      \(bodies)</tbody></table></div>
      \(note)
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

  private static func cell(_ text: String, _ style: HTML) -> HTML {
    "<td\(style)>\(kept(text))</td>"
  }

  /// A text with dates. Browsers break them behind their hyphens, unless they are marked as a whole.
  static func kept(_ text: String) -> HTML {
    let words = text.keepingPercent.split(separator: " ", omittingEmptySubsequences: false)
    let marked = words.map { word -> HTML in
      let word = String(word)
      return word.dropFirst().contains("-") ? "<span class=\"date\">\(word)</span>" : "\(word)"
    }
    return HTML(verbatim: marked.map(\.text).joined(separator: " "))
  }

  /// Words under heads, which break wherever they must.
  static func words(_ caption: String, head: [String], rows: [Row]) -> HTML {
    let titles = head.map { "<th scope=\"col\">\($0.keepingPercent)</th>" as HTML }
    return """
      <table class="words"><caption>\(caption)</caption>
      <thead><tr>\(titles)</tr></thead>
      <tbody>
      \(rows.map(\.html))</tbody></table>

      """
  }

  /// A box that scrolls, also with the keyboard: with letters of half again the usual size, a table may be
  /// wider than a small screen.
  static func opening(_ caption: String) -> HTML {
    "<div class=\"scroll\" role=\"region\" aria-label=\"\(caption)\" tabindex=\"0\">\n"
  }

  /// Of words.
  static func row(_ label: HTML, _ cells: [HTML]) -> Row {
    let cells = cells.map { "<td>\($0)</td>" as HTML }
    return Row(html: "<tr><th scope=\"row\">\(label)</th>\(cells)</tr>\n")
  }
}

extension String {
  /// A number stays with its per cent sign.
  var keepingPercent: String { replacing(" %", with: "\u{A0}%") }
}

/// Which columns of a table have room on which screens, and how wide they are on paper.
///
/// No column is narrower than its longest word, so that numbers stay whole. Where there is room, columns
/// of several words take more, each in proportion to what it lacks. A table that is wider than the page
/// even so is told by its total, and its letters are made smaller. The browser shares its width out in
/// these proportions, so that it is never wider than the page, whatever the face of its letters.
///
/// Verified: `PageTests`; in a browser with several faces and sizes, `BrowserTests`.
struct Columns {
  /// In em of the table's letters, from the first column to the last.
  private let ems: [Double]
  /// Whether each is there on a small, a middling and a large screen.
  private let isThere: [[Bool]]

  /// Left and right of a cell's text, in em; the style sheet has half of it for each side.
  private static let padding = 0.8
  /// Width of screens of 390 and 720 pixels and of one that is large, and of A4, in em of the table's
  /// letters there.
  private static let (small, middling, large, paper) = (28.5, 50.0, 80.0, 73.0)
  /// Width of a label from which on it may be broken within a word, in em; and where room is scarce.
  private static let (label, shortLabel) = (14.5, 8.5)

  /// - Parameter rows: The texts of each row, from the first column to the last.
  init(_ head: [HTML.Head], _ rows: [[String]]) {
    let rows = [head.map(\.text)] + rows
    let columns = head.indices
    let texts = columns.map { column in rows.compactMap { $0.dropFirst(column).first } }
    let most = texts.map { $0.map(Self.width).max() ?? 0 }
    let least = columns.map { column in
      let words = texts[column].flatMap { $0.keepingPercent.split(separator: " ") }
      let longest = words.map(Self.width).max() ?? 0
      return column == 0 ? min(Self.label, longest) : longest
    }
    let fitted = [Self.small, Self.middling, Self.large].map { room in
      Self.fitting(head, least, room: room)
    }
    isThere = columns.map { column in fitted.map { $0[column] } }
    // Paper has what a large screen has.
    let isOnPaper = fitted[2]
    func sum(_ widths: [Double]) -> Double {
      zip(widths, isOnPaper).reduce(0) { $0 + ($1.1 ? $1.0 + Self.padding : 0) }
    }
    let (needed, wanted) = (sum(least), sum(most))
    let part =
      wanted > needed ? min(1, max(0, (Self.paper - needed) / (wanted - needed))) : 0
    ems = zip(least, most).map { $0 + part * ($1 - $0) + Self.padding }
  }

  /// What stays where there is so much room, the most dispensable left out first; of those equally so,
  /// the last.
  private static func fitting(_ head: [HTML.Head], _ widths: [Double], room: Double) -> [Bool] {
    var isThere = head.map { _ in true }
    func total() -> Double {
      zip(widths.indices, widths).reduce(0) { sum, column in
        let width = column.0 == 0 && room < middling ? min(shortLabel, column.1) : column.1
        return sum + (isThere[column.0] ? width + padding : 0)
      }
    }
    while total() > room {
      let open = head.indices.filter { isThere[$0] && head[$0].dispensability > 0 }
      guard let least = open.max(by: { head[$0].dispensability <= head[$1].dispensability })
      else { break }
      isThere[least] = false
    }
    return isThere
  }

  /// Of a text in the widest of common faces, DejaVu and Verdana: their digits have 0.64 em, signs up to
  /// 0.95 and capital letters up to 1.02.
  private static func width(_ text: some StringProtocol) -> Double {
    text.reduce(0) { $0 + ($1.isUppercase ? 1.05 : "%±×".contains($1) ? 0.95 : 0.65) }
  }

  /// Whether all columns are there on all screens.
  var isWhole: Bool { isThere.allSatisfy { $0.allSatisfy { $0 } } }

  /// Whether all are there on large screens and on paper.
  var fitsLargeScreens: Bool { isThere.allSatisfy { $0[2] } }

  /// Of each column's cells: nothing for one that is always there.
  var classes: [HTML] {
    isThere.map { there in
      let names = zip(there, ["s", "m", "l"]).filter { !$0.0 }.map(\.1)
      return names.isEmpty ? "" : " class=\"\(names.map { "no-" + $0 }.joined(separator: " "))\""
    }
  }

  /// In em, of those on paper, rounded up.
  var total: Int {
    Int(zip(ems, isThere).reduce(0) { $0 + ($1.1[2] ? $1.0 : 0) }.rounded(.up))
  }

  /// `<col>` with a part of the width on paper.
  var widths: [HTML] {
    let sum = zip(ems, isThere).reduce(0) { $0 + ($1.1[2] ? $1.0 : 0) }
    return zip(ems, classes).map { width, style in
      let percentage = ((1000 * width / sum).rounded() / 10).shortest ?? ""
      return "<col\(style) style=\"--part: \(percentage)%\">"
    }
  }
}
