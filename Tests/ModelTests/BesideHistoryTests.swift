import Foundation
import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects what is held against the history of a share price: the history's own numbers against NumPy and SciPy, those
/// of the paths against their prices, and when nothing is said.
@Suite struct BesideHistoryTests {
  /// Invented closes of every weekday but 17 to 19 February, when the exchange is shut. The next, on the 20th, is 102.
  private static let closes: [(String, Double)] = [
    ("2026-01-08", 130), ("2026-01-09", 151), ("2026-01-12", 107), ("2026-01-13", 111),
    ("2026-01-14", 109), ("2026-01-15", 114), ("2026-01-16", 119), ("2026-01-19", 90),
    ("2026-01-20", 95), ("2026-01-21", 102), ("2026-01-22", 91), ("2026-01-23", 102),
    ("2026-01-26", 104), ("2026-01-27", 107), ("2026-01-28", 135), ("2026-01-29", 162),
    ("2026-01-30", 159), ("2026-02-02", 173), ("2026-02-03", 182), ("2026-02-04", 177),
    ("2026-02-05", 140), ("2026-02-06", 128), ("2026-02-09", 134), ("2026-02-10", 132),
    ("2026-02-11", 129), ("2026-02-12", 117), ("2026-02-13", 113), ("2026-02-16", 127),
  ]

  /// `kurtosis(x)` of SciPy 1.17, and NumPy 2.4 for a = |x|, d = a - mean: (d[l:]*d[:-l]).sum()/(d*d).sum(), counts
  /// of p[1:]/p[:-1]-1 beyond ±s.
  private static let expected: [String: Double] = [
    "kurtosis": 0.31009220957280936,
    "absoluteAutocorrelation1": -0.004954997599876192,
    "absoluteAutocorrelation5": 0.16834325430693647,
    "fallsAbove5": 7, "fallsAbove10": 5, "fallsAbove20": 3,
    "risesAbove5": 9, "risesAbove10": 5, "risesAbove20": 1,
  ]

  private static func history(_ closes: some Sequence<(String, Double)> = closes) -> String {
    "history: {\(closes.map { "\($0.0): \($0.1)" }.joined(separator: ", "))}"
  }

  private static func text(
    _ price: String = "102, \(history())", step: String = "day", horizon: String = "60 days",
    outcomes: String = "[return]", top: String = "", rest: String = ""
  ) -> ScenarioText {
    ScenarioText(
      step: step, horizon: horizon, record: "[sharePrice]", start: "2026-02-20",
      top: "outcomes: \(outcomes)\n" + top,
      acme: "shares: 10M\narr: 100M\nsharePrice: {value: \(price)}\nmultiple: {volatility: 150%}\n"
        + rest)
  }

  private static func told(_ text: ScenarioText) throws -> HistorySummary? {
    try text.run(paths: 64, seed: 1).histories["acme"]
  }

  @Test func ofTheHistory() throws {
    let told = try #require(try Self.told(Self.text()))
    #expect(told.first == "2026-01-08" && told.last == "2026-02-20" && told.steps == 28)
    #expect(Set(told.moves.map(\.outcome.quantity.ownName)) == Set(Self.expected.keys))
    for move in told.moves {
      let expected = try #require(Self.expected[move.outcome.quantity.ownName])
      #expect(abs(move.value - expected) < 1e-12, "\(move.outcome.name) \(move.value)")
    }
    // Control: without one close in the middle they are others.
    var gap = Self.closes
    gap.remove(at: 7)
    let other = try #require(try Self.told(Self.text("102, \(Self.history(gap))")))
    #expect(other.steps == 27)
    #expect(zip(told.moves, other.moves).count { $0.value != $1.value } >= 4)
  }

  /// Of 300 paths mean and rank are those of their first 28 returns, by hand. Control: of all returns they are
  /// others.
  @Test func ofThePaths() throws {
    let model = try Self.text().model()
    let run = Run(paths: 0..<300, seed: 5)
    let summary = try model.run(paths: 300, seed: 5)
    let told = try #require(summary.histories["acme"])
    let price = try #require(
      try Simulator(model, workers: 1).trajectories(of: run, paths: 0..<300)
        .tracks["acme.sharePrice"])
    func values(_ name: String, _ steps: Int) -> [Double] {
      (0..<300).map { path in
        let prices = (0...steps).map { price[$0, path] }
        return Self.plain(name, zip(prices, prices.dropFirst()).map { $1 / $0 })
      }
    }
    var differs = 0
    for move in told.moves {
      let name = move.outcome.quantity.ownName
      let own = values(name, 28)
      let mean = own.reduce(0, +) / 300
      #expect(
        abs(try #require(move.outcome.mean).value - mean) < 1e-9 * max(1, abs(mean)), "\(name)")
      let (below, equal) = (own.count { $0 < move.value }, own.count { $0 == move.value })
      #expect(move.rank.count == 300 && move.rank.hits == below + equal / 2, "\(name)")
      let longer = values(name, model.grid.steps).reduce(0, +) / 300
      differs += abs(longer - mean) > 1e-3 ? 1 : 0
    }
    #expect(differs >= 8)
  }

  private static func plain(_ name: String, _ ratios: [Double]) -> Double {
    let number = Double(name.drop { !$0.isNumber }) ?? 0
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    switch name.prefix { !$0.isNumber } {
    case "fallsAbove": return Double(ratios.count { $0 < 1 - number / 100 })
    case "risesAbove": return Double(ratios.count { $0 > 1 + number / 100 })
    case "kurtosis":
      let logs = ratios.map { log($0) }
      let centre: Double = mean(logs)
      let off: [Double] = logs.map { $0 - centre }
      let square = mean(off.map { $0 * $0 })
      return mean(off.map { $0 * $0 * $0 * $0 }) / (square * square) - 3
    default:
      let sizes = ratios.map { abs(log($0)) }
      let centre: Double = mean(sizes)
      let off: [Double] = sizes.map { $0 - centre }
      return zip(off, off.dropFirst(Int(number))).reduce(0) { $0 + $1.0 * $1.1 }
        / off.reduce(0) { $0 + $1 * $1 }
    }
  }

  /// Nothing is said of a history that is short, sparse or of other steps; of one with more values than steps it is
  /// of the last of each, and of one that is longer than the horizon of its end.
  @Test func whenItIsTold() throws {
    #expect(try Self.told(Self.text("102")) == nil)
    let short = Self.history(Self.closes.suffix(19))
    #expect(try Self.told(Self.text("102, \(short)")) == nil)
    #expect(try Self.told(Self.text("102, \(Self.history(Self.closes.suffix(20)))"))?.steps == 20)
    let months = (0..<24).map { CalendarDate("2024-01-11")?.adding(months: $0) }
    let sparse = Self.history(
      months.compactMap(\.self).enumerated().map { ("\($1)", 100 + Double($0)) })
    #expect(try Self.told(Self.text("102, \(sparse)")) == nil)
    // Six weeks of days are five changes of a week.
    #expect(try Self.told(Self.text(step: "week", horizon: "1 year")) == nil)
    #expect(try Self.told(Self.text(horizon: "19 days")) == nil)
    let cut = try #require(try Self.told(Self.text(horizon: "31 days")))
    #expect(cut.steps == 23 && cut.first > "2026-01-08" && cut.last == "2026-02-20")
    // A price that is drawn is no last close.
    let drawn = try #require(try Self.told(Self.text("98 to 105, \(Self.history())")))
    #expect(drawn.steps == 27 && drawn.last == "2026-02-16")
    // Days before a hole are left out.
    let old = [("2025-06-01", 40.0), ("2025-09-01", 60.0)] + Self.closes
    #expect(try Self.told(Self.text("102, \(Self.history(old))"))?.first == "2026-01-08")
  }

  /// Of daily closes a file of weeks takes the last of each week.
  @Test func ofAnotherStep() throws {
    let start = try #require(CalendarDate("2025-05-02"))
    let days = (0..<290).map { start.adding(days: $0) }
      .filter { $0.weekday < 5 && "\($0)" < "2026-02-20" }
    let closes = days.enumerated().map {
      ("\($1)", 100 + 10 * sin(Double($0)) + Double($0) / 5)
    }
    let told = try #require(
      try Self.told(Self.text("160, \(Self.history(closes))", step: "week", horizon: "1 year")))
    let fridays = zip(days, closes).filter { $0.0.weekday == 4 }.map(\.1.1) + [160]
    #expect(told.steps == fridays.count - 1 && told.steps > 40)
    let ratios = zip(fridays, fridays.dropFirst()).map { $1 / $0 }
    for move in told.moves {
      let expected = Self.plain(move.outcome.quantity.ownName, ratios)
      #expect(abs(move.value - expected) < 1e-9, "\(move.outcome.name)")
    }
  }

  /// Paths on which the company is bought before are of no use; others stay.
  @Test func boughtBefore() throws {
    let summary = try Self.text(
      outcomes: "[takeover]",
      top:
        "events: {offer: {until: 2026-04-15, probability: 60%, then: {buyOut: {acme: 30%}}}}"
    ).run(paths: 2_000, seed: 9)
    let told = try #require(summary.histories["acme"])
    let bought = try #require(summary.outcomes["acme.takeover"])
    let count = told.moves[0].rank.count
    #expect(count < 2_000 && count > 800, "\(count)")
    #expect(told.moves.allSatisfy { $0.rank.count == count })
    #expect(bought.exceedances.last.map { $0.probability.hits > 2_000 - count } ?? false)
  }

  /// A history that nobody asks for moves no other number, and parts of a run make up the whole.
  @Test func bytes() throws {
    let outcomes = "[return, kurtosis, fallsAbove10]"
    let with = try Self.text(outcomes: outcomes).model()
    let without = try Self.text("102", outcomes: outcomes).model()
    let (one, two) = (
      try with.run(paths: 1_536, seed: 3), try without.run(paths: 1_536, seed: 3)
    )
    #expect(one.series == two.series && one.outcomes == two.outcomes)
    #expect(one.histories.count == 1 && two.histories.isEmpty)
    let other = try Self.text(outcomes: "[return]").model().run(paths: 1_536, seed: 3)
    #expect(other.histories == one.histories)
    for workers in [2, 5] {
      #expect(try with.run(paths: 1_536, seed: 3, workers: workers) == one)
    }
  }
}
