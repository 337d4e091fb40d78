/// Rows of numbers under titles, within a number of terminal columns.
package struct TextTable {
  package struct Column {
    package let title: String
    /// 0 is always shown; of the others, those with the highest number are dropped first.
    package let dispensability: Int

    package init(title: String, dispensability: Int) {
      self.title = title
      self.dispensability = dispensability
    }
  }

  package enum Row {
    /// A label that takes the whole line.
    case heading(String)
    /// A label and the titles of the columns.
    case titles(String)
    /// A label and one text for each column.
    case numbers(String, [String])
    case blank
  }

  let columns: [Column]
  private var rows: [Row] = []

  package init(_ columns: [Column]) { self.columns = columns }

  package mutating func append(_ row: Row) { rows.append(row) }

  /// The lines, none wider than the terminal unless its indispensable columns are.
  package func lines(on terminal: Terminal) -> [String] {
    let width = terminal.width
    let widths = columns.indices.map(widthOfColumn)
    let labels = rows.map { row in
      switch row {
      // A long name above the labels is cut rather than columns dropped.
      case .titles(let label): min(label.displayWidth, 20)
      case .numbers(let label, _): label.displayWidth
      case .heading, .blank: 0
      }
    }
    var label = labels.max() ?? 0
    var shown = Array(columns.indices)
    func total() -> Int { shown.reduce(label) { $0 + Self.gap + widths[$1] } }
    while total() > width, let last = shown.map({ columns[$0].dispensability }).max(), last > 0 {
      shown.removeAll { columns[$0].dispensability == last }
    }
    label = max(0, min(label, label + width - total()))
    return rows.map { row in
      switch row {
      case .blank: ""
      case .heading(let text): text.truncated(to: width)
      case .titles(let text):
        terminal.styled(line(text, label, columns.map(\.title), widths, shown), .heading)
      case .numbers(let text, let numbers): line(text, label, numbers, widths, shown)
      }
    }
  }

  /// Whether no column is left out, and no label is cut, or only to a number of columns.
  package func fits(_ terminal: Terminal, cuttingLabelsTo least: Int = .max) -> Bool {
    let label = rows.reduce(0) { width, row in
      guard case .numbers(let label, _) = row else { return width }
      return max(width, label.displayWidth)
    }
    return columns.indices.reduce(min(label, least)) { $0 + Self.gap + widthOfColumn($1) }
      <= terminal.width
  }

  private static let gap = 2

  private func widthOfColumn(_ index: Int) -> Int {
    rows.reduce(columns[index].title.displayWidth) { width, row in
      guard case .numbers(_, let numbers) = row else { return width }
      return max(width, numbers[index].displayWidth)
    }
  }

  private func line(
    _ label: String, _ labelWidth: Int, _ texts: [String], _ widths: [Int], _ shown: [Int]
  ) -> String {
    var line = label.truncated(to: labelWidth).padded(to: labelWidth, left: false)
    for index in shown { line += texts[index].padded(to: widths[index] + Self.gap, left: true) }
    while line.last == " " { line.removeLast() }
    return line
  }
}
