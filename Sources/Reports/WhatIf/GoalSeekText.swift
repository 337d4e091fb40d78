import Sensitivity
import Statistics
import Text

extension GoalSeekReport {
  /// The answer as a sentence, then the curve that it was read from.
  package func text(on terminal: Terminal) -> String {
    let width = terminal.width
    let curve = curveLines(on: terminal)
    var before = ["The target is \(target.printable())."] + Legend.caution(on: [metric])
    if goal.roots.contains(where: { told($0.input).contains(" (") }) {
      before.append(
        "In parentheses: the inputs whose metric cannot be told from the target at 95 %.")
    }
    if charts.isEmpty { before.append("No picture: the metric has no value to draw.") }
    let parts = [
      heading.lines("each input on the same draws", on: terminal),
      (answers + [range]).flatMap { $0.printable().wrapped(to: width, indent: 2) },
      curve.isEmpty ? [] : curve + [legend(on: terminal)].filter { !$0.isEmpty },
      Legend.lines(
        for: curve, of: goal.samples.map(\.output), units: [], before: before, on: terminal)
        + heading.reading.wrapped(to: width),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// `zhipu.growth.initial must be 312% (305% to 320%) for zhipu.sharePrice.p50@2027-06-24 to be
  /// 2174 HKD.`
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

  var range: String {
    let stated =
      key.stated.map { "The file says \($0.truncated(to: 60))" } ?? "The file says nothing"
    return
      "\(stated). Searched between \(ends)."
  }

  /// `0% and 400%`.
  var ends: String { "\(text(between.lowerBound, 0)) and \(text(between.upperBound, 0))" }

  /// `312% (305% to 320%)`: digits stop where the interval starts. Where the metric is flat on the
  /// target, `80% or more`: no input there is better than another.
  func told(_ input: IntervalEstimate) -> String {
    plateau(input) ?? text(input.value, input.halfWidth) + interval(input)
  }

  /// Nil where the metric only passes the target.
  private func plateau(_ input: IntervalEstimate) -> String? {
    let samples = goal.samples
    guard input.reach != 0, let root = samples.firstIndex(where: { $0.input == input.value }) else {
      return nil
    }
    func isOnTarget(_ index: Int) -> Bool { GoalSeek.isMet(goal.target, by: samples[index].output) }
    var (first, last) = (root, root)
    while first > 0, isOnTarget(first - 1) { first -= 1 }
    while last < samples.count - 1, isOnTarget(last + 1) { last += 1 }
    // Two may be next to each other by the steps of the search.
    guard isOnTarget(root), last - first >= 2 else { return nil }
    let low = first == 0 ? nil : input.interval.low
    let high = last == samples.count - 1 ? nil : input.interval.high
    func words(_ end: Double, _ inside: Int) -> String {
      end.isFinite ? text(end, abs(samples[inside].input - end)) : text(samples[inside].input, 0)
    }
    return switch (low, high) {
    case (let low?, let high?): "\(words(low, first)) to \(words(high, last))"
    case (let low?, nil): "\(words(low, first)) or more"
    case (nil, let high?): "\(words(high, last)) or less"
    case (nil, nil): "anything between \(ends)"
    }
  }

  /// ` (305% to 320%)`; nothing where it says no more than the number.
  private func interval(_ input: IntervalEstimate) -> String {
    let ends = [input.interval.low, input.interval.high]
    if ends.contains(where: \.isNaN) { return "" }
    let texts = ends.map { $0.isFinite ? text($0, input.halfWidth) : nil }
    let words =
      switch (texts[0], texts[1]) {
      case (let low?, let high?): low == high ? "" : "\(low) to \(high)"
      case (let low?, nil): "\(low) or more"
      case (nil, let high?): "\(high) or less"
      case (nil, nil): "or any other that was searched"
      }
    return words.isEmpty ? "" : " (\(words))"
  }
}

extension IntervalEstimate {
  /// How far it is to an end that is known; 0 where none is.
  fileprivate var halfWidth: Double {
    if reach.isFinite { return reach }
    return [value - interval.low, interval.high - value].filter(\.isFinite).max() ?? 0
  }
}
