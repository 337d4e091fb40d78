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

  let name: String
  let company: String
  let title: String
  let scenario: String
  let unit: String
  let sample: SampleSummary
  let marks: [Mark]

  /// Nil where all values are the same, or too few percentiles were recorded.
  var chart: Chart? {
    let bars = bars
    guard bars.count >= 2, let axis = axis(bars) else { return nil }
    let shown = bars.filter { axis.place(of: $0.high) > axis.place(of: $0.low) }
    let heights = shown.map { $0.share / (axis.place(of: $0.high) - axis.place(of: $0.low)) }
    guard let highest = heights.max(), highest > 0 else { return nil }
    let labels = labels(axis)
    // Marks have the rows above the bars.
    let top = highest * (1.06 + 0.1 * Double(labels.count))
    var commands = Chart.texts(title, "\(axis.words) · \(scenario)", note: note)
    commands +=
      axis.commands("x") + [
        "unset ytics", "unset grid", "set yrange [0:\(top.shortest ?? "1")]",
        "set lmargin at screen 0.04", "set rmargin at screen 0.95",
      ]
    commands += labels.enumerated().flatMap { row, label in
      Self.commands(label, height: top * 0.985 - Double(row) * 0.1 * highest)
    }
    let low = axis.low.shortest ?? "0"
    commands.append("inside(value) = value < \(low) ? \(low) : value")
    commands.append(
      "plot \((name + ".dat").inGnuplot) using (inside($1)):(0):(inside($1)):(inside($2)):(0):4 "
        + "with boxxyerror fillstyle solid 1 border rgb 'white' linewidth 0.5 "
        + "fillcolor rgb '\(FanChart.blues[2])'")
    var data = "# from\tto\tshare of paths\theight\n"
    for (bar, height) in zip(shown, heights) {
      data += Chart.row(bar.low.shortest ?? "NaN", [bar.high, bar.share, height])
    }
    return Chart(
      name: name, company: company, title: title, alternative: alternative, data: data,
      commands: commands)
  }

  private typealias Bar = (low: Double, high: Double, share: Double)

  private var bars: [Bar] {
    if let histogram = sample.histogram {
      let total = Double(max(1, histogram.total))
      return histogram.counts.enumerated().map { index, count in
        (histogram.edges[index], histogram.edges[index + 1], Double(count) / total)
      }
    }
    let percentiles = sample.percentiles.sorted { $0.level < $1.level }
      .filter { $0.value.isFinite }
    return zip(percentiles, percentiles.dropFirst())
      .map { ($0.value, $1.value, ($1.level - $0.level) / 100) }
      .filter { $0.low < $0.high }
  }

  private func axis(_ bars: [Bar]) -> Axis? {
    let ends = bars.flatMap { [$0.low, $0.high] }
    guard let axis = Axis(ends, unit: unit, showsZero: false) else { return nil }
    // A level far outside would press the bars together.
    let near = marks.map(\.value).filter { abs(axis.part(of: $0) - 0.5) < 0.9 }
    return Axis(ends + near, unit: unit, showsZero: false)
  }

  private func labels(_ axis: Axis) -> [MarkLabels.Label] {
    let inside = marks.filter { $0.value >= axis.low && $0.value <= axis.high }
    return MarkLabels.placed(
      inside.map { ($0, axis.place(of: $0.value)) }.sorted { $0.1 < $1.1 })
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

  private var note: String {
    guard let histogram = sample.histogram else {
      let levels = sample.percentiles.map(\.level)
      return "Areas are shares of paths. Bars run between percentiles, from "
        + "P\(levels.min()?.shortest ?? "") to P\(levels.max()?.shortest ?? ""); the rest is not "
        + "drawn."
    }
    let total = Double(max(1, histogram.total))
    let (below, above) = (Double(histogram.below) / total, Double(histogram.above) / total)
    guard below + above > 0 else { return "Areas are shares of paths." }
    func text(_ share: Double) -> String { Figure(share, error: share / 20, unit: "share").text }
    return "Areas are shares of paths; \(text(below)) lie to the left of the bars, \(text(above)) "
      + "to the right."
  }

  private var alternative: String {
    let words = sample.percentiles.map { $0.name + " " + Figure($0, unit: unit).text }
    let asked = marks.map(\.text)
    return "Distribution over the paths: \(words.joined(separator: ", "))."
      + (asked.isEmpty ? "" : " Marked: \(asked.joined(separator: "; ")).")
  }
}
