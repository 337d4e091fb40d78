import Text

/// What a picture is drawn on: its size, and whether its texts stand in it or beside it.
///
/// A file stands alone, with title and notes. On a page these are text, and a picture has a size at which
/// its labels are read: one for a column of a large screen, one for a small screen or a small multiple.
struct Canvas: Sendable {
  /// In the SVG's units, which are pixels at its natural size.
  let width: Int
  let height: Int
  /// Of the labels of axes, in the same units.
  let fontSize: Int
  let isPage: Bool

  static let file = Canvas(width: 720, height: 440, fontSize: 14, isPage: false)
  static let column = Canvas(width: 640, height: 370, fontSize: 13, isPage: true)
  static let small = Canvas(width: 340, height: 230, fontSize: 12, isPage: true)

  /// Whether there is room for few labels only.
  var isSmall: Bool { width < 500 }

  /// Width of a character of a label, with a little room, in units.
  private var character: Double { 0.62 * Double(fontSize) }

  /// Characters of labels that stand side by side in a part of the width.
  func characters(in part: Double) -> Double {
    isPage ? part * Double(width) / character : 81 * part
  }

  // MARK: Margins

  /// What is set before the commands of a picture.
  var style: [String] {
    let margins =
      isPage
      ? margins(left: 0.03, right: 0.97, top: 1 - 10 / Double(height), bottom: bottom(lines: 1))
      : margins(left: 0.095, right: 0.835, top: 0.82, bottom: 0.145)
    return [
      "set datafile separator tab", "unset key",
      "set border 1 linecolor rgb '\(Ink.line.hex)' linewidth 0.8",
      "set tics nomirror out scale 0.4 textcolor rgb '\(isPage ? Ink.soft.hex : "#333333")'",
      "set grid ytics back linetype 1 linecolor rgb '\(Ink.grid.hex)' linewidth 0.7",
    ] + margins
  }

  /// Where the plot starts and ends, as parts of the picture.
  func margins(
    left: Double? = nil, right: Double? = nil, top: Double? = nil, bottom: Double? = nil
  ) -> [String] {
    [("l", left), ("r", right), ("t", top), ("b", bottom)].compactMap { side, place in
      place.map { "set \(side)margin at screen \($0.inPlot)" }
    }
  }

  /// Room below the plot for lines of text, as a part of the height.
  func bottom(lines: Double) -> Double {
    Double(fontSize) * (1.2 + 1.1 * lines) / Double(height)
  }

  /// Moves the left margin to where the labels of the axis have room; in a file, only where they need more
  /// than they usually do.
  func leftMargin(for labels: [String]) -> [String] {
    let longest = Double(labels.map(\.displayWidth).max() ?? 0)
    if isPage { return margins(left: (17 + character * longest) / Double(width)) }
    let margin = (10 + 9 * longest) / Double(width)
    return margin > 0.095 ? margins(left: margin) : []
  }

  /// The same on the right, for labels beside the ends of lines.
  ///
  /// - Parameter usual: Where the plot of a file ends if there is room enough.
  func rightMargin(for labels: [String], usual: Double = 0.835) -> [String] {
    let longest = Double(labels.map(\.displayWidth).max() ?? 0)
    if isPage { return margins(right: 1 - (16 + 0.9 * character * longest) / Double(width)) }
    let margin = 1 - (18 + 7.6 * longest) / Double(width)
    return margin < usual ? margins(right: margin) : []
  }

  /// Room for one line of text, as a part of the plot's height.
  var line: Double {
    isPage ? 1.25 * Double(fontSize) / (Double(height) * (1 - bottom(lines: 1)) - 10) : 0.056
  }

  // MARK: Texts

  /// A text at a place, from there to the right unless said otherwise.
  ///
  /// - Parameters:
  ///   - size: On the canvas of a file; elsewhere the same part of the font, but at least 11.
  ///   - colour: In place of the ink: on a colour of a scale.
  func label(
    _ text: String, _ x: String, _ y: String, size: Int = 13, ink: Ink = .text,
    colour: String? = nil, align: String = "left"
  ) -> String {
    let size = isPage ? min(fontSize, max(11, size * fontSize / 13)) : size
    return "set label \(text.inGnuplot) at \(x),\(y) \(align) front noenhanced "
      + "font ',\(size)' textcolor rgb '\(colour ?? ink.hex)'"
  }

  /// The title of the horizontal axis.
  ///
  /// - Parameter note: Of the picture, which may take two lines at the foot of a file.
  func axisTitle(_ text: String, above note: String = "") -> String {
    let most = isPage ? Int(characters(in: 0.9)) : 70
    let line = Self.lines(of: note).count > 1 ? 0.117 : 0.075
    let y = isPage ? 0.55 * Double(fontSize) / Double(height) : line
    return label(
      text.truncated(to: most), isPage ? "screen 0.5" : "graph 0.5", "screen \(y.inPlot)", size: 12,
      ink: .soft, align: "center")
  }

  /// In a file: title, a line below it, and a note at the foot.
  func texts(of chart: Chart) -> [String] {
    guard !isPage else { return [] }
    let title = chart.title.truncated(to: Chart.titleWidth)
    // Whose picture it is stands there where there is room for all of it.
    let subtitle = [chart.subtitle, chart.axes].first { $0.displayWidth <= 104 } ?? chart.axes
    // What has no room on one line stands on one more above it.
    let notes = Self.lines(of: chart.note).reversed()
    let lines = notes.enumerated().map { row, note -> String in
      let y = 0.03 + 0.042 * Double(row)
      return label(note, "screen 0.02", "screen \(y.inPlot)", size: 11, ink: .faint)
    }
    return [
      label(title, "screen 0.02", "screen 0.945", size: 17, ink: .strong),
      label(subtitle.truncated(to: 104), "screen 0.02", "screen 0.88", size: 12, ink: .soft),
    ] + lines + (lines.count > 1 ? margins(bottom: 0.185) : [])
  }

  /// Room below the plot of a file for the title of its axis above a note.
  func bottom(above note: String) -> Double { Self.lines(of: note).count > 1 ? 0.215 : 0.17 }

  /// A note at the foot of a file.
  private static func lines(of note: String) -> ArraySlice<String> {
    note.wrapped(to: 124).prefix(2)
  }

  // MARK: Drawing

  /// Commands that draw pictures on it, each into a file of its own.
  ///
  /// - Parameters:
  ///   - fineness: Pixels of a PNG for each unit; nil for an SVG.
  ///   - ending: Of the files, behind the name of the picture.
  func script(_ charts: [Chart], fineness: Int? = nil, ending: String) -> [String] {
    let background = isPage ? "" : " background rgb '\(Ink.paper.hex)'"
    // On a page letters are those of the page.
    let font = isPage ? "inherit" : "sans-serif"
    let terminal =
      if let fineness {
        "pngcairo size \(fineness * width),\(fineness * height) noenhanced font 'sans-serif,14' "
          + "fontscale 1.4 linewidth \(fineness)\(background)"
      } else {
        "svg size \(width),\(height) dynamic noenhanced font '\(font),\(fontSize)'\(background)"
      }
    return charts.flatMap { chart -> [String] in
      let head = ["", "reset", "set terminal \(terminal)", "set output '\(chart.name)\(ending)'"]
      return head + style + texts(of: chart) + chart.commands(self) + ["unset output"]
    }
  }
}

extension Canvas {
  /// Those of a page, with the endings of their files.
  static let ofPage = [(canvas: Canvas.column, ending: ".column.svg"), (.small, ".small.svg")]
}
