import Sensitivity
import Statistics
import Text

extension MetricTornado {
  /// A bar for each driver, the longest first: from the metric at its low end to that at its high end, over
  /// the metric with all drawn.
  ///
  /// - Parameters:
  ///   - most: More are counted below.
  ///   - isBroad: Whether they take the width of the page.
  func bars(most: Int = MetricTornado.most, isBroad: Bool = false) -> [HTML] {
    // Of a few, each says something.
    let told = zip(shown, labels).filter { isBroad || $0.0.isDistinguishable }
    let shown = Array((told.isEmpty ? Array(zip(shown, labels)) : told).prefix(most))
    guard let axis, let middle, !shown.isEmpty else { return [] }
    let rows = shown.map { row($0, label: $1, axis, middle) }
    let heads = isCorrelation ? ("driver", "correlation") : ("driver", "low end to high end, swing")
    let rest = tornado.bars.count - shown.count
    let notes = [
      isCorrelation ? "" : "blue: the driver \(place) its \(ends.low), orange: its \(ends.high)",
      isCorrelation ? "" : "line: \(tornado.base.map { $0.amount(metric) } ?? "none drawn")",
      shown.contains { !$0.0.isDistinguishable } ? "pale: not distinguishable from 0" : "",
      shown.contains { $0.1.contains(Self.chance) }
        ? "\(Self.chance) drawn along each path: chance, not belief" : "",
      shown.contains { drivers[$0.0.name]?.kind == .clock }
        ? Report.clockMeaning.asPart : "",
      tornado.method == .swing ? happenings?.asPart ?? "" : "",
      rest > 0 ? "\(grouped(rest)) smaller ones are not shown" : "",
    ].filter { !$0.isEmpty }
    return [
      HTML.bars(title, heads: heads, isBroad: isBroad, rows),
      HTML.small(notes.isEmpty ? "" : (notes.joined(separator: "; ") + ".").capitalisedAtStart),
    ]
  }

  private var place: String { tornado.method == .conditional ? "in" : "at" }
  private var isCorrelation: Bool { tornado.method == .rank }

  private func row(_ bar: Tornado.Bar, label: String, _ axis: Axis, _ middle: Double) -> HTML.Bar {
    let values = isCorrelation ? [nil, bar.swing.value] : [bar.low?.value, bar.high?.value]
    let pale = bar.isDistinguishable ? "" : "Pale"
    let ends = zip(values, ["rise", "fall"]).compactMap { value, kind in
      value.flatMap { $0.isFinite ? (value: $0, kind: kind + pale) : nil }
    }
    // The longer first, so that the other one is seen before it.
    let boxes = ends.sorted { abs($0.value - middle) > abs($1.value - middle) }.map { end in
      (from: axis.place(of: middle), to: axis.place(of: end.value), kind: end.kind)
    }
    let swing = bar.swing.difference(swingUnit)
    let error = bar.swing.differenceError(swingUnit)
    let between =
      isCorrelation
      ? ""
      : [bar.low, bar.high].map { $0?.cell(metric.unit) ?? "–" }.joined(separator: " to ")
    let driver = drivers[bar.name]
    let own =
      (driver?.ends.map { low, high in
        tornado.method == .conditional ? "below \(low), above \(high)" : "\(low) → \(high)"
      } ?? "").printable()
    let words: HTML =
      driver?.words.map { "\($0.printable())<small>\(HTML.name(label)): \(own)</small>" }
      ?? "\(HTML.name(label))<small>\(own)</small>"
    return HTML.Bar(
      label: words, boxes: boxes,
      line: axis.place(of: middle), value: isCorrelation ? swing : between,
      error: isCorrelation
        ? "± \(error)" : error.isEmpty ? swing : "\(swing) ± \(error)")
  }
}

extension Report {
  /// Of each company what moves where its share price ends, the largest first.
  var driverParts: [HTML] {
    let told = drivers().filter { !$0.tornado.bars.isEmpty }
    guard let last = told.last else { return [] }
    return told.flatMap { report in
      [HTML.heading("What drives the \(report.metric.wordsWithoutDate)", report.metric.unitInWords)]
        + report.bars(most: 6)
    } + [
      HTML.small(
        "Each driver among the tenths of \(grouped(last.heading.paths)) paths with its lowest and its "
          + "highest values; ballpark tornado tells more.")
    ]
  }
}
