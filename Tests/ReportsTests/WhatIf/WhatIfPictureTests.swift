import Statistics
import Testing

@testable import Reports
@testable import Sensitivity
@testable import Text

/// Protects what pictures of what-if answers say on their axes and in their cells.
@Suite struct WhatIfPictureTests {
  static func key(_ name: String, _ unit: String, _ levels: [(String, Double)]) -> SweptKey {
    SweptKey(
      name: name, stated: nil, unit: unit,
      numbers: Dictionary(uniqueKeysWithValues: levels.map { ($0.0, $0.1) }))
  }

  static func grid(_ count: Int) -> SweepReport {
    let first = (1...count).map { ("\($0 * 125)M CNY", Double($0) * 125e6) }
    let second = (1...count).map { ("\($0) months", Double($0) / 24) }
    let points = first.flatMap { one in second.map { [one.0, $0.0] } }
    return WhatIf.sweep(
      [key("zhipu.cash", "CNY", first), key("zhipu.growth.halfLife", "years", second)],
      points: points, metrics: [WhatIf.price])
  }

  private func commands(_ report: SweepReport) -> String {
    report.charts.first?.script.joined(separator: "\n") ?? ""
  }

  @Test func inputAxesHaveUnits() {
    let months = (1...5).map { ("\(9 + $0) months", Double(9 + $0) / 12) }
    let curve = commands(
      WhatIf.sweep(
        [Self.key("zhipu.growth.halfLife", "years", months)], points: months.map { [$0.0] }))
    #expect(curve.contains("'zhipu.growth.halfLife · months'"))
    // From 10 to 14 months, not from 0.
    #expect(curve.contains("set xrange [9.8:14.2]"))
    let years = (1...5).map { ("\($0) years", Double($0)) }
    #expect(
      commands(WhatIf.sweep([Self.key("a.b", "years", years)], points: years.map { [$0.0] }))
        .contains("'a.b · years'"))
  }

  /// Twelve columns are numbers without their currency, some left out and none cut, with one size of
  /// digits; thirty are colours alone; more are dots.
  @Test func largeGridsAreReadable() {
    let twelve = commands(Self.grid(12))
    #expect(twelve.contains("'zhipu.cash · CNY'") && twelve.contains("· months'"))
    let tics = twelve.split(separator: "\n").first { $0.hasPrefix("set xtics (") } ?? ""
    #expect(tics.contains("'125M' 1") && !tics.contains("CNY") && !tics.contains("…"))
    let sizes = Set(
      twelve.split(separator: "\n").filter { $0.contains(" at first ") }
        .compactMap { $0.split(separator: "font ").last?.prefix(5) })
    #expect(sizes.count == 1)
    let thirty = commands(Self.grid(30))
    #expect(thirty.contains("boxxyerror") && !thirty.contains(" at first "))
    #expect(commands(Self.grid(31)).contains("points pt 7"))
  }

  /// Colours span the values, not the way from 0.
  @Test func colourBarsNeedNoZero() {
    let range = commands(Self.grid(2)).split(separator: "\n").first { $0.hasPrefix("set cbrange") }
    #expect(range?.contains("[1774") == true, "\(range ?? "")")
  }
}
