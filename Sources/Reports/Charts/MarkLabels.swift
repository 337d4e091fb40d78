import Text

/// Texts beside the vertical lines of marked values, each on a row of its own.
///
/// A line reaches up to its own row, so it crosses the rows below: a text stands where no line of a
/// higher row does.
enum MarkLabels {
  struct Label {
    let mark: DistributionChart.Mark
    /// 0 at the left end of the axis, 1 at the right.
    let place: Double
    /// Whether the text stands to the right of its line.
    let isRight: Bool
  }

  /// Width of a character on the canvas of a file, as a part of the axis.
  static let character = 0.0122

  /// From the highest row to the lowest.
  ///
  /// - Parameters:
  ///   - marks: With their places, the most important first.
  ///   - character: Width of a character, as a part of the axis.
  static func placed(
    _ marks: [(DistributionChart.Mark, place: Double)], character: Double = character
  ) -> [Label] {
    // More would leave no room for the bars, and take long to try.
    let marks = marks.prefix(6).sorted { $0.place < $1.place }
    return search(marks, below: [], character)
      ?? marks.map { Label(mark: $0.0, place: $0.place, isRight: $0.place < 0.5) }
  }

  private static func search(
    _ rest: [(DistributionChart.Mark, place: Double)], below placed: [Label], _ character: Double
  ) -> [Label]? {
    guard !rest.isEmpty else { return placed }
    for (index, mark) in rest.enumerated() {
      for isRight in [true, false] {
        let label = Label(mark: mark.0, place: mark.place, isRight: isRight)
        let span = span(of: label, character)
        guard span.lowerBound >= -0.02, span.upperBound <= 1.03,
          placed.allSatisfy({ !span.contains($0.place) })
        else { continue }
        var others = rest
        others.remove(at: index)
        if let found = search(others, below: placed + [label], character) { return found }
      }
    }
    return nil
  }

  private static func span(of label: Label, _ character: Double) -> ClosedRange<Double> {
    // One more is the gap to the line.
    let width = character * Double(label.mark.text.displayWidth + 1)
    return label.isRight
      ? label.place...label.place + width : label.place - width...label.place
  }
}
