import Statistics
import Text

/// The distribution of one number per path, with the levels that were asked.
///
/// Areas are shares of paths: bars between percentiles where there is no histogram.
struct DistributionChart {
  /// A level with a line of its own.
  struct Mark {
    let value: Double
    let text: String
  }

  /// Of its files, without the ending.
  let file: String
  let company: String
  let title: String
  let scenario: String
  let unit: String
  let sample: SampleSummary
  /// The most important first: there is not room for all.
  let marks: [Mark]

  /// Nil where all values are the same, or too few percentiles were recorded.
  var chart: Chart? {
    let source = DistributionBars.Source(sample)
    guard let axis = axis(source.edges) else { return nil }
    let shown = DistributionBars(source, on: axis)
    guard shown.bars.count >= 2, let highest = shown.bars.map(\.height).max(), highest > 0
    else { return nil }
    var data = "# from\tto\tshare of paths\theight\n"
    for bar in shown.bars {
      data += Chart.row(bar.low.shortest ?? "NaN", [bar.high, bar.share, bar.height])
    }
    return Chart(
      name: file, company: company, title: title, axes: axis.words, context: scenario,
      notes: notes(shown, source), alternative: alternative(labels(axis, on: .file)), data: data
    ) { canvas in
      commands(axis, highest, ends: ends(source), on: canvas)
    }
  }

  private func commands(
    _ axis: Axis, _ highest: Double, ends: [(text: String, isLow: Bool)], on canvas: Canvas
  ) -> [String] {
    let labels = labels(axis, on: canvas)
    // Marks have the rows above the bars, and above them is what is on one value beside the axis.
    let row = canvas.isSmall ? 0.14 : 0.1
    let rows = labels.count + (ends.isEmpty ? 0 : 1)
    let top = highest * (1.06 + row * Double(rows))
    return axis.horizontalCommands(on: canvas, width: canvas.isPage ? 0.9 : 0.74)
      + ["unset ytics", "unset grid", "set yrange [0:\(top.shortest ?? "1")]"]
      + canvas.margins(left: 0.04, right: canvas.isSmall ? 0.93 : 0.95)
      + labels.enumerated().flatMap { index, label in
        let place = Double(index + rows - labels.count)
        return Self.commands(label, height: top * 0.985 - place * row * highest, on: canvas)
      }
      + ends.map { end in
        canvas.label(
          end.text, "graph \(end.isLow ? 0 : 1)", "first \((top * 0.985).shortest ?? "0")",
          ink: .median, align: end.isLow ? "left" : "right") + " offset 0,-0.35"
      } + [
        "plot \((file + ".dat").inGnuplot) using 1:(0):1:2:(0):4 "
          + "with boxxyerror fillstyle solid 1 border rgb '\(Ink.paper.hex)' linewidth 0.5 "
          + "fillcolor rgb '\(Ink.narrow.hex)'"
      ]
  }

  private func axis(_ edges: [Double]) -> Axis? {
    guard let axis = Axis(edges, unit: unit, showsZero: false, isOfPaths: true) else { return nil }
    // A level far outside would press the bars together.
    let near = marks.map(\.value).filter { abs(axis.part(of: $0) - 0.5) < 0.9 }
    return Axis(edges + near, unit: unit, showsZero: false, isOfPaths: true)
  }

  private func labels(_ axis: Axis, on canvas: Canvas) -> [MarkLabels.Label] {
    let inside = marks.filter { $0.value >= axis.low && $0.value <= axis.high }
    return MarkLabels.placed(
      inside.prefix(canvas.isSmall ? 3 : inside.count).map { ($0, axis.place(of: $0.value)) },
      character: canvas.isPage ? 1 / canvas.characters(in: 0.92) : MarkLabels.character)
  }

  private static func commands(
    _ label: MarkLabels.Label, height: Double, on canvas: Canvas
  ) -> [String] {
    let (x, y) = (label.mark.value.shortest ?? "0", height.shortest ?? "0")
    return [
      "set arrow from first \(x),0 to first \(x),first \(y) nohead front "
        + "linecolor rgb '\(Ink.mark.hex)' linewidth 1.2",
      canvas.label(
        label.mark.text, "first \(x)", "first \(y)", ink: .mark,
        align: label.isRight ? "left" : "right")
        + " offset \(label.isRight ? 0.6 : -0.6),-0.35",
    ]
  }

  /// `◂ 65 % at 0`: what so many paths have that its bar would hide all others.
  private func ends(_ source: DistributionBars.Source) -> [(text: String, isLow: Bool)] {
    let shares = [(source.least, sample.minimum, true), (source.greatest, sample.maximum, false)]
    return shares.filter { $0.0 > 0 }.map { share, value, isLow in
      let text = "\(Self.text(share)) at \(value.amount(unit))"
      return (isLow ? "◂ \(text)" : "\(text) ▸", isLow)
    }
  }

  private static func text(_ share: Double) -> String {
    Figure(share, error: share / 20, unit: "share").text
  }

  private func notes(_ shown: DistributionBars, _ source: DistributionBars.Source) -> [String] {
    // Where the axis cuts a bar, nobody knows how many of its paths lie on either side.
    let about = shown.isCut ? "about " : ""
    let hidden = [
      (shown.below - source.least, "to the left"), (shown.above - source.greatest, "to the right"),
      (shown.shared, "on single values"),
    ]
    let words = hidden.filter { $0.0 > 1e-9 }.map { "\(Self.text($0.0)) \($0.1)" }
    let ends = ends(source).isEmpty ? [] : ["arrows: paths of one value"]
    return ["Areas are shares of paths"] + ends
      + (words.isEmpty ? [] : ["not shown: \(about)\(words.inWords)"])
  }

  private func alternative(_ labels: [MarkLabels.Label]) -> String {
    let words = sample.percentiles.map { $0.name + " " + Figure($0, unit: unit).text }
    let drawn = labels.sorted { $0.place < $1.place }.map(\.mark.text)
    let ends = ends(.init(sample)).map { $0.text.filter { !"◂▸".contains($0) } }
    return "Distribution over the paths: \((words + ends).joined(separator: ", "))."
      + (drawn.isEmpty ? "" : " Marked: \(drawn.joined(separator: "; ")).")
  }
}
