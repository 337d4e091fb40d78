import Foundation
import Simulation
import Statistics
import Testing

/// Protects answers to questions, and the ranks of what was seen.
@Suite struct ConditionTests {
  /// Protects 'ever below' against the ruin of a Brownian motion: ln(price / level) starts at x₀ and is
  /// ruined at 0. Seen n times, the chance is that of a barrier 0.5826 σ√Δ further away (case
  /// `ruin_discrete`: 0.1546 where the continuous one is 0.1827), to within 2e-3 by the case's own
  /// simulation. One comparison, α = 1e-6, with that slack; the continuous chance, and that of being
  /// below at the end only, must fail.
  @Test func everBelow() throws {
    let (x0, mu, sigma, years) = (2.0, 0.3, 1.0, 5)
    let text = ScenarioText(
      horizon: "\(years) years", record: "[arr]",
      acme: """
        shares: 1M
        arr: 5M
        sharePrice: 100
        growth: {initial: \(mu) log/year}
        multiple: {volatility: \(sigma * 100)%}
        """)
    let level = 100 * exp(-x0)
    let last = 12 * years
    let model = try text.model {
      $0.questions = [
        Condition("sharePrice", .until(last), .below, level),
        Condition("sharePrice", .at(last), .below, level),
      ]
    }
    let answers = try model.run(paths: 60_000, seed: 721).answers
    func comparison(_ answer: Answer, _ expected: Double, slack: Double) -> Comparisons {
      let share = answer.probability
      var result = Comparisons()
      result.add(
        answer.name, share.value, expected,
        error: (share.value * (1 - share.value) / Double(share.count)).squareRoot(), slack: slack)
      return result
    }
    #expect(comparison(answers[0], 0.15461400079084608, slack: 2e-3 + 5e-4).failures == [])
    #expect(!comparison(answers[0], 0.18271338109504684, slack: 2e-3 + 5e-4).hold)
    // P(ln price < ln level) at the end.
    let z = (-x0 - mu * Double(years)) / (sigma * Double(years).squareRoot())
    #expect(comparison(answers[1], erfc(-z / 2.0.squareRoot()) / 2, slack: 0).failures == [])
    #expect(!comparison(answers[1], answers[0].probability.value, slack: 0).hold)
    #expect(
      answers[0].comparison?.time
        == .until(try #require(model.run(paths: 1, seed: 1).series.first?.dates.last))
    )
  }

  /// Protects above and below, of series that are kept as they are and as one minus them, of outcomes
  /// likewise, and of dates: by the kept values of the same paths.
  @Test func agreesWithTrajectories() throws {
    let text = FullScenario.scenario()
    let asked: [Condition] = [
      Condition("sharePrice", .at(7), .above, 35), Condition("drawdown", .at(12), .above, 0.4),
      Condition("drawdown", .at(5), .below, 0.05),
      Condition("drawdown", .until(12), .above, 0.6),
      Condition("arr", .until(9), .above, 9e7), Condition(.maximumDrawdown, .above, 0.7),
      Condition(.maximumDrawdown, .below, 0.7), Condition(.totalReturn, .below, -0.5),
      Condition(.trough, .above, 9), Condition(.duration, .above, 0.5),
    ]
    let model = try text.model {
      $0.questions = asked
      $0.record = CompanyCatalog.series
    }
    let run = Run(paths: 0..<700, seed: 722)
    let simulator = Simulator(model, workers: 2)
    let answers = try simulator.simulate(run).answers
    let paths = try simulator.trajectories(of: run, paths: 0..<700)
    for (asked, answer) in zip(asked, answers) {
      let condition = try #require(asked.comparison)
      // An open fall has lasted since its peak, and whether for longer is not known.
      let undecided = try (0..<700).count { path in
        guard condition.quantity == .duration else { return false }
        let peak = try #require(paths.constants["acme.drawdownPeak"]).values[path]
        let duration = try #require(paths.constants["acme.drawdownDuration"]).values[path]
        return duration == .infinity && (12 - peak) / 12 < condition.level
      }
      let holding = try (0..<700).count { path in
        func holds(_ value: Double) -> Bool {
          condition.relation == .above ? value > condition.level : value < condition.level
        }
        let name = condition.quantity.name
        switch condition.moment {
        case .at(let step)?: return holds(try #require(paths.tracks[name])[step, path])
        case .until(let last)?:
          let track = try #require(paths.tracks[name])
          return (0...last).contains { holds(track[$0, path]) }
        case .now?: return false
        case nil: return holds(try #require(paths.constants[name]).values[path])
        }
      }
      let hits = holding - undecided
      #expect(
        answer.probability == Proportion(hits: hits, undecided: undecided, of: 700),
        "\(asked.text)")
      #expect((20...690).contains(hits), "\(asked.text) says little: \(hits)")
    }
  }

  /// Protects ranks: a value at the closed form's quantile has that rank, within Wilson's interval at
  /// α = 1e-6 (4.9 standard errors); on a date without spread it stands in the middle of its equals.
  @Test func observations() throws {
    let text = ScenarioText(
      record: "[arr]", acme: "shares: 1M\narr: 5M\nsharePrice: 100\nmultiple: {volatility: 50%}")
    func ranks(_ observations: [(series: String, step: Int, value: Double)]) throws
      -> [ObservedRank]
    {
      let date = try #require(CalendarDate("2026-07-01"))
      return try text.model {
        $0.observations = observations.map {
          Observation(series: .acme($0.series), step: $0.step, date: date, value: $0.value)
        }
      }.run(paths: 20_000, seed: 723).observations
    }
    let sd = 0.5 * (0.5).squareRoot()
    let told = try ranks([
      ("sharePrice", 6, 100 * exp(sd * standardNormal.quantile(0.1))), ("listPrice", 3, 1),
      ("drawdown", 12, 0),
    ])
    func distance(from expected: Double) -> Double {
      abs(told[0].rank.value - expected) / (0.1 * 0.9 / 20_000).squareRoot()
    }
    #expect(distance(from: 0.1) < 4.9)
    #expect(distance(from: 0.12) > 4.9)
    #expect(told[1].rank == Proportion(hits: 10_000, of: 20_000))
    // Few paths are at their peak on the last date, and none is above it.
    #expect(told[2].rank.value < 0.25)
    #expect(told[0].date == "2026-12-24" && told[0].statedDate == "2026-07-01")
  }

  /// Protects a failed path from counting in an answer.
  @Test func failedPathsAreNotAsked() throws {
    let text = ScenarioText(
      acme: """
        shares: 1M
        arr: 5M
        sharePrice: 100
        cash: {normal: {mean: 10, sd: 10}}
        """)
    let model = try text.model {
      $0.questions = [Condition("sharePrice", .at(3), .above, 1)]
      $0.groups = [PathGroup(Condition("sharePrice", .at(3), .above, 1))]
    }
    let summary = try model.run(paths: 2_000, seed: 724)
    let sound = 2_000 - summary.failures.paths
    #expect((1_600...1_760).contains(sound))
    #expect(summary.answers[0].probability == Proportion(hits: sound, of: sound))
    #expect(summary.groups[0].share == Proportion(hits: sound, of: sound))
    #expect(try summary.outcome(.totalReturn).sample.count == sound)
  }
}
