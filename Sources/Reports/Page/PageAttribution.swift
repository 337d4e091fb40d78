import Statistics
import Text

// What moved the share price: the steps from the start to the end on the first screen, and each factor
// with its percentiles below.

extension Report {
  /// Of each company the factors as steps from the start to the end, on a logarithmic axis, on which they
  /// add.
  var attributionBars: [HTML] {
    let told = summary.attributions.filter { $0.total.count > 0 && !$0.active.isEmpty }
    let tables = told.map { attribution -> HTML in
      let kept = attribution.kept.map { ", on the \($0)" } ?? ""
      let caption = (told.count > 1 ? attribution.company : "Geometric means") + kept
      return HTML.bars(caption, isSeen: true, Self.steps(attribution))
    }
    return tables.isEmpty
      ? [] : [HTML.heading("What moved it", "times the share price, ± MCSE")] + tables
  }

  private static func steps(_ attribution: PriceAttribution) -> [HTML.Bar] {
    let parts = attribution.active
    // Where each step starts and ends, as logarithms.
    var levels = [0.0]
    for part in parts { levels.append(levels[levels.count - 1] + part.sample.mean.value) }
    let total = attribution.total.mean.value
    let all = levels + [total]
    let (low, high) = (all.min() ?? 0, all.max() ?? 1)
    func place(_ level: Double) -> Double { high > low ? (level - low) / (high - low) : 0 }
    func bar(_ name: String, _ sample: SampleSummary, _ from: Double, _ to: Double, isTotal: Bool)
      -> HTML.Bar
    {
      let factor = sample.mean.factor
      let figure = Figure(factor, unit: "")
      return HTML.Bar(
        label: "\(name)", boxes: [(place(from), place(to), kind(from, to, isTotal))],
        line: place(0), value: "×\(figure.text)",
        error: figure.plusMinus, isTotal: isTotal)
    }
    let steps = parts.enumerated().map { index, part in
      bar(part.name, part.sample, levels[index], levels[index + 1], isTotal: false)
    }
    return steps + [bar("all together", attribution.total, 0, total, isTotal: true)]
  }

  private static func kind(_ from: Double, _ to: Double, _ isTotal: Bool) -> String {
    isTotal ? "total" : to < from ? "fall" : "rise"
  }

  /// Of each company the factors by which its share price moved.
  var attributionTables: [HTML] {
    let head =
      [.init("share price, times"), .init("mean"), .init("±MCSE", dispensability: 1)] + levelHeads
    let tables = summary.attributions.flatMap { attribution -> [HTML] in
      let sentences = sentences(attribution).map { "<p>\($0.keepingPercent)</p>\n" as HTML }
      guard attribution.total.count > 0 else { return sentences }
      let rows =
        attribution.active.map { HTML.Line.cells($0.name, cells($0.sample)) }
        + [.cells("all together", cells(attribution.total))]
      let kept = attribution.kept.map { ", on the \($0)" } ?? ""
      let caption = "\(attribution.company): from the start to the horizon\(kept)"
      return [HTML.table(caption, head: head, rows: rows)] + sentences
    }
    let isTold = summary.attributions.contains { $0.total.count > 0 }
    return tables + (isTold ? [HTML.small(Self.factors)] : [])
  }
}
