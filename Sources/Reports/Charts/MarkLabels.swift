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

  /// Width of a character and of the gap to the line, as parts of the axis.
  private static let (character, gap) = (0.0122, 0.012)

  /// From the highest row to the lowest.
  ///
  /// - Parameter marks: With their places, the most important first.
  static func placed(_ marks: [(DistributionChart.Mark, place: Double)]) -> [Label] {
    // More would leave no room for the bars, and take long to try.
    let marks = marks.prefix(6).sorted { $0.place < $1.place }
    return search(marks, below: [])
      ?? marks.map { Label(mark: $0.0, place: $0.place, isRight: $0.place < 0.5) }
  }

  private static func search(
    _ rest: [(DistributionChart.Mark, place: Double)], below placed: [Label]
  ) -> [Label]? {
    guard !rest.isEmpty else { return placed }
    for (index, mark) in rest.enumerated() {
      for isRight in [true, false] {
        let label = Label(mark: mark.0, place: mark.place, isRight: isRight)
        let span = span(of: label)
        guard span.lowerBound >= -0.02, span.upperBound <= 1.03,
          placed.allSatisfy({ !span.contains($0.place) })
        else { continue }
        var others = rest
        others.remove(at: index)
        if let found = search(others, below: placed + [label]) { return found }
      }
    }
    return nil
  }

  private static func span(of label: Label) -> ClosedRange<Double> {
    let width = character * Double(label.mark.text.displayWidth) + gap
    return label.isRight
      ? label.place...label.place + width : label.place - width...label.place
  }
}
