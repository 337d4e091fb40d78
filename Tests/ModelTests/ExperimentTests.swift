import Foundation
import Statistics
import TestSupport
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

  private static func level(_ text: String, _ number: Double?) -> Scenarios.Level {
    Scenarios.Level(text: text, number: number)
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

  /// Protects a stated date from moving unseen where a point has other dates.
  @Test func movedDatesAreTold() throws {
    let experiment = try Self.experiment("acme.sharePrice.p50@2026-10-24")
    _ = try experiment.estimates(at: [.init("step", Self.level("month", nil))])
    #expect(experiment.warnings.isEmpty)
    _ = try experiment.estimates(at: [.init("step", Self.level("quarter", nil))])
    #expect(
      experiment.warnings.contains {
        $0.contains("acme.sharePrice.p50@2026-10-24 is told as acme.sharePrice.p50@2026-09-24")
      }, "\(experiment.warnings)")
  }

  /// Protects metrics that one path can make from looking certain.
  @Test func heavyTailsAreTold() throws {
    let text = ScenarioText(
      top: "paths: 5000",
      acme: "shares: 1M\narr: 5M\nmultiple: {initial: 15, volatility: 350%}")
    let experiment = try Experiment(
      text.scenario(), metrics: ["acme.sharePrice.mean", "acme.sharePrice.p50"], workers: 2)
    _ = try experiment.estimates(at: [])
    #expect(experiment.warnings.count == 1)
    #expect(experiment.warnings.first?.hasPrefix("acme.sharePrice.mean@") == true)
  }

  /// Protects the later of two settings, of which one is around the other.
  @Test func sectionsAroundAKey() throws {
    let section = Self.level("{initial: 20%, longRun: 5%, halfLife: 1 year}", nil)
    let both = [
      Experiment.Assignment("acme.growth", section),
      Experiment.Assignment("acme.growth.initial", Self.level("80%", 0.8)),
    ]
    let text = Self.text.text.replacing(
      "correlations: [{between: [acme.growth.initial, acme.multiple.longRun], rank: 0.6}]", with: ""
    )
    let free = try Experiment(
      Scenario(text: text), metrics: ["acme.arr.p50"], workers: 2)
    let stated = try Experiment(
      Scenario(text: text).setting("acme.growth", to: section.text)
        .setting("acme.growth.initial", to: "80%"), metrics: ["acme.arr.p50"], workers: 2)
    #expect(try free.estimates(at: both) == stated.estimates(at: []))
    #expect(try free.estimates(at: both.reversed()) != stated.estimates(at: []))
  }

  /// Protects every range of every shipped scenario: held at a level it gives what a setting of the same
  /// text gives, whatever its kind, currency and evidence.
  @Test(arguments: ["zhipu", "minimax", "saas", "template"])
  func heldRangesAreSettings(_ name: String) throws {
    let file = repository.appending(path: "Scenarios/\(name).yaml").path()
    let scenario = try Scenario(
      contentsOf: file, settings: ["paths=512", "correlations=[]"].compactMap { Setting($0) })
    let metrics = scenario.definition.companies.flatMap { company in
      ["sharePrice", "arr"].map { "\(company.name).\($0).mean" }
    }
    let experiment = try Experiment(scenario, metrics: metrics, workers: 2)
    var held = 0
    for driver in experiment.drivers where !driver.name.contains("@") {
      let number = try #require(scenario.number(at: driver.name), "\(driver.name)")
      let text = number.text(driver.distribution.quantile(0.3))
      let key = try #require(scenario.varied(["\(driver.name)=\(text)"]).first)
      let point = [Experiment.Assignment(driver.name, key.levels[0])]
      guard (try? scenario.setting(driver.name, to: text)) != nil else { continue }
      let stated = try Experiment(
        scenario.setting(driver.name, to: text), metrics: metrics, workers: 2)
      let (one, other) = (try experiment.estimates(at: point), try stated.estimates(at: []))
      for (a, b) in zip(one, other) {
        #expect(abs(a.value - b.value) <= 1e-11 * abs(b.value), "\(driver.name)=\(text)")
      }
      held += 1
    }
    #expect(held >= 2 && held >= experiment.drivers.count / 2)
  }

  /// Protects a bare amount from being read in the currency of the file's amount: it is in the company's.
  @Test func bareAmounts() throws {
    let scenario = try ScenarioText(
      top: "fx: {CNY: 0.14}",
      acme: "currency: CNY\nshares: 1M\narr: 5M\ncash: 100M USD to 600M USD\nmultiple: {initial: 3}"
    ).scenario()
    let bare = try scenario.varied(["acme.cash=500M,500M USD"])[0]
    #expect(bare.levels.map(\.text) == ["500M CNY", "500M USD"])
    #expect(bare.levels.map(\.number) == [nil, 5e8])
    let experiment = try Experiment(scenario, metrics: ["acme.sharePrice.p50"], workers: 2)
    for level in bare.levels {
      let stated = try Experiment(
        scenario.setting("acme.cash", to: level.text), metrics: ["acme.sharePrice.p50"], workers: 2)
      #expect(
        try experiment.estimates(at: [.init("acme.cash", level)]) == stated.estimates(at: []))
    }
    #expect(throws: Diagnostics.self) { try scenario.varied(["acme.cash=100M:600M:3"]) }
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
    #expect(held[1].difference(from: file[1]).isDistinguishable)
    #expect(
      experiment.warnings.contains { $0.contains("acme.growth.initial: what it is correlated") })
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
    let sample = try experiment.sample(recording: [.acme("sharePrice")])
    #expect(try sample.estimates == experiment.estimates(at: []))
    for (index, metric) in experiment.metrics.enumerated() {
      #expect(metric.estimate(of: sample.values[index]) == sample.estimates[index])
    }
    let band = try #require(sample.series["acme.sharePrice"]).band(at: .end)
    #expect(abs(try #require(band[50]).value / sample.estimates[0].value - 1) < 0.008)
    let draws = try experiment.draws()
    #expect(draws.values == sample.values)
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
