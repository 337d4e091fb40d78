import Statistics
import Text

extension TextFan {
  /// A title, the picture with its axes, and a legend.
  func lines(on terminal: Terminal) -> [String] {
    let labels = rowLabels
    let margin = labels.map(\.text.displayWidth).max() ?? 0
    let width = min(60, terminal.width - margin - 2)
    let rows = zip(labels, cells(width: width)).map { label, cells in
      (label.text.padded(to: margin, left: true) + " " + label.tick, cells)
    }
    let (axis, dates) = time.lines(width: width)
    let space = String(repeating: " ", count: margin + 1)
    return title.wrapped(to: terminal.width).map { terminal.styled($0, .heading) }
      + rows.map { $0 + Self.text($1, bands: bands.count, on: terminal) }
      + [space + "└" + axis, (space + " " + dates).trimmedAtEnd]
      + legend.wrapped(to: terminal.width, indent: 2)
  }

  /// Left of each row: round numbers, and the value at the start, if that is known or has a median.
  private var rowLabels: [(text: String, tick: String)] {
    var labels = Array(repeating: (text: "", tick: "│"), count: height)
    for tick in axis.ticks {
      guard let row = row(at: axis.place(of: tick)) else { continue }
      labels[row] = (axis.label(tick), "┤")
    }
    if let start, (0...1).contains(axis.part(of: start.value)),
      let row = row(at: axis.place(of: start.value))
    {
      // A round number beside it could not be told from it, but for 0 between loss and profit.
      let zero = axis.low < 0 && axis.high > 0 ? self.row(at: axis.place(of: 0)) : nil
      for near in [row - 1, row, row + 1] where labels.indices.contains(near) && near != zero {
        labels[near] = ("", "│")
      }
      labels[row] = (start.text, "┼")
    }
    return labels
  }

  private var start: (value: Double, text: String)? {
    if let value = series.constantAtStart, value.isFinite {
      return (value, Figure(value, error: 0, unit: series.unit).text)
    }
    guard let percentile = middle.flatMap({ series.bands[0][$0] }), percentile.value.isFinite else {
      return nil
    }
    return (percentile.value, series.bands[0].figure(percentile, unit: series.unit).text)
  }

  private var title: String {
    let words = axis.words.isEmpty ? "" : ", " + axis.words
    let title = series.quantity.printableWords.capitalisedAtStart + words
    return (title + (start.map { "; \($0.text) at the start" } ?? "")).printable()
  }

  /// `░ P5–P95, ▒ P10–P90, ▓ P25–P75, ━ median, ● observed`
  private var legend: String {
    var parts = bands.enumerated().map { index, band in
      "\(Self.shade(index, of: bands.count)) \(Levels.head(band.low))–\(Levels.head(band.high))"
    }
    if let middle { parts.append("━ \(Levels.name(middle))") }
    if !observations.isEmpty { parts.append("● observed") }
    if let cut { parts.append(cut) }
    // A mark stays with its words.
    return parts.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: ", ")
  }

  private var cut: String? {
    let lowest = bands.first?.low ?? middle
    let drawn = series.bands.compactMap { band in lowest.flatMap { band[$0]?.value } }
    return axis.cut(drawn + observations.map(\.value))
  }

  private static func shade(_ index: Int, of count: Int) -> Character {
    Array(count == 1 ? "▒" : count == 2 ? "░▓" : "░▒▓")[index]
  }

  /// Characters of one row; neighbours of one kind share an escape sequence.
  private static func text(_ cells: [Cell], bands: Int, on terminal: Terminal) -> String {
    let end = (cells.lastIndex { $0 != .empty } ?? -1) + 1
    var text = ""
    var run = (text: "", style: Terminal.Style?.none)
    func finish() { text += run.style.map { terminal.styled(run.text, $0) } ?? run.text }
    for cell in cells[..<end] {
      let (character, style): (Character, Terminal.Style?) =
        switch cell {
        case .empty: (" ", nil)
        case .band(let index): (shade(index, of: bands), .band)
        case .line: ("━", .line)
        case .observed: ("●", .heading)
        }
      if style != run.style {
        finish()
        run = ("", style)
      }
      run.text.append(character)
    }
    finish()
    return text
  }
}
