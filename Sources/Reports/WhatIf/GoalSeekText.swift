import Sensitivity
import Statistics
import Text

extension GoalSeekReport {
  /// The answer as a sentence, then the curve that it was read from.
  package func text(on terminal: Terminal) -> String {
    let width = terminal.width
    let curve = curveLines(on: terminal)
    var before = ["The target is \(target.printable())."]
    if goal.roots.contains(where: { told($0.input).contains("(") }) {
      before.append(
        "In parentheses: the inputs whose metric cannot be told from the target at 95 %.")
    }
    let parts = [
      heading.lines("each input on the same draws", on: terminal),
      (answers + [range]).flatMap { $0.printable().wrapped(to: width, indent: 2) },
      curve.isEmpty ? [] : curve + [legend(on: terminal)].filter { !$0.isEmpty },
      Legend.lines(for: curve, units: [], before: before, on: terminal)
        + heading.reading.wrapped(to: width),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// `zhipu.growth.initial must be 312% (305% to 320%) for zhipu.sharePrice.p50@2027-06-24 to be 2174
  /// HKD.`
  var answers: [String] {
    let roots = goal.roots.map { told($0.input) }
    switch roots.count {
    case 0: return noAnswer
    case 1: return ["\(key.name) must be \(roots[0]) for \(metric.name) to be \(target)."]
    default:
      return [
        "\(metric.name) is \(target) at \(roots.count) values of \(key.name): \(roots.inWords)."
      ]
    }
  }

  private var noAnswer: [String] {
    let known = goal.samples.filter(\.output.value.isFinite)
    let values = known.map(\.output.value)
    let (name, ends) = (
      key.name, "between \(text(between.lowerBound)) and \(text(between.upperBound))"
    )
    guard let least = known.first(where: { $0.output.value == values.min() }),
      let greatest = known.first(where: { $0.output.value == values.max() })
    else { return ["\(metric.name) has no value for \(name) \(ends)."] }
    func words(_ sample: GoalSeek.Sample) -> String {
      "\(sample.output.amount(metric.unit)) at \(text(sample.input))"
    }
    let reach =
      least == greatest
      ? "it is \(words(least))" : "it goes from \(words(least)) to \(words(greatest))"
    let isAbove = goal.target > greatest.output.value
    let isBelow = goal.target < least.output.value
    let advice =
      isAbove || isBelow
      ? "Search a wider range, vary another key, or take a \(isAbove ? "lower" : "higher") target."
      : "Between two of the inputs that were tried it jumps over the target: take another target, "
        + "or a narrower range."
    return [
      "No value of \(name) \(ends) brings \(metric.name) to \(target): \(reach).", advice,
    ]
  }

  private var range: String {
    let stated =
      key.stated.map { "The file says \($0.truncated(to: 60))" } ?? "The file says nothing"
    return
      "\(stated). Searched between \(text(between.lowerBound)) and \(text(between.upperBound))."
  }

  /// `312% (305% to 320%)`: digits stop where the interval starts.
  func told(_ input: IntervalEstimate) -> String {
    text(input.value.cut(by: input.halfWidth)) + interval(input)
  }

  /// ` (305% to 320%)`; nothing where it says no more than the number.
  private func interval(_ input: IntervalEstimate) -> String {
    let ends = [input.interval.low, input.interval.high]
    if ends.contains(where: \.isNaN) { return "" }
    let texts = ends.map { $0.isFinite ? text($0.cut(by: input.halfWidth)) : nil }
    let words =
      switch (texts[0], texts[1]) {
      case (let low?, let high?): low == high ? "" : "\(low) to \(high)"
      case (let low?, nil): "\(low) or more"
      case (nil, let high?): "\(high) or less"
      case (nil, nil): "or any other that was searched"
      }
    return words.isEmpty ? "" : " (\(words))"
  }

  /// More inputs than these are thinned.
  private static let most = 30

  private var shown: [GoalSeek.Sample] {
    guard goal.samples.count > Self.most else { return goal.samples }
    let last = goal.samples.count - 1
    return (0..<Self.most).map { goal.samples[last * $0 / (Self.most - 1)] }
  }

  /// A row for each input: the metric there, and where it lies.
  private func curveLines(on terminal: Terminal) -> [String] {
    let shown = shown
    guard !shown.isEmpty else { return [] }
    var table = TextTable(["metric", "±"].map { .init(title: $0, dispensability: 0) })
    table.append(.heading(metric.heading))
    table.append(.titles(key.name.shortened.truncated(to: 20)))
    for sample in shown {
      let figure = sample.output.figure(metric.unit)
      table.append(.numbers(text(sample.input).printable(), [figure.text, figure.errorText]))
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
    let values = goal.samples.map(\.output.value)
    return Axis(values + [goal.target], unit: metric.unit.onAxis)
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

  private func legend(on terminal: Terminal) -> String {
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

extension IntervalEstimate {
  /// How far it is to an end that is known; 0 where none is.
  fileprivate var halfWidth: Double {
    if reach.isFinite { return reach }
    return [value - interval.low, interval.high - value].filter(\.isFinite).max() ?? 0
  }
}

extension Double {
  /// Rounded to the place of the leading digit of an error.
  fileprivate func cut(by error: Double) -> Double {
    guard isFinite, error > 0, error.isFinite else { return self }
    var place = 1.0
    while place > error { place /= 10 }
    while place * 10 <= error { place *= 10 }
    return place > 0 ? (self / place).rounded() * place : self
  }
}
