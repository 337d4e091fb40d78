import Foundation
import Statistics
import Testing

/// Protects against paths that break in silence: each is counted with its cause and left out of every
/// band and outcome.
@Suite struct FailureTests {
  static let paths = 20_000

  private func scenario(_ acme: String, start: String = "multiple: {initial: 10x}") -> ScenarioText
  {
    ScenarioText(
      step: "quarter", percentiles: "[5, 50, 95]", record: FullScenario.marketSeries,
      acme: "shares: 100\narr: 10\n\(acme)\n\(start)")
  }

  /// Series and outcomes that hold a failed path at any date, or lack a sound one.
  private func polluted(_ summary: Summary, failed: Int, paths: Int = paths) -> [String] {
    func isClean(_ sample: SampleSummary) -> Bool {
      sample.count == paths - failed && sample.failed == failed
        && (sample.count == 0 || sample.mean.value.isFinite)
    }
    return summary.series.filter { !$0.bands.allSatisfy(isClean) }.map(\.name)
      + summary.outcomes.filter { !isClean($0.sample) }.map(\.name)
  }

  /// Protects the share of failures and the band of the sound: cash of N(10, 10²) is below 0 on 15.87 %
  /// of paths; the market cap at the start is then 100 plus the rest, a truncated normal.
  @Test func drawnOutsideItsDomain() throws {
    let summary = try scenario("cash: {normal: {mean: 10, sd: 10}}")
      .run(paths: Self.paths, seed: 1_201)
    let failed = summary.failures.paths
    #expect(
      summary.failures.causes
        == [.init(text: "acme.cash was drawn outside its domain (0 or above)", paths: failed)])
    #expect(polluted(summary, failed: failed) == [])

    func comparison(_ probability: Double, hazard: Double) throws -> Comparisons {
      let n = Double(Self.paths)
      var result = Comparisons()
      result.add(
        "share of failures", Double(failed) / n, probability,
        error: (probability * (1 - probability) / n).squareRoot())
      let deviation = 10 * (1 - hazard * hazard - hazard).squareRoot()
      result.add(
        "market cap", try summary.band("marketCap", at: 0).mean.value, 110 + 10 * hazard,
        error: deviation / (n - Double(failed)).squareRoot())
      return result
    }
    let probability = normalProbability(below: -1)
    // Mean and variance of N(10, 10²) above 0 follow from the hazard at -1.
    let hazard = normalDensity(-1) / (1 - probability)
    #expect(try comparison(probability, hazard: hazard).failures == [])
    #expect(try !comparison(probability * 1.1, hazard: hazard).hold)
    // With failed paths among the sound, at their draw, the mean would be 110.
    #expect(try !comparison(probability, hazard: 0).hold)
  }

  /// Protects every number that may be drawn: none of them breaks a path in silence, wherever it
  /// acts: at the start, in a later step, in a minimum or maximum that might drop a NaN.
  @Test(arguments: [
    "cash: {normal: {mean: 10, sd: 10}}",
    "debt: {normal: {mean: 10, sd: 10}}",
    "growth: {initial: {normal: {mean: 0%, sd: 80%}}}",
    "growth: {initial: 9%, longRun: {normal: {mean: 0%, sd: 80%}}, halfLife: 1 year}",
    "growth: {initial: 9%, longRun: 1%, halfLife: {normal: {mean: 1 year, sd: 1 year}}}",
    "growth: {initial: 9%, volatility: {normal: {mean: 20%, sd: 20%}}}",
    "usage: {volatility: {normal: {mean: 20%, sd: 20%}}}",
    "usage: {volatility: {initial: 20%, halfLife: {normal: {mean: 1 year, sd: 1 year}}}}",
    "listPrice: {drift: {normal: {mean: 0%, sd: 80%}}, elasticity: -1}",
    "listPrice: {volatility: {normal: {mean: 20%, sd: 20%}}}",
    "listPrice: {drift: 40%, headroom: {normal: {mean: 1, sd: 1}}}",
    "listPrice: {changes: {frequency: {normal: {mean: 1/year, sd: 1/year}}, size: 10%}}",
    "shares: {issued: 100, options: [{count: {normal: {mean: 10, sd: 10}}, strike: 1}]}",
    "shares: {normal: {mean: 100, sd: 100}}",
    "arr: {normal: {mean: 10, sd: 10}}",
  ])
  func anyNumberThatIsDrawn(_ keys: String) throws {
    let own = ["shares", "arr"].filter { !keys.hasPrefix($0) }
    let base = own.map { $0 == "shares" ? "shares: 100\n" : "arr: 10\n" }.joined()
    let summary = try ScenarioText(
      step: "quarter", percentiles: "[5, 50, 95]", record: FullScenario.marketSeries,
      acme: base + keys + "\nmultiple: {initial: 10x}"
    ).run(paths: 2_048, seed: 1_202)
    let failed = summary.failures.paths
    #expect(failed > 20 && failed < 1_100)
    #expect(summary.failures.causes.map(\.paths) == [failed])
    #expect(polluted(summary, failed: failed, paths: 2_048) == [])
  }

  /// Protects readers from a selected sample: above one failed path in a hundred the run says so.
  @Test func failedPathsInNumberAreDoubted() throws {
    for (sd, isDoubted) in [(10.0, true), (3.6, false)] {
      let summary = try scenario("cash: {normal: {mean: 10, sd: \(sd)}}")
        .run(paths: 4_096, seed: 1_205)
      #expect(summary.failures.paths > 0)
      #expect(summary.warnings.contains { $0.contains("of the paths failed") } == isDoubted)
    }
  }

  /// Protects readers from a mean that one path makes: a volatility of 400 % gives one, 20 % does not.
  @Test func meansOfAFewPathsAreDoubted() throws {
    for (volatility, isDoubted) in [("400%", true), ("20%", false)] {
      let summary = try scenario("usage: {volatility: \(volatility)}")
        .run(paths: 16_384, seed: 1_206)
      #expect(summary.warnings.contains { $0.contains("acme.arr: one path") } == isDoubted)
    }
  }

  /// Protects the failure of all paths: no band, no number that looks like one.
  @Test func everyPath() throws {
    let summary = try scenario("cash: {normal: {mean: 1e6, sd: 1}}", start: "sharePrice: 3")
      .run(paths: 2_000, seed: 1_203)
    let text = "acme: the share price implies an enterprise value of 0 or less"
    #expect(summary.failures.causes == [.init(text: text, paths: 2_000)])
    #expect(polluted(summary, failed: 2_000, paths: 2_000) == [])
    for series in summary.series {
      for band in series.bands {
        #expect(band.mean.value.isNaN && band.percentiles.allSatisfy { $0.value.isNaN })
      }
    }
    let drawdown = try summary.maximumDrawdown()
    #expect(drawdown.mean.value.isNaN && drawdown.percentiles.allSatisfy { $0.value.isNaN })
  }

  /// Protects numbers that break on the way: a change of list price below -100 % makes NaN of the path
  /// from that date on. It is counted at the horizon, by date in the bands, and not in the drawdown.
  @Test(arguments: ["", ", headroom: 3 times", ", elasticity: -0.5"])
  func brokenOnTheWay(_ more: String) throws {
    let size = "{normal: {mean: 0%, sd: 80%}}"
    let summary = try scenario("listPrice: {changes: {frequency: 2/year, size: \(size)}\(more)}")
      .run(paths: 4_096, seed: 1_204)
    let failed = summary.failures.paths
    #expect(
      summary.failures.causes == [
        .init(
          text: "acme.listPrice.changes.size was drawn outside its domain (above -100 %)",
          paths: failed)
      ])
    // 1 - e^(-2 Φ(-1.25)) of the paths, 19 %.
    #expect(failed > 600 && failed < 950)
    for series in ["listPrice", "arr", "marketCap", "sharePrice", "drawdown"] {
      #expect(try summary.band(series, at: 0).failed == 0)
      #expect(try summary.band(series, at: 1).failed > 0)
      #expect(try summary.band(series).failed == failed)
    }
    #expect(try summary.maximumDrawdown().failed == failed)
    #expect(try summary.maximumDrawdown().count == 4_096 - failed)
  }

  /// Protects against values beyond the range of doubles: infinite is a failure, not a number.
  @Test func overflow() throws {
    let summary = try scenario(
      "growth: {initial: 350 log/year}", start: "multiple: {initial: 1e200x}"
    )
    .run(paths: 1_000, seed: 1_205)
    #expect(summary.failures.paths == 1_000)
    #expect(try summary.band("marketCap").count == 0)
    #expect(try summary.band("marketCap", at: 0).count == 1_000)
  }

  /// Protects sound paths: the failure of others changes no draw of theirs.
  @Test func soundPathsStayAsTheyAre() throws {
    let narrow = try scenario("cash: {normal: {mean: 50, sd: 10}}\nusage: {volatility: 50%}")
      .model()
    let wide = try scenario("cash: {normal: {mean: 10, sd: 10}}\nusage: {volatility: 50%}").model()
    for number in 0..<12 {
      let sound = try narrow.path(number, paths: 512, seed: 1_206)
      let path = try wide.path(number, paths: 512, seed: 1_206)
      guard path.failures.paths == 0 else { continue }
      #expect(path.series["acme.arr"] == sound.series["acme.arr"])
      #expect(path.series["acme.sharePrice"] != sound.series["acme.sharePrice"])
    }
  }

  /// Protects bands from a path that an event breaks under way: from then on its other series are left out, too.
  /// Control: before, all paths are there.
  @Test func whatFailsUnderWay() throws {
    var text = scenario("financing: {fee: 1%}")
    text.top = """
      events:
        e:
          at: 2026-12-24
          probability: 50%
          then:
            - {change: {acme.usage: 100%}}
            - {change: {acme.shares.stockCompensation: 100000%}}
      """
    text.acme += "\ncosts: {grossMargin: 50%}"
    text.acme = text.acme.replacing(
      "shares: 100\n", with: "shares: {issued: 100, stockCompensation: 2%}\n")
    let summary = try text.run(paths: 2_000, seed: 1_207)
    let failed = summary.failures.paths
    #expect((800...1_200).contains(failed))
    let (before, after) = (try summary.band("arr", at: 1), try summary.band("arr"))
    #expect(before.failed == 0 && after.failed == failed)
    #expect(areEqual(after.mean.value, 10))
  }

  /// Protects baskets from a price that was beyond all numbers for a while: the path fails.
  @Test func basketsOfWhatIsBeyondNumbers() throws {
    var text = scenario("", start: "multiple: {initial: 10x, follows: {lift: 1}}")
    text.top = """
      factors: {lift: {of: level}}
      baskets: {half: {holds: {acme: 50%}, rebalance: 3 months}}
      events: {e: {at: 2026-12-24, probability: 50%, then: {add: {lift: 1000}, for: 3 months}}}
      """
    let summary = try text.run(paths: 2_000, seed: 1_208)
    let failed = summary.failures.paths
    #expect((800...1_200).contains(failed))
    let told = summary.outcomes.filter { $0.name.hasPrefix("half.") }
    #expect(told.count > 3 && told.allSatisfy { $0.sample.failed == failed })
  }
}
