import Statistics
import Text

/// What tables of estimates are read with.
enum Legend {
  /// Explains only what stands in the lines.
  ///
  /// - Parameters:
  ///   - shown: The lines above.
  ///   - estimates: The numbers in them.
  ///   - units: Of the numbers; several where there are several.
  ///   - before: Sentences that go in front of what all tables share.
  static func lines(
    for shown: [String], of estimates: [IntervalEstimate], units: [String], before: [String] = [],
    on terminal: Terminal
  ) -> [String] {
    func isShown(_ text: String) -> Bool { shown.contains { $0.contains(text) } }
    let hasNumbers = estimates.contains { $0.value.isFinite }
    var sentences: [String] = []
    if hasNumbers, isShown("±") {
      sentences.append("±: half the width of a 95 % sampling interval.")
    }
    sentences += before
    if isShown(IntervalEstimate.mark) {
      sentences.append("\(IntervalEstimate.mark): not distinguishable from 0.")
    }
    if isShown(" none") {
      sentences.append(
        isShown("< ")
          ? "none: no path; as a difference, the same on every path."
          : "none: the same on every path.")
    }
    if isShown("+") || isShown(" -"), units.contains(where: ["share", "probability"].contains) {
      sentences.append("Differences of per cent are percentage points.")
    }
    if estimates.contains(where: { $0.isCensored && $0.interval.low.isFinite }) {
      sentences.append(">: not by the horizon; the number is what it exceeds.")
    }
    if estimates.contains(where: { $0.isCensored && !$0.interval.low.isFinite }) {
      sentences.append("\(IntervalEstimate.later): not by the horizon.")
    }
    if estimates.contains(where: \.isBounded) {
      sentences.append("a to b: the horizon decides no more; with the sampling error of both.")
    }
    if isShown("–") { sentences.append("–: no value.") }
    if hasNumbers { sentences.append("Digits stop where the sampling error starts.") }
    if isShown("~") {
      let isOpen = estimates.contains { $0.value.isFinite && $0.interval.high == .infinity }
      sentences.append(Report.unknownError(isOpen: isOpen))
    }
    if sentences.isEmpty { return [] }
    return sentences.joined(separator: " ").wrapped(to: terminal.width)
      .map { terminal.styled($0, .note) }
  }

  /// What a percentile of a discounted value is not.
  static func caution(on metrics: [MetricDescription]) -> [String] {
    let isTold = metrics.contains { $0.quantity?.family == .payOff && $0.isPercentile }
    return isTold
      ? [
        "A percentile of a discounted value is one of pay-offs, not of the value: that is the mean."
      ]
      : []
  }

  /// Why there are fewer pictures than metrics: an answer that has none says so.
  static func missingPictures(of names: [String]) -> [String] {
    guard let first = names.first else { return [] }
    let others = names.count > 1 ? " and \(names.count - 1) more" : ""
    return ["No picture of \(first.printable())\(others): there is no value to draw."]
  }
}
