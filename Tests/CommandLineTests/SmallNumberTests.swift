import Foundation
import TestSupport
import Testing

/// Protects small numbers beside large ones, and small ones by themselves: only 0 is told as 0.
@Suite struct SmallNumberTests {
  /// Ten years of growth that nobody knows: the largest path is 10¹³ times the median.
  private static let seedling = """
    ballpark: 1
    title: Seedling
    start: 2026-07-01
    horizon: 10 years
    step: quarter
    paths: 2000
    seed: 1
    currency: USD
    companies:
      acme:
        shares: 10M
        arr: 300k to 1M
        growth: {initial: 0% to 400%}
        multiple: {initial: 12, longRun: 4 to 10, halfLife: 2 years, volatility: 60%}
    """

  /// A price of a fifth of a millionth.
  private static let token = """
    ballpark: 1
    title: Token
    start: 2026-07-01
    horizon: 1 year
    step: month
    paths: 2000
    seed: 1
    currency: USD
    companies:
      coin:
        shares: 420.69T
        arr: 12M
        growth: {initial: 40%}
        multiple: {initial: 8, volatility: 80%}
    questions: [coin.sharePrice < 0.0000002 USD]
    """

  private struct Series: Decodable {
    let name: String
    let dates: [String]
    let percentiles: [String: [Double]]
  }

  private struct Document: Decodable { let series: [Series] }

  /// `1.5M`, `3.3e-12`, `20%`; nil where it is no number.
  private static func number(_ text: Substring) -> Double? {
    let scales: [Character: Double] = ["k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "%": 0.01]
    guard let scale = text.last.flatMap({ scales[$0] }) else { return Double(text) }
    return number(text.dropLast()).map { scale * $0 }
  }

  /// Every percentile of the last date in the table is the one of `summary.json`.
  @Test(arguments: [seedling, token])
  func tableSaysWhatTheFileSays(_ scenario: String) throws {
    try inFolder { folder in
      let run = try ballpark(
        "run", "acme.yaml", "--no-charts", "--full", scenario: scenario, in: folder)
      #expect(run.code == 0, "\(run.errors)")
      let data = try Data(contentsOf: folder.appending(path: "Output/acme/summary.json"))
      let all = try JSONDecoder().decode(Document.self, from: data).series
      let table = run.output.replacing(" %", with: "%").split(separator: "\n\n")[1]
        .split(separator: "\n")
      let heads = table[0].split(separator: " ").dropFirst()
      let end = try #require(all.first?.dates.last)
      let rows = table.filter { $0.hasPrefix("  " + end) }
      #expect(rows.count == all.count && heads.contains("P50"))
      for (row, series) in zip(rows, all) {
        let cells = row.split(separator: " ").dropFirst()
        // A number on all paths stands below the median alone.
        let levels = cells.count == 1 ? ["P50"] : heads.filter { $0.hasPrefix("P") }
        for (head, cell) in zip(levels, cells) {
          let told = try #require(series.percentiles[String(head.dropFirst())]?.last)
          let printed = try #require(Self.number(cell), "\(series.name): \(row)")
          // One digit is right to a third.
          #expect(
            abs(printed - told) <= 0.34 * abs(told), "\(series.name) \(head): \(cell), \(told)")
        }
      }
    }
  }

  /// What rounding leaves of equal sums is 0 from the start: gross profit of 72M less costs of 72M.
  @Test func sumsThatCancelAreZero() throws {
    let even = Self.token.replacingOccurrences(of: "12M", with: "120M")
      .replacingOccurrences(of: "{initial: 40%}", with: "{initial: 0%}")
      .replacingOccurrences(
        of: "questions: [coin.sharePrice < 0.0000002 USD]",
        with: "    costs: {grossMargin: 60%, fixed: 72M}")
    try inFolder { folder in
      let run = try ballpark("run", "acme.yaml", "--no-files", "--full", scenario: even, in: folder)
      let lines = run.output.split(separator: "\n").map { $0.split(separator: " ") }
      for name in ["cumulativeBurn,", "finalEbitdaMargin"] {
        let line = try #require(lines.first { $0.first?.hasPrefix(name) == true }, "\(run.output)")
        #expect(line.dropFirst().allSatisfy { ["0", "%", "USD"].contains($0) }, "\(line)")
      }
    }
  }

  @Test func sentencesAndShow() throws {
    try inFolder { folder in
      let run = try ballpark("run", "acme.yaml", "--full", scenario: Self.token, in: folder)
      let words = run.output.replacing("\n  ", with: " ")
      #expect(words.contains("The share price of coin is below 0.0000002 USD on 2027-07-01 on"))
      #expect(words.contains("sharePrice, USD: 0.0000002282 at the start"))
      #expect(words.contains("0.000001 ┤"))
      let page = try folder.text("Output/acme/report.html")
      // What a share returns stands among the answers of both.
      let meanReturn = "The total return of coin to 2027-07-01 has a median of 44 % ±"
      #expect(
        words.contains(meanReturn) && page.contains(meanReturn.replacing(" %", with: "\u{A0}%")))
      #expect(page.contains("from 0.0000002282 at the start; 80\u{A0}% of the paths from 0.000000"))
      let small = try ballpark("show", "1e-12 to 1e-10", "--kind", "multiple", in: folder).output
      #expect(small.contains("lognormal(p5: 1e-12, p95: 1e-10)") && small.contains("e-11x"))
      #expect(!small.contains(" 0x"))
      let large = try ballpark("show", "1.5e20 to 1e22", "--kind", "money", in: folder).output
      #expect(large.contains("P5       1.5e20\n") && large.contains("P95        1e22\n"))
      #expect(large.contains("p95: 1e22)"), "\(large)")
    }
  }
}
