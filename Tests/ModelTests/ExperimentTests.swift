import Statistics
import Testing

@testable import Scenarios
@testable import Simulation

/// A scenario that is asked at many settings.
@Suite struct ExperimentTests {
  private static let text = ScenarioText(
    top: """
      paths: 3000
      correlations: [{between: [acme.growth.initial, acme.multiple.longRun], rank: 0.6}]
      """,
    acme: """
      shares: 1M
      arr: 5M
      growth: {initial: 20% to 90%, longRun: 5%, halfLife: 1 year}
      multiple: {initial: 15, longRun: 5 to 12, halfLife: 18 months, volatility: 60%}
      """)

  private static func experiment(_ metrics: String...) throws -> Experiment {
    try Experiment(text.scenario(), metrics: metrics, workers: 2)
  }

  private static func level(_ text: String, _ number: Double?) -> Level {
    Level(text: text, number: number)
  }

  /// Protects a metric from becoming another one where a point has a longer horizon: then the same draws
  /// give the same number.
  @Test func datesStay() throws {
    let experiment = try Self.experiment("acme.sharePrice.p50", "P(acme.sharePrice > 40)")
    #expect(experiment.metrics[0].description.name == "acme.sharePrice.p50@2027-06-24")
    let file = try experiment.estimates(at: [])
    let longer = try experiment.estimates(at: [.init("horizon", Self.level("3 years", nil))])
    #expect(longer == file)
    // Weeks end a day earlier, which is the horizon all the same.
    let weekly = try experiment.estimates(at: [.init("step", Self.level("week", nil))])
    #expect(weekly != file)
  }

  /// Protects a range that others are correlated with: it can be one number at a point, though a file
  /// could not state that, and the others keep their draws.
  @Test func correlatedRangesCanBeHeld() throws {
    let experiment = try Self.experiment("acme.multiple.p50", "acme.arr.p50")
    let key = "acme.growth.initial"
    let file = try experiment.estimates(at: [])
    let held = try experiment.estimates(at: [.init(key, Self.level("50%", 0.5))])
    #expect(try held == experiment.estimates(holding: [key: 0.5]))
    #expect(held[0] == file[0])
    #expect(held[1].difference(from: file[1]).isDistinguishable || held[1] != file[1])
    #expect(throws: Diagnostics.self) { try Self.text.scenario().setting(key, to: "50%") }
  }

  /// Protects the file as it is: every point of an experiment starts from it.
  @Test func pointsDoNotAddUp() throws {
    let experiment = try Self.experiment("acme.sharePrice.mean")
    let file = try experiment.estimates(at: [])
    _ = try experiment.estimates(at: [.init("acme.shares", Self.level("2M", 2e6))])
    _ = try experiment.estimates(holding: ["acme.multiple.longRun": 5])
    #expect(try experiment.estimates(at: []) == file)
    let twice = try experiment.estimates(at: [.init("acme.shares", Self.level("2M", 2e6))])
    #expect(abs(2 * twice[0].value / file[0].value - 1) < 1e-12)
  }

  /// Protects every error of every point from being told one at a time.
  @Test func errorsOfAllPoints() throws {
    let experiment = try Self.experiment("acme.sharePrice.mean")
    let points = ["-1M", "2M", "2 years", "2 years"].map {
      [Experiment.Assignment("acme.shares", Self.level($0, nil))]
    }
    let error = #expect(throws: Diagnostics.self) { try experiment.prepare(points) }
    #expect(error?.all.count == 2)
    #expect(error?.description.contains("acme.shares:13: error: '-1M' is out of bounds") == true)
  }

  /// Protects `setting` from the file: what it gives is what the same text in a file gives.
  @Test func settings() throws {
    let scenario = try ScenarioText(acme: "shares: 1M\narr: 5M\nmultiple: {initial: 10}").scenario()
    let set = try scenario.setting("acme.arr", to: "7M").setting("paths", to: "2_000")
    let stated = try ScenarioText(
      top: "paths: 2_000", acme: "shares: 1M\narr: 7M\nmultiple: {initial: 10}"
    ).scenario()
    #expect(set.paths == 2_000 && scenario.paths == 100_000)
    let summaries = try [set, stated].map { try $0.compile().run(paths: 600, seed: 1) }
    #expect(summaries[0] == summaries[1])
    let error = #expect(throws: Diagnostics.self) { try scenario.setting("acme.ar", to: "7M") }
    #expect(error?.description.contains("did you mean 'arr'?") == true)
  }

  /// Protects samples and draws: the values are those whose statistics are told.
  @Test func samples() throws {
    let experiment = try Self.experiment("acme.sharePrice.p50", "acme.maxDrawdown.CED95")
    let sample = try experiment.sample(recording: ["sharePrice"])
    #expect(try sample.estimates == experiment.estimates(at: []))
    for (metric, values) in zip(experiment.metrics, sample.values) {
      #expect(
        metric.estimate(of: values).value == sample.estimates[0].value
          || metric.estimate(of: values).value == sample.estimates[1].value)
    }
    let band = try #require(sample.series["acme.sharePrice"]).band(at: .end)
    #expect(abs(try #require(band[50]).value / sample.estimates[0].value - 1) < 0.008)
    let draws = try experiment.draws()
    #expect(draws.values == sample.values[0])
    let names = draws.factors.map(\.name)
    #expect(Set(names) == ["acme.growth.initial", "acme.multiple.longRun", "acme.multiple"])
  }

  /// Protects where a search looks from leaving the key's bounds.
  @Test func searches() throws {
    let scenario = try Self.text.scenario()
    let range = try #require(scenario.number(at: "acme.multiple.longRun")?.search)
    #expect(range.lowerBound < 5 && range.upperBound > 12)
    #expect(scenario.number(at: "acme.arr")?.search == 1.25e6...2e7)
    #expect(scenario.number(at: "acme.cash")?.search == nil)
    #expect(scenario.number(at: "acme.shares")?.search == 2.5e5...4e6)
    #expect(scenario.number(at: "step") == nil && scenario.number(at: "acme.nothing") == nil)
  }
}
