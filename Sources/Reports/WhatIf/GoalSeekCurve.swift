import Sensitivity
import Statistics
import Text

extension GoalSeekReport {
  /// More inputs than these are thinned.
  private static let most = 30

  private var shown: [GoalSeek.Sample] {
    guard goal.samples.count > Self.most else { return goal.samples }
    let last = goal.samples.count - 1
    return (0..<Self.most).map { goal.samples[last * $0 / (Self.most - 1)] }
  }

  /// A row for each input: the metric there, and where it lies.
  func curveLines(on terminal: Terminal) -> [String] {
    let shown = shown
    guard !shown.isEmpty else { return [] }
    var table = TextTable(["metric", "±"].map { .init(title: $0, dispensability: 0) })
    table.append(.heading(metric.heading))
    table.append(.titles(key.name.shortened.truncated(to: 20)))
    for sample in shown {
      let cells = [sample.output.cell(metric.unit), sample.output.errorCell(metric.unit)]
      table.append(.numbers(text(sample.input, 0).printable(), cells))
    }
    let lines = table.lines(on: terminal)
    let used = lines.dropFirst(2).map(\.displayWidth).max() ?? 0
    let room = terminal.width - used - 2
    guard room >= 12, let axis else { return lines + omitted }
    let pictures = shown.map { picture($0.output, axis, room) }
    return lines.prefix(2)
      + zip(lines.dropFirst(2), pictures).map { line, picture in
        (line.padded(to: used + 2, left: false) + picture).trimmedAtEnd
      } + omitted
  }

  private var omitted: [String] {
    let rest = goal.samples.count - shown.count
    return rest > 0 ? ["… \(grouped(rest)) more inputs: in the files"] : []
  }

  /// Of the metric, with its interval and the target.
  private var axis: Axis? {
    goal.samples.map(\.output).axis(metric.unit, with: [goal.target])
  }

  private func picture(_ output: IntervalEstimate, _ axis: Axis, _ width: Int) -> String {
    func column(_ value: Double) -> Int {
      Int((axis.place(of: value) * Double(width - 1)).rounded())
    }
    var cells = Array(repeating: Character(" "), count: width)
    if output.value.isFinite, !output.interval.low.isNaN, !output.interval.high.isNaN {
      let (from, to) = (column(output.interval.low), column(output.interval.high))
      for cell in min(from, to)...max(from, to) { cells[cell] = "─" }
    }
    cells[column(goal.target)] = "│"
    if output.value.isFinite { cells[column(output.value)] = "●" }
    return String(cells)
  }

  func legend(on terminal: Terminal) -> String {
    let hasPicture = axis != nil && terminal.width >= 50
    return hasPicture ? "● metric, ─ its interval, │ target" : ""
  }
}

extension String {
  /// `zhipu.growth.initial` is `growth.initial`.
  fileprivate var shortened: String { [self].shortened[0] }

  /// Of a metric, for an axis: probabilities are shares.
  var onAxis: String { self == "probability" ? "share" : self }
}
