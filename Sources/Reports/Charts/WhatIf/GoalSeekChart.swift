import Sensitivity
import Statistics
import Text

extension GoalSeekReport {
  /// The curve that the answer was read from, the target across it, and the answers down from it.
  package var charts: [Chart] {
    let samples = goal.samples.filter { $0.input.isFinite && $0.output.value.isFinite }
    let ends = [between.lowerBound, between.upperBound]
    let scale = InputScale(key, samples.map(\.input) + ends)
    guard let x = scale.axis(samples.map(\.input) + ends),
      !samples.isEmpty, let y = samples.map(\.output).axis(metric.unitInWords, with: [goal.target])
    else { return [] }
    let data = samples.map {
      Chart.row((scale.factor * $0.input).shortest ?? "NaN", $0.output.row(on: y))
    }.joined()
    return [
      Chart(
        name: file, company: metric.quantity?.subject ?? "", title: metric.words.capitalisedAtStart,
        axes: y.words, context: heading.description.title, notes: notes,
        alternative: answers.joined(separator: " ").printable(),
        data: "# input\tvalue\tlow\thigh\n" + data
      ) { canvas in
        commands(x, y, scale, on: canvas)
      }
    ]
  }

  private func commands(_ x: Axis, _ y: Axis, _ scale: InputScale, on canvas: Canvas) -> [String] {
    let marks = marks(x, scale, on: canvas)
    let row = canvas.isPage ? canvas.line * 0.9 : 0.05
    // Texts of the answers stand above the plot, a row for each.
    let highest = canvas.isPage ? 0.97 : 0.82
    let target = target.truncated(to: canvas.isSmall ? 9 : 15)
    let place = Chart.graph(1.015, y.place(of: goal.target))
    var commands = x.horizontalCommands(on: canvas) + y.verticalCommands(on: canvas)
    commands += canvas.margins(
      top: highest - row * Double(marks.count),
      bottom: canvas.isPage ? canvas.bottom(lines: 2.2) : 0.17)
    commands += canvas.rightMargin(for: ["target", target])
    commands += [
      canvas.axisTitle(scale.title(key, x)),
      y.line(at: goal.target, isVertical: false, ink: .line),
      canvas.label("target", place.x, place.y + " offset 0,0.5", size: 12),
      canvas.label(target, place.x, place.y + " offset 0,-0.5", size: 12),
    ]
    commands += marks.enumerated().flatMap { index, label in
      Self.commands(label, height: highest + 0.02 - row * Double(index + 1), on: canvas)
    }
    commands += goal.roots.map { reach($0.input.interval, x, y, scale) }
    let path = (file + ".dat").inGnuplot
    return commands + [
      "plot \(path) using 1:3:4 with filledcurves fillstyle solid 1 noborder "
        + "fillcolor rgb '\(Ink.middle.hex)', \\\n  "
        + "\(path) using 1:2 with linespoints linewidth 2.2 pt 7 ps 0.6 "
        + "linecolor rgb '\(Ink.median.hex)'"
    ]
  }

  private var file: String { [metric.name].inFileNames[0] }

  private var notes: [String] {
    [
      "Shaded: 95 % sampling interval", "dots: inputs tried",
      goal.roots.isEmpty ? "the target is not reached" : "orange: where the target is reached",
    ] + Chart.missing(goal.samples.map(\.output), "input")
  }

  private func marks(_ x: Axis, _ scale: InputScale, on canvas: Canvas) -> [MarkLabels.Label] {
    MarkLabels.placed(
      goal.roots.filter(\.input.value.isFinite).map { root in
        let words = told(root.input)
        let mark = DistributionChart.Mark(
          value: root.input.value, text: words.printable().truncated(to: canvas.isSmall ? 26 : 44))
        return (mark, x.place(of: scale.factor * root.input.value))
      }, character: canvas.isPage ? 1 / canvas.characters(in: 0.75) : MarkLabels.character)
  }

  /// The inputs that cannot be told from an answer, along the target.
  private func reach(_ interval: Interval, _ x: Axis, _ y: Axis, _ scale: InputScale) -> String {
    let height = y.place(of: goal.target)
    let ends = [interval.low, interval.high].map { end in
      let place = Chart.graph(x.place(of: scale.factor * end), height)
      return "\(place.x),\(place.y)"
    }
    return
      "set arrow from \(ends[0]) to \(ends[1]) nohead front linecolor rgb '\(Ink.observed.hex)' "
      + "linewidth 4"
  }

  /// A line from the axis to the row of its text.
  private static func commands(
    _ label: MarkLabels.Label, height: Double, on canvas: Canvas
  ) -> [String] {
    let x = Chart.graph(label.place, 0).x
    let y = "screen \(height.inPlot)"
    return [
      "set arrow from \(x),graph 0 to \(x),\(y) nohead front linecolor rgb '\(Ink.observed.hex)' "
        + "linewidth 1.4",
      canvas.label(
        label.mark.text, x, y, ink: .mark, align: label.isRight ? "left" : "right")
        + " offset \(label.isRight ? 0.6 : -0.6),-0.1",
    ]
  }
}
