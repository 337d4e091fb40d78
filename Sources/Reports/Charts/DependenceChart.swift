import Statistics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Report {
  /// Of each pair where both end, as many as a page has room for.
  var dependenceCharts: [Chart] {
    guard let dependence = summary.dependence else { return [] }
    let pairs = dependence.pairs.prefix(6)
    let names = pairs.map { pair in
      "together-\(dependence.series[pair.first].subject)-\(dependence.series[pair.second].subject)"
    }
    return zip(pairs, names.inFileNames).compactMap { pair, file in
      DependenceChart(
        file: file, dependence: dependence, pair: pair, scenario: description.title,
        step: description.step
      ).chart?.placed(in: .together)
    }
  }
}

/// Where two prices are at the horizon, each over that of the start: regions in which most paths lie, and
/// paths outside them.
struct DependenceChart {
  /// Of its files, without the ending.
  let file: String
  let dependence: DependenceSummary
  let pair: DependenceSummary.Pair
  let scenario: String
  let step: String

  private typealias Point = (x: Double, y: Double)

  /// More would hide each other.
  private static let mostPoints = 2_000

  private var first: String { dependence.name(pair.first) }
  private var second: String { dependence.name(pair.second) }

  /// Nil where either ends at one value.
  var chart: Chart? {
    let points = zip(dependence.returns[pair.first], dependence.returns[pair.second])
      .compactMap { x, y -> Point? in x.flatMap { x in y.map { (1 + x, 1 + $0) } } }
    guard let x = Self.axis(points.map(\.x)), let y = Self.axis(points.map(\.y)) else { return nil }
    let density = JointDensity(
      points.filter { x.part(of: $0.x) > 0 && y.part(of: $0.y) > 0 }
        .map { (x.place(of: $0.x), y.place(of: $0.y)) })
    let outside = points.prefix(Self.mostPoints).filter {
      density?.region(x: x.place(of: $0.x), y: y.place(of: $0.y)) == nil
        || x.part(of: $0.x) <= 0 || y.part(of: $0.y) <= 0
    }
    let notes = notes(x, y, points, hasRegions: density != nil)
    return Chart(
      name: file, company: "", title: "\(first) and \(second) at the end",
      axes: "price over that of the start: \(second) above \(first)", context: scenario,
      notes: notes, alternative: alternative(points), data: Self.data(density, outside, x, y)
    ) { canvas in commands(x, y, notes, on: canvas) }
  }

  /// Of prices over those of the start; some may be worth nothing.
  private static func axis(_ values: [Double]) -> Axis? {
    Axis(values, unit: "index", isOfPaths: true)
  }

  /// Regions as boxes, then points; what lies below an axis is at its end.
  private static func data(
    _ density: JointDensity?, _ outside: [Point], _ x: Axis, _ y: Axis
  ) -> String {
    var text = "# from\tto\tlow\thigh\tregion\n"
    for span in density?.spans ?? [] {
      text += Chart.row(
        x.value(at: span.from).shortest ?? "NaN",
        [x.value(at: span.to), y.value(at: span.low), y.value(at: span.high), Double(span.region)])
    }
    text += "\n\n# first\tsecond\n"
    for point in outside {
      text += Chart.row((max(x.low, point.x)).shortest ?? "NaN", [max(y.low, point.y)])
    }
    return text
  }

  private func commands(_ x: Axis, _ y: Axis, _ notes: [String], on canvas: Canvas) -> [String] {
    let path = (file + ".dat").inGnuplot
    let areas = Ink.bands.enumerated().map { region, ink in
      "\(path) index 0 using ($5 == \(region) ? $1 : NaN):3:1:2:3:4 with boxxyerror "
        + "fillstyle solid 1 border rgb '\(ink.hex)' linewidth 0.4 fillcolor rgb '\(ink.hex)'"
    }
    let points =
      "\(path) index 1 using 1:2 with points pt 7 ps \(canvas.isSmall ? 0.16 : 0.22) "
      + "linecolor rgb '\(Ink.sample.hex)'"
    let note = notes.joined(separator: "; ") + "."
    let bottom = canvas.isPage ? canvas.bottom(lines: 2.2) : canvas.bottom(above: note)
    return x.horizontalCommands(on: canvas, width: 0.85) + y.verticalCommands(on: canvas)
      + canvas.margins(right: 0.96, bottom: bottom)
      + [canvas.axisTitle(first, above: note)]
      + ["set grid xtics ytics back linetype 1 linecolor rgb '\(Ink.grid.hex)' linewidth 0.7"]
      + ["plot " + (areas + [points]).joined(separator: ", \\\n  ")]
  }

  private func notes(_ x: Axis, _ y: Axis, _ points: [Point], hasRegions: Bool) -> [String] {
    let isWhole = points.allSatisfy { x.part(of: $0.x) > 0 && y.part(of: $0.y) > 0 }
    let whose = isWhole ? "" : " on which both are worth something"
    let regions =
      hasRegions
      ? "areas hold 50, 80 and 90 % of the paths\(whose); dots: paths outside, of \(grouped(min(points.count, Self.mostPoints)))"
      : "each dot is a path"
    let ranks = [
      pair.steps.map { "by \(step) \(Figure($0.mean, unit: "").text)" },
      pair.horizon.map { "to the end \(Figure($0.value, error: $0.reach, unit: "").text)" },
    ].compactMap(\.self)
    let cut = [
      x.cut(points.map(\.x)).map { "\(first), \($0)" },
      y.cut(points.map(\.y)).map { "\(second), \($0)" },
    ]
    return [regions.capitalisedAtStart, "rank correlation \(ranks.joined(separator: ", "))"]
      + cut.compactMap(\.self)
  }

  private func alternative(_ points: [Point]) -> String {
    let both = points.count { $0.x < 1 && $0.y < 1 }
    let share = Figure(
      Double(both) / Double(max(1, points.count)), error: 0.01, unit: "share"
    ).text
    let rank = pair.horizon.map {
      " The rank correlation is \(Figure($0.value, error: $0.reach, unit: "").text)."
    }
    return
      "Where \(first) and \(second) end: both below their start on \(share) of the paths.\(rank ?? "")"
  }
}

extension Axis {
  /// The value at a place from 0 to 1.
  func value(at place: Double) -> Double {
    isLogarithmic ? low * pow(high / low, place) : low + place * (high - low)
  }
}
