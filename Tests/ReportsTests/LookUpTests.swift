import Foundation
import Reports
import Statistics
import TestSupport
import Testing

@testable import Text

/// Protects the drawing of a density from quantiles alone.
@Suite struct DensitySketchTests {
  /// Uniform on 0 to 1: equal bins. A quantile function with a kink: twice the density below.
  @Test func binsHoldTheirProbability() throws {
    let uniform = try #require(DensitySketch { $0 })
    for probability in uniform.probabilities { #expect(abs(probability - 0.98 / 60) < 1e-6) }
    let kinked = try #require(DensitySketch(bins: 30) { $0 < 2 / 3.0 ? $0 / 2 : 2 * $0 - 1 })
    // From 0.005 to 0.98; the kink lies at 1/3.
    #expect(abs(kinked.probabilities.reduce(0, +) - 0.98) < 1e-9)
    #expect(abs(kinked.probabilities[2] / kinked.probabilities[25] - 4) < 1e-3)
  }

  /// An atom has no density, and all of its probability in one bin.
  @Test func atoms() throws {
    let sketch = try #require(DensitySketch(bins: 10) { $0 < 0.5 ? 0 : $0 })
    #expect(abs(sketch.probabilities[0] - 0.49) < 1e-3)
    #expect(abs(sketch.probabilities.reduce(0, +) - 0.98) < 1e-9)
    #expect(DensitySketch { _ in 3 } == nil)
    #expect(DensitySketch { $0 < 0.5 ? 0 : .infinity } == nil)
  }

  /// The bins of a standard logistic beside its distribution function.
  @Test func agreesWithTheDistributionFunction() throws {
    let sketch = try #require(DensitySketch { log($0 / (1 - $0)) })
    func below(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    let width = (sketch.high - sketch.low) / 60
    for (bin, probability) in sketch.probabilities.enumerated() {
      let left = sketch.low + width * Double(bin)
      #expect(abs(probability - (below(left + width) - below(left))) < 1e-5)
    }
  }

  @Test func picture() throws {
    let sketch = try #require(
      DensitySketch(bins: 24) { $0 < 0.5 ? ($0 / 2).squareRoot() : 1 - ((1 - $0) / 2).squareRoot() }
    )
    let lines = sketch.lines(height: 4) { "\((100 * $0).rounded() / 100)" }
    #expect(
      lines == [
        "        ▁▃▆██▆▃▁", "     ▂▄▇████████▇▄▂", "  ▃▅▇██████████████▇▅▃",
        "▆██████████████████████▆", "───┴─────┴────┴─────┴───", "  0.2   0.4  0.6   0.8",
      ], "\(lines.joined(separator: "\n"))")
  }
}

/// Protects the tables of `check` and `list`.
@Suite struct LookUpTableTests {
  @Test func assumptions() {
    let long = "triangular(low: -75%, mode: 10%, high: 83%)"
    let description = ScenarioDescription(
      title: "Title", text: "", start: "2026-06-24", step: "week", steps: 104, horizon: 2,
      currency: "HKD",
      assumptions: [
        .init(
          key: "zhipu.arr", of: "zhipu", text: "1.7B CNY",
          source: "a filing that has a very long name"),
        .init(key: "zhipu.listPrice.changes.size", of: "zhipu", text: long),
        .init(key: "fx.CNY", in: "fx", text: "1.15", source: "bell\u{7}"),
        .init(key: "zhipu.debt", of: "zhipu", text: "0", isStated: false),
        .init(key: "measure", text: "realWorld", isStated: false),
      ])
    #expect(
      description.assumptionLines(on: Terminal(columns: 72)) == [
        "measure                   realWorld                     default",
        "zhipu",
        "  arr                     1.7B CNY                      a filing that h…",
        "  listPrice.changes.size  triangular(low: -75%, mode:",
        "                            10%, high: 83%)",
        "  debt                    0                             default",
        "fx",
        "  CNY                     1.15                          bell?",
      ])
  }

  @Test func reference() {
    let table = ReferenceTable(
      title: "Things:", name: "thing", help: "what", facts: ["unit", "such as"], code: [1],
      [
        .init(
          "arr", help: "A run rate | now.", facts: ["money", "5M"], remarks: ["in money", ""]),
        .init("a name that is longer than the column may ever be", help: "Long."),
      ])
    #expect(
      table.text(on: Terminal(columns: 60)) == """
        Things:

        arr                                 A run rate | now.
                                            in money
        a name that is longer than the column may ever be
                                            Long.

        """)
    #expect(table.markdown.contains("| `arr` | A run rate \\| now. | money | `5M` |\n"))
  }
}
