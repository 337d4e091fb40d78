import Foundation
import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects what is told of how prices move together: by hand from the prices of every path, against closed forms
/// of the bivariate normal, and with equal bytes whatever the workers and blocks.
///
/// Closed forms at 4 standard errors, two-sided: α = 6e-5 each, 0.001 for all. The seed is fixed.
@Suite struct CoMovementTests {
  private static let rho = 0.6
  private static let volatility = (first: 0.7, second: 0.5)

  private static func walks(
    step: String = "week", others: String = "", top: String = ""
  ) -> ScenarioText {
    ScenarioText(
      step: step, horizon: step == "week" ? "52 weeks" : "12 months",
      record: "[sharePrice]",
      top: "shockCorrelations: [{between: [acme.multiple, bolt.multiple], value: \(rho)}]\n\(top)",
      acme: "shares: 1M\narr: 1M\nmultiple: {initial: 100, volatility: \(100 * volatility.first)%}",
      others:
        "bolt: {shares: 1M, arr: 1M, multiple: {initial: 9, volatility: \(100 * volatility.second)%}}\n"
        + others)
  }

  // MARK: Closed forms

  /// E of Spearman's correlation of n normal pairs; Moran (1948).
  private static func spearman(_ rho: Double, _ n: Double) -> Double {
    6 / (.pi * (n + 1)) * (asin(rho) + (n - 2) * asin(rho / 2))
  }

  /// E of Pearson's correlation of n normal pairs; Hotelling (1953).
  private static func pearson(_ rho: Double, _ n: Double) -> Double {
    let ratio = exp(2 * (lgamma(n / 2) - lgamma((n - 1) / 2)))
    var (term, sum) = (1.0, 0.0)
    for k in 0..<200 {
      sum += term
      let k = Double(k)
      term *= (k + 0.5) * (k + 0.5) / ((n + 1) / 2 + k) / (k + 1) * rho * rho
    }
    return 2 / (n - 1) * ratio * rho * sum
  }

  private static func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// P(X < x, Y < y) of two standard normals, by the midpoint rule.
  private static func both(_ x: Double, _ y: Double, _ rho: Double) -> Double {
    let (low, count) = (-9.0, 20_000)
    let width = (x - low) / Double(count)
    return (0..<count).reduce(0) { sum, place in
      let z = low + (Double(place) + 0.5) * width
      let density = exp(-z * z / 2) / (2 * .pi).squareRoot()
      return sum + width * density * normal((y - rho * z) / (1 - rho * rho).squareRoot())
    }
  }

  private static func isNear(_ value: Double, _ expected: Double, error: Double) -> Bool {
    abs(value - expected) < 4 * error
  }

  /// Control: a correlation that is higher by 0.05.
  @Test(arguments: [("week", 52.0), ("month", 12.0)])
  func closedForms(step: String, count: Double) throws {
    let summary = try Self.walks(step: step).run(paths: 40_000, seed: 31)
    let dependence = try #require(summary.dependence)
    let pair = try #require(dependence.pairs.first)
    #expect(dependence.pairs.count == 1 && pair.steps?.paths == 2_048)
    #expect(pair.horizonPaths == DependenceTally.keptReturns)
    let steps = try #require(pair.steps?.mean)
    let logs = try #require(pair.logs?.mean)
    let horizon = try #require(pair.horizon)
    let error = horizon.reach / Interval.normalReach
    func tell(_ rho: Double) -> [Bool] {
      let root = (1 / count).squareRoot()
      var all = [
        Self.isNear(steps.value, Self.spearman(rho, count), error: steps.error),
        Self.isNear(horizon.value, 6 / .pi * asin(rho / 2), error: error),
        Self.isNear(logs.value, Self.pearson(rho, count), error: logs.error),
      ]
      for fall in pair.falls {
        let sizes = [Self.volatility.first, Self.volatility.second]
        let (of, given) = (
          log(1 - fall.fall) / (sizes[fall.of] * root),
          log(1 - fall.fall) / (sizes[fall.given] * root)
        )
        let share = Self.both(given, of, rho) / Self.normal(given)
        let interval = fall.probability.interval
        let error = (interval.high - interval.low) / 2 / Interval.normalReach
        all.append(Self.isNear(fall.probability.value, share, error: error))
      }
      return all
    }
    #expect(pair.falls.count == 6)
    #expect(!tell(Self.rho).contains(false), "\(tell(Self.rho))")
    #expect(!tell(Self.rho + 0.05)[0] && !tell(Self.rho + 0.05)[1] && !tell(Self.rho + 0.05)[2])
    #expect(!tell(Self.rho + 0.05)[4])
    for fall in pair.falls {
      let sizes = [Self.volatility.first, Self.volatility.second]
      let share = Self.normal(log(1 - fall.fall) / (sizes[fall.of] / count.squareRoot()))
      let interval = fall.alone.interval
      #expect(
        Self.isNear(
          fall.alone.value, share,
          error: (interval.high - interval.low) / 2 / Interval.normalReach))
      #expect(fall.alone.count == 40_000 * Int(count))
    }
  }

  // MARK: By hand

  private static let paths = 512

  /// Names that fail, are bought, and are worth nothing for a while; baskets beside them, of which two hold what
  /// the others do, and one nothing.
  private static let eventful = ScenarioText(
    step: "week", record: "[sharePrice, value]",
    top: """
      events: {offer: {until: 2027-04-24, probability: 60%, then: {buyOut: {bolt: 40%}}}}
      baskets:
        pair: {holds: {acme: 50%, bolt: 30%}}
        own: {holds: {acme: 50%, core: 0%}}
      """,
    acme: """
      shares: 10M
      arr: 100M
      cash: 12M
      costs: {grossMargin: 60%, fixed: 90M}
      growth: {initial: 40%, volatility: 30%}
      multiple: {initial: 5, volatility: 60%}
      """,
    others: """
      bolt: {shares: 1M, arr: 5M, debt: 30M, multiple: {initial: 8, volatility: 90%}}
      core: {shares: 1M, arr: 5M, multiple: {initial: 8, volatility: 50%}}
      """)

  private static func ranks(_ values: [Double]) -> [Double] {
    values.map { value in
      Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
    }
  }

  private static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
    let means = [first, second].map { $0.reduce(0, +) / Double($0.count) }
    func sum(_ a: [Double], _ b: [Double], _ places: (Int, Int)) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - means[places.0]) * ($1.1 - means[places.1]) }
    }
    let squares = sum(first, first, (0, 0)) * sum(second, second, (1, 1))
    return squares > 0 ? sum(first, second, (0, 1)) / squares.squareRoot() : nil
  }

  /// Returns of each step by hand: nil where there is none.
  private static func returns(_ prices: [Double], boughtAt: Double) -> [Double?] {
    zip(prices, prices.dropFirst()).enumerated().map { step, ends in
      ends.0 > 0 && Double(step) < boughtAt ? ends.1 / ends.0 - 1 : nil
    }
  }

  @Test func isWhatPathsSay() throws {
    let model = try Self.eventful.model()
    let run = Run(paths: 0..<Self.paths, seed: 7)
    let simulator = Simulator(model, workers: 2)
    let told = try #require(try simulator.simulate(run).dependence)
    let all = try simulator.trajectories(of: run, paths: 0..<Self.paths)
    let bought = try #require(all.constants["bolt.takeover"]).values
    #expect(
      told.series.map(\.name) == [
        "acme.sharePrice", "bolt.sharePrice", "core.sharePrice", "pair.value", "own.value",
      ])
    // Acme is of both baskets, bolt of one, and nothing of core is held.
    #expect(
      told.pairs.map { [$0.first, $0.second] } == [
        [0, 1], [0, 2], [1, 2], [1, 4], [2, 3], [2, 4],
      ])
    let returns = try told.series.map { series in
      let track = try #require(all.tracks[series.name])
      return (0..<Self.paths).map { path in
        Self.returns(
          Array(track.values(at: path)),
          boughtAt: series.subject == "bolt" ? bought[path] : .infinity)
      }
    }
    #expect(bought.contains { $0.isFinite } && returns[0].contains { $0.contains(nil) })
    for pair in told.pairs {
      var (sum, weight, logSum, logWeight) = (0.0, 0.0, 0.0, 0.0)
      var counts: [String: (Int, Int, Int)] = [:]
      for path in 0..<Self.paths {
        let both = zip(returns[pair.first][path], returns[pair.second][path]).map { ($0, $1) }
        let shared = both.prefix { $0.0 != nil && $0.1 != nil }.map { ($0.0!, $0.1!) }
        if shared.count > 2,
          let rank = Self.correlation(
            Self.ranks(shared.map(\.0)), Self.ranks(shared.map(\.1)))
        {
          sum += rank * Double(shared.count - 1)
          weight += Double(shared.count - 1)
        }
        let positive = shared.prefix { $0.0 > -1 && $0.1 > -1 }
        if positive.count > 2,
          let log = Self.correlation(
            positive.map { log1p($0.0) }, positive.map { log1p($0.1) })
        {
          logSum += log * Double(positive.count - 1)
          logWeight += Double(positive.count - 1)
        }
        let known = both.compactMap { a, b in a.flatMap { a in b.map { (a, $0) } } }
        for fall in pair.falls {
          let isTurned = fall.of == pair.first
          let given = known.filter { (isTurned ? $0.1 : $0.0) < -fall.fall - 1e-12 }
          let hits = given.count { (isTurned ? $0.0 : $0.1) < -fall.fall - 1e-12 }
          let old = counts["\(fall.of) \(fall.fall)"] ?? (0, 0, 0)
          counts["\(fall.of) \(fall.fall)"] = (
            old.0 + hits, old.1 + given.count, old.2 + (given.isEmpty ? 0 : 1)
          )
        }
      }
      #expect(abs(try #require(pair.steps).mean.value - sum / weight) < 1e-8)
      #expect(abs(try #require(pair.logs).mean.value - logSum / logWeight) < 1e-8)
      for fall in pair.falls {
        let count = try #require(counts["\(fall.of) \(fall.fall)"])
        let told = (fall.probability.hits, fall.probability.count, fall.probability.clusters)
        #expect(told == count)
      }
      let ends = zip(told.returns[pair.first], told.returns[pair.second])
        .compactMap { a, b in a.flatMap { a in b.map { (a, $0) } } }
      let rank = Self.correlation(Self.ranks(ends.map(\.0)), Self.ranks(ends.map(\.1)))
      #expect(abs(try #require(pair.horizon).value - (rank ?? .nan)) < 1e-9)
    }
    for (place, series) in told.series.enumerated() {
      for path in 0..<Self.paths {
        let prices = Array(try #require(all.tracks[series.name]).values(at: path))
        let change = try #require(told.returns[place][path])
        #expect(abs(change - (prices[prices.count - 1] / prices[0] - 1)) < 1e-12)
      }
    }
  }

  // MARK: Determinism

  /// Whatever the workers, the blocks and their order; in parts that are written and read.
  @Test func equalBytes() throws {
    let model = try Self.eventful.model()
    let run = Run(paths: 0..<6_000, seed: 5)
    let told = try Simulator(model, workers: 1).simulate(run).dependence
    #expect(told != nil)
    let other = Simulator(model, workers: 3, blockSize: 512) { $0.reversed() }
    #expect(try other.simulate(run).dependence == told)
    let simulator = Simulator(model, workers: 2)
    let whole = try simulator.tally(of: run)
    let parts = try [2_048..<6_000, 0..<512, 512..<2_048].map {
      try RunTally(bytes: simulator.tally(of: run, part: $0).bytes)
    }
    for part in parts.dropFirst() { try parts[0].merge(part) }
    #expect(parts[0].bytes == whole.bytes)
    #expect(try simulator.summary(of: parts[0]).dependence == told)
  }

  /// Nothing for one company, nor for one with a basket, nor where prices are not recorded; of a market cap where
  /// there is no share price. Numbers of the others do not change.
  @Test func whereItIsTold() throws {
    func told(_ text: ScenarioText) throws -> DependenceSummary? {
      try text.run(paths: 512, seed: 3).dependence
    }
    var alone = Self.walks()
    alone.top = "baskets: {own: {holds: {acme: 50%}}}"
    alone.others = ""
    #expect(try told(alone) == nil)
    var caps = Self.walks()
    caps.record = "[marketCap]"
    #expect(try told(caps)?.series.map(\.name) == ["acme.marketCap", "bolt.marketCap"])
    caps.record = "[arr]"
    #expect(try told(caps) == nil)
    // A basket of both is told beside neither, and changes nothing of them.
    let plain = try told(Self.walks())
    let held = try told(
      Self.walks(top: "baskets: {both: {holds: {acme: 50%, bolt: 50%}}}"))
    #expect(plain != nil && held == plain)
  }

  /// Prices that never move have no correlation, and fall by nothing.
  @Test func standstill() throws {
    var text = Self.walks()
    text.top = ""
    text.others = "bolt: {shares: 1M, arr: 1M, multiple: {initial: 9}}"
    let pair = try #require(try text.run(paths: 512, seed: 3).dependence?.pairs.first)
    #expect(pair.steps == nil && pair.logs == nil)
    #expect(pair.horizon == IntervalEstimate(exactly: 0))
    #expect(pair.falls.allSatisfy { $0.of == 1 && $0.probability.hits == 0 })
  }
}
