import Foundation
import Statistics
import Testing

@testable import Reports
@testable import Sensitivity
@testable import Text

@Suite struct LookTests {
  @Test func look() throws {
    let root = "/tmp/rep-look"
    try? FileManager.default.removeItem(atPath: root)
    var text = ""
    func show<P: Publication>(_ p: P, _ name: String, widths: [Int] = [80, 40]) throws {
      for w in widths { text += "\n######## \(name) \(w)\n" + p.text(on: Terminal(columns: w)) }
      let written = try p.write(to: root + "/" + name, pictures: .init(withPNG: true))
      if !written.notes.isEmpty { text += "NOTES \(written.notes)\n" }
    }
    func market(_ v: Double) -> SeriesSummary {
      var m = Market()
      m.volatility = v
      return m.report().summary.series["acme.sharePrice"]!
    }
    try show(WhatIf.sweep(), "sweep2", widths: [80, 60, 40])
    try show(
      WhatIf.sweep(
        [WhatIf.elasticity], points: [["-1.5"], ["-1"], ["-0.8"], ["-0.5"]], planned: 9), "sweep1")
    try show(
      WhatIf.sweep(
        [WhatIf.regime],
        points: [
          ["regimes"], ["meanReversion"], ["constant"],
          ["lognormal(p5: 1.5, p95: 5, and much more)"],
        ]), "dots")
    try show(
      WhatIf.comparison(fans: [(market(0.12), market(0.06))]), "comparison", widths: [80, 60, 40])
    try show(
      WhatIf.comparison(names: ("a", "b"), fans: [(market(0.12), market(0.06))]),
      "comparison-short", widths: [])
    try show(WhatIf.goal(roots: [(3.12, 3.05, 3.2)]) { 900 + 408 * $0 }, "goal")
    try show(
      WhatIf.goal(roots: [(0.7, 0.6, 0.8), (3.3, 3.2, .infinity)]) {
        1000 + 1700 * $0 - 425 * $0 * $0
      }, "goal2")
    try show(WhatIf.goal(target: 9000, roots: []) { 1000 + 1700 * $0 - 425 * $0 * $0 }, "goal0")
    try show(WhatIf.tornado(), "tornado", widths: [80, 60, 40])
    try show(WhatIf.tornado(.conditional), "tornado-conditional", widths: [80])
    try show(WhatIf.tornado(.rank), "tornado-rank")
    try Data(text.utf8).write(to: URL(filePath: root + "/text.txt"))
  }
}
