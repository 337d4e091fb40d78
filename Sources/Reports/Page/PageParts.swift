import Statistics
import Text

// Parts that pages are made of. Bars are boxes of the page itself, so that the words beside them keep
// their size on a small screen.

extension HTML {
  /// A number that is read first.
  struct Tile {
    let title: String
    let value: String
    /// Of the number; empty for what has its sign beside it, as a share has.
    var unit = ""
    /// `± 9`; empty where the number is known exactly, or nothing is known of its error.
    var error = ""
    /// What it is beside others.
    var detail = ""
    /// Of the central band: `57 to 7900`.
    var edges = ""

    /// Behind the number, smaller: `HKD ± 9`.
    var unitAndError: String { [unit, error].filter { !$0.isEmpty }.joined(separator: " ") }
  }

  static func tiles(_ tiles: [Tile]) -> HTML {
    let boxes = tiles.map { tile -> HTML in
      let behind = tile.unitAndError
      let error: HTML = behind.isEmpty ? "" : " <small>\(kept(behind))</small>"
      return """
        <div class="tile"><h3>\(kept(tile.title))</h3>
        <p class="big">\(kept(tile.value))\(error)</p>
        <p>\(kept(tile.detail))</p></div>

        """
    }
    return boxes.isEmpty ? "" : "<div class=\"tiles\">\n\(boxes)</div>\n"
  }

  /// Two columns on a large screen, one below the other on a small one; one of them alone takes what it
  /// needs.
  static func columns(_ left: [HTML], _ right: [HTML]) -> [HTML] {
    guard !left.isEmpty, !right.isEmpty else { return left + right }
    return ["<div class=\"two\">\n<div>\n\(left)</div>\n<div>\n\(right)</div>\n</div>\n"]
  }

  /// A heading within a section, and behind it what is measured in what.
  static func heading(_ text: String, _ unit: String = "") -> HTML {
    let unit: HTML = unit.isEmpty ? "" : " <span>\(unit)</span>"
    return "<h3 class=\"head\">\(text)\(unit)</h3>\n"
  }

  static func small(_ text: String) -> HTML {
    text.isEmpty ? "" : "<p class=\"small\">\(text.keepingPercent)</p>\n"
  }

  // MARK: Bars

  /// A row with a bar: words, where the bar lies on an axis from 0 to 1, and numbers at its end.
  struct Bar {
    let label: HTML
    /// Boxes from one place to another; of no width it is a point.
    let boxes: [(from: Double, to: Double, kind: String)]
    /// A line across, where the row is compared with something.
    var line: Double?
    let value: String
    var error = ""
    var isTotal = false

    /// A share of the paths; where only bounds are known, a paler bar from one to the other.
    init(_ row: ShareRow) {
      let known = (from: 0.0, to: row.least, kind: "share")
      self.init(
        label: HTML.kept(row.question),
        boxes: (row.least > 0 ? [known] : [])
          + (row.most > row.least ? [(row.least, row.most, "pale")] : []),
        value: row.share, error: row.error)
    }

    init(
      label: HTML, boxes: [(from: Double, to: Double, kind: String)], line: Double? = nil,
      value: String, error: String = "", isTotal: Bool = false
    ) {
      self.label = label
      self.boxes = boxes
      self.line = line
      self.value = value
      self.error = error
      self.isTotal = isTotal
    }
  }

  /// - Parameters:
  ///   - caption: Where a heading stands above it, for those who do not see that.
  ///   - isSeen: Whether all see the caption.
  ///   - heads: Above the words, and above the numbers; none: no row of heads.
  ///   - isBroad: Whether they take the width of the page.
  static func bars(
    _ caption: String, isSeen: Bool = false, heads: (String, String)? = nil,
    isBroad: Bool = false, _ rows: [Bar]
  ) -> HTML {
    let head: HTML =
      heads.map {
        """
        <thead><tr><th scope="col">\($0.0)</th><td></td><th scope="col" colspan="2">\($0.1)</th>\
        </tr></thead>

        """
      } ?? ""
    return """
      \(opening(caption))<table class="\(isBroad ? "bars broad" : "bars")">\
      <caption\(isSeen ? "" : " class=\"unseen\"" as HTML)>\(caption)</caption>
      \(head)<tbody>
      \(rows.map(\.html))</tbody></table></div>

      """
  }
}

extension HTML.Bar {
  fileprivate var html: HTML {
    func percent(_ part: Double) -> String {
      let part = part.isFinite ? min(1, max(0, part)) : 0
      return ((10_000 * part).rounded() / 100).shortest ?? "0"
    }
    let boxes = boxes.map { box -> HTML in
      let (low, high) = (min(box.from, box.to), max(box.from, box.to))
      return """
        <i class="\(box.kind)" style="left:\(percent(low))%;width:\(percent(high - low))%"></i>
        """
    }
    let line: HTML = self.line.map { "<u style=\"left:\(percent($0))%\"></u>" } ?? ""
    return """
      <tr\(isTotal ? " class=\"sum\"" as HTML : "")><th scope="row">\(label)</th>\
      <td class="bar"><span>\(boxes)\(line)</span></td>\
      <td>\(value.keepingPercent)</td><td class="error">\(error.keepingPercent)</td></tr>

      """
  }
}

/// Puts the pictures of a page into it, and says of each what has not been said above it.
struct Figures {
  private let pictures: [DrawnChart]
  private var count = 0
  private var said: Set<String> = []

  init(_ pictures: [DrawnChart]) { self.pictures = pictures }

  /// Those of a part of a report that were drawn, in the order in which a reader wants them.
  func charts(in part: Chart.Part) -> [Chart] {
    pictures.map(\.chart).filter { $0.part == part }
  }

  /// A picture as wide as a column of text; small on a small screen.
  mutating func column(_ chart: Chart) -> [HTML] {
    figure(chart, "column") { [("wide", $0.column), ("narrow", $0.small)] }
  }

  /// A small one, side by side with others.
  ///
  /// - Parameter line: Below it, what a reader takes from it.
  mutating func small(_ chart: Chart, line: HTML = "") -> [HTML] {
    figure(chart, "card", line) { [("", $0.small)] }
  }

  /// Small ones in a grid.
  static func grid(_ figures: [HTML]) -> [HTML] {
    figures.isEmpty ? [] : ["<div class=\"multiples\">\n\(figures)</div>\n"]
  }

  private mutating func figure(
    _ chart: Chart, _ kind: String, _ line: HTML = "",
    _ sizes: (DrawnChart) -> [(style: String, svg: String)]
  ) -> [HTML] {
    guard let drawn = pictures.first(where: { $0.chart.name == chart.name }) else { return [] }
    let markup = sizes(drawn).map { style, svg -> HTML in
      count += 1
      let own = InlineSVG(svg, number: count, title: chart.title, description: chart.alternative)
      return style.isEmpty ? own.markup : "<div class=\"\(style)\">\(own.markup)</div>\n"
    }
    let notes = chart.notes.filter { said.insert($0).inserted }
    let note = notes.isEmpty ? "" : (notes.joined(separator: "; ") + ".").capitalisedAtStart
    let axes: HTML = chart.axes.isEmpty ? "" : " <span>\(chart.axes)</span>"
    return [
      """
      <figure class="\(kind)"><figcaption>\(chart.title)\(axes)</figcaption>
      \(markup)\(line)\(HTML.small(note))</figure>

      """
    ]
  }
}
