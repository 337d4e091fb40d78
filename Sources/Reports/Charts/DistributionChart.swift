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
    let labels = labels(axis)
    // Marks have the rows above the bars.
    let top = highest * (1.06 + 0.1 * Double(labels.count))
    var commands = Chart.texts(
      title, Chart.subtitle(axis.words, scenario), note: Self.note(shown))
    commands +=
      axis.horizontalCommands() + [
        "unset ytics", "unset grid", "set yrange [0:\(top.shortest ?? "1")]",
        "set lmargin at screen 0.04", "set rmargin at screen 0.95",
      ]
    commands += labels.enumerated().flatMap { row, label in
      Self.commands(label, height: top * 0.985 - Double(row) * 0.1 * highest)
    }
    commands.append(
      "plot \((file + ".dat").inGnuplot) using 1:(0):1:2:(0):4 "
        + "with boxxyerror fillstyle solid 1 border rgb 'white' linewidth 0.5 "
        + "fillcolor rgb '\(FanChart.blues[2])'")
    var data = "# from\tto\tshare of paths\theight\n"
    for bar in shown.bars {
      data += Chart.row(bar.low.shortest ?? "NaN", [bar.high, bar.share, bar.height])
    }
    return Chart(
      name: file, company: company, title: title, alternative: alternative(labels), data: data,
      commands: commands)
  }

  private func axis(_ edges: [Double]) -> Axis? {
    guard let axis = Axis(edges, unit: unit, showsZero: false, isOfPaths: true) else { return nil }
    // A level far outside would press the bars together.
    let near = marks.map(\.value).filter { abs(axis.part(of: $0) - 0.5) < 0.9 }
    return Axis(edges + near, unit: unit, showsZero: false, isOfPaths: true)
  }

  private func labels(_ axis: Axis) -> [MarkLabels.Label] {
    let inside = marks.filter { $0.value >= axis.low && $0.value <= axis.high }
    return MarkLabels.placed(inside.map { ($0, axis.place(of: $0.value)) })
  }

  private static func commands(_ label: MarkLabels.Label, height: Double) -> [String] {
    let (x, y) = (label.mark.value.shortest ?? "0", height.shortest ?? "0")
    return [
      "set arrow from first \(x),0 to first \(x),first \(y) nohead front "
        + "linecolor rgb '#8a3c00' linewidth 1.2",
      Chart.label(
        label.mark.text, "first \(x)", "first \(y)", colour: "#8a3c00",
        align: label.isRight ? "left" : "right")
        + " offset \(label.isRight ? 0.6 : -0.6),-0.35",
    ]
  }

  private static func note(_ shown: DistributionBars) -> String {
    // Where the axis cuts a bar, nobody knows how many of its paths lie on either side.
    let about = shown.isCut ? "about " : ""
    let hidden = [
      (shown.below, "to the left"), (shown.above, "to the right"),
      (shown.shared, "on single values"),
    ]
    let words = hidden.filter { $0.0 > 1e-9 }.map { share, place in
      "\(Figure(share, error: share / 20, unit: "share").text) \(place)"
    }
    return "Areas are shares of paths"
      + (words.isEmpty ? "" : "; not shown: \(about)\(words.inWords)")
      + "."
  }

  private func alternative(_ labels: [MarkLabels.Label]) -> String {
    let words = sample.percentiles.map { $0.name + " " + Figure($0, unit: unit).text }
    let drawn = labels.sorted { $0.place < $1.place }.map(\.mark.text)
    return "Distribution over the paths: \(words.joined(separator: ", "))."
      + (drawn.isEmpty ? "" : " Marked: \(drawn.joined(separator: "; ")).")
  }
}
