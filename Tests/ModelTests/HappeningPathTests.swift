import Foundation
import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects what holds path by path: a deadline whatever the step, occurrences that only come earlier, and
/// draws that nothing else disturbs.
@Suite struct HappeningPathTests {
  private static let run = Run(paths: 0..<3_000, seed: 161)
  private static let company = "shares: 1M\narr: 1M\nmultiple: {initial: 100, volatility: 40%}"

  /// Which paths an event has happened on by each of some times in steps, as 1 and 0.
  private func happened(
    _ event: String, by steps: [Double], in text: ScenarioText, seed: UInt64? = nil
  ) throws -> [[Double]] {
    let model = try text.model {
      $0.measured = steps.map { step in
        .condition(
          Condition(
            text: "\(event) by \(step)",
            .happened(.event(event), .by(step, isStrict: false))))
      }
    }
    let run = Run(paths: Self.run.paths, seed: seed ?? Self.run.seed)
    return try Simulator(model, workers: 2).values(of: run).columns.map(\.values)
  }

  private func text(_ events: String, step: String = "month", top: String = "") -> ScenarioText {
    ScenarioText(
      step: step, horizon: "1 year", start: "2026-01-05",
      top: "events:\n" + events.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        + (top.isEmpty ? "" : "\n" + top),
      acme: Self.company)
  }

  /// A deadline's event happens, or does not, on the same paths at steps of a day, a week, a month and a
  /// quarter. Control: another seed.
  @Test func deadlineAtAnyStep() throws {
    let agent = "agent: {until: 2026-06-17, probability: 20% to 60%}"
    let steps = [("day", 261.0), ("week", 52), ("month", 12), ("quarter", 4)]
    let outcomes = try steps.map {
      try happened("agent", by: [$1], in: text(agent, step: $0))[0]
    }
    #expect(outcomes.allSatisfy { $0 == outcomes[0] })
    #expect((900...1_500).contains(outcomes[0].reduce(0, +)))
    #expect(try happened("agent", by: [12], in: text(agent), seed: 162)[0] != outcomes[0])
  }

  /// Regimes whose rates go by each other's states, and what rings at hazards and behind gates of several,
  /// do so at the same times at steps of a month, a quarter and a year. Control: another seed.
  @Test(arguments: ["both", "either", "one", "after", "late", "war"])
  func exactAtAnyStep(_ event: String) throws {
    let regimes = """
      regimes:
        sky: {start: calm, transitions: {calm: {storm: 2/year}, storm: {calm: 3/year}}}
        sea:
          start: low
          transitions:
            low: {high: {regime: sky, calm: 0.2/year, storm: 5/year}}
            high: {low: {regime: sky, calm: 6/year, storm: 0.5/year}, ebb: 1/year}
            ebb: {low: {regime: sky, calm: 1/year, storm: 3/year}}
      """
    let events = """
      both: {frequency: 4/year, when: sky = storm and sea = high}
      either: {frequency: 2/year, when: sky = storm or not sea = low}
      one: {frequency: {regime: sea, low: 0.5/year, high: 9/year, ebb: 2/year}, when: sky = calm}
      after: {frequency: 3/year, when: (one or late) and not both}
      late: {until: 2027-01-05, probability: 90%, when: sea = high and sky = calm}
      never: {until: 2027-01-05, probability: 100%, when: sea = ebb and sky = storm}
      war: {frequency: 3/year, when: never or (sky = storm and (sea = ebb or both))}
      """
    func happened(_ step: String, perYear: Double, seed: UInt64? = nil) throws -> [[Double]] {
      var text = text(events, step: step, top: regimes)
      text.horizon = "2 years"
      let years = stride(from: 0.0625, through: 2, by: 0.0625)
      return try self.happened(event, by: years.map { $0 * perYear }, in: text, seed: seed)
    }
    let outcomes = try [("month", 12.0), ("quarter", 4), ("year", 1)].map {
      try happened($0, perYear: $1)
    }
    #expect(outcomes.allSatisfy { $0 == outcomes[0] })
    #expect((200...2_800).contains(outcomes[0].last?.reduce(0, +) ?? 0))
    #expect(try happened("year", perYear: 1, seed: 162) != outcomes[0])
  }

  /// A definition that begins within a step has not happened before, and opens no gate.
  @Test func definitionsBegin() throws {
    let events = """
      calm: {when: sky = high, from: 2026-07-05}
      hit: {frequency: 40/year, when: calm}
      wide: {frequency: 40/year, when: calm or tick}
      tick: {frequency: 0.2/year}
      """
    let sky = "regimes: {sky: {start: high, transitions: {high: {low: 0.5/year}}}}"
    var found: [[Double]] = []
    for event in ["calm", "hit", "wide"] {
      found += try happened(
        event, by: [0.49, 1], in: text(events, step: "year", top: sky))
    }
    let (before, behind) = ([found[0], found[2]], [found[1], found[3], found[5]])
    #expect(before.allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(behind.allSatisfy { $0.reduce(0, +) > 1_500 })
    // The control: a gate that is open before has rings before.
    #expect(found[4].reduce(0, +) > 100)
  }

  /// Three regimes that keep each other in step, of which an event sets two apart: the path fails, with the cause.
  @Test func setsThatRunAfterEachOther() throws {
    let regimes = ["a": "c", "b": "a", "c": "b"].sorted { $0.key < $1.key }.map { name, next in
      "  \(name): {start: \(name == "c" ? "x" : "w"), transitions: {x: {w: 0/year}, w: {x: 0/year}}, "
        + "then: {x: {set: {\(next): x}}, w: {set: {\(next): w}}}}"
    }
    let event = "apart: {at: 2026-03-05, probability: 50%, then: {set: {b: SET, c: w}}}"
    let top = "regimes:\n" + regimes.joined(separator: "\n")
    func failures(_ state: String) throws -> FailureLedger {
      try text(event.replacing("SET", with: state), top: top).run(paths: 1_000, seed: 1).failures
    }
    let failed = try failures("x")
    #expect(try failures("w").paths == 0)
    #expect((400...600).contains(failed.paths), "\(failed)")
  }

  /// Raising a probability, a rate or a rate out of a state moves first occurrences earlier and none later.
  @Test(arguments: [
    ("until: 2026-12-05, probability: 30%", "until: 2026-12-05, probability: 34%"),
    ("frequency: 0.8/year", "frequency: 0.9/year"),
    (
      "frequency: {schedule: {2026-01-05: 0.2/year, 2026-05-05: 2/year}}",
      "frequency: {schedule: {2026-01-05: 0.4/year, 2026-05-05: 2/year}}"
    ),
    (
      "frequency: {regime: sky, calm: 0.3/year, storm: 4/year}",
      "frequency: {regime: sky, calm: 0.3/year, storm: 5/year}"
    ),
    (
      "at: [2026-03-05, 2026-07-05], probability: 30%",
      "at: [2026-03-05, 2026-07-05], probability: 36%"
    ),
  ])
  func onlyEarlier(_ low: String, _ high: String) throws {
    let steps = stride(from: 0.5, through: 12, by: 0.5).map { $0 }
    let sky =
      "regimes: {sky: {start: calm, transitions: {calm: {storm: 2/year}, storm: {calm: 3/year}}}}"
    let few = try happened("agent", by: steps, in: text("agent: {\(low)}", top: sky))
    let more = try happened("agent", by: steps, in: text("agent: {\(high)}", top: sky))
    var moved = 0
    for (before, after) in zip(few, more) {
      #expect(zip(before, after).allSatisfy { $0 <= $1 })
      moved += zip(before, after).count { $0 < $1 }
    }
    #expect(moved > 0)
    // The control: another name draws otherwise.
    let others = try happened("other", by: steps, in: text("other: {\(high)}", top: sky))
    #expect(zip(few, others).contains { zip($0, $1).contains { $0 > $1 } })
  }

  /// Later occurrences, too: with every rate of a chain raised alike, its clock runs faster and the same states
  /// are passed through in the same order.
  @Test func chainRunsFaster() throws {
    func entered(_ factor: Double) throws -> [[Double]] {
      let model = try text(
        "war: {when: prices = war}",
        top: """
          regimes:
            prices: {start: truce, transitions: {truce: {war: \(0.5 * factor)/year, peace: \(0.3 * factor)/year}, war: {peace: \(0.8 * factor)/year}}}
          """
      ).model {
        $0.measured = stride(from: 0.5, through: 12, by: 0.5).flatMap { step in
          (0...2).map { state in
            .condition(
              Condition(
                text: "\(state) until \(step)",
                .state(
                  regime: "prices", state: state, .until(.by(step, isStrict: false)))))
          }
        }
      }
      return try Simulator(model, workers: 2).values(of: Self.run).columns.map(\.values)
    }
    let (slow, fast) = (try entered(1), try entered(1.3))
    #expect(zip(slow, fast).allSatisfy { zip($0, $1).allSatisfy { $0 <= $1 } })
    #expect(slow != fast)
  }

  /// The same bytes for any workers and blocks, and for paths that are replayed on their own.
  @Test func sameBytes() throws {
    let model = try HappeningFixture.scenario().model()
    let run = Run(paths: 0..<2_560, seed: 163)
    let one = try Simulator(model, workers: 1).simulate(run)
    #expect(one.events.allSatisfy { $0.occurrences.probability.hits > 0 })
    for (workers, size) in [(2, 512), (3, 1_024), (2, 2_048)] {
      let other = try Simulator(model, workers: workers, blockSize: size).simulate(run)
      #expect(isSame(other, one))
    }
    let paths = (0..<2_560).filter { $0 % 7 == 3 || $0 % 513 < 40 }
    let replays = try [(512, 1), (1_024, 3)].map { size, workers in
      try Simulator(model, workers: workers, blockSize: size).simulate(run, where: paths)
    }
    #expect(isSame(replays[0], replays[1]))
    #expect(replays[0].series != one.series)
    let part = try Simulator(model, workers: 2).simulate(Run(paths: 512..<1_024, seed: 163))
    let replay = try Simulator(model, workers: 2).simulate(run, where: 512..<1_024)
    #expect(isSame(part, replay))
    #expect(!isSame(part, one))
  }

  /// Every number of what is told. A mean of no paths is no number and unlike itself, so what happens is
  /// compared as it is spelled.
  private func isSame(_ a: Summary, _ b: Summary) -> Bool {
    a.series == b.series && a.outcomes == b.outcomes && a.failures == b.failures
      && spelled(Array(a.events)) == spelled(Array(b.events))
      && spelled(Array(a.regimes)) == spelled(Array(b.regimes))
  }

  /// What events do to the share price is a term of its own in what moved it, and the terms add up. It fades with
  /// the multiple's half-life: a fall of 40 % at t weighs ln 0.6 e^(-κ(T - t)) at the horizon. Control: whole.
  @Test func attribution() throws {
    let summary = try HappeningFixture.scenario().run(paths: 1_024, seed: 166)
    let full = try #require(summary.attributions["acme"])
    #expect(full.largestGap <= 1e-9)
    let means = full.parts.map(\.sample.mean.value)
    #expect(areEqual(means.reduce(0, +), full.total.mean.value, within: 1e-9))
    #expect(try #require(full[.events]).standardDeviation > 0)

    let fall = ScenarioText(
      horizon: "1 year", start: "2026-01-05",
      top: "events: {fall: {at: 2026-04-05, then: {change: {acme.sharePrice: -40%}}}}",
      acme:
        "shares: 1M\narr: 1M\nmultiple: {initial: 100, longRun: 100, halfLife: 6 months, volatility: 40%}"
    )
    let part = try #require(fall.run(paths: 512, seed: 167).attributions["acme"]?[.events])
    let expected = log(0.6) * exp2(-9.0 / 6)
    #expect(areEqual(part.minimum, expected) && areEqual(part.maximum, expected))
    #expect(!areEqual(part.minimum, log(0.6)))
  }

  /// A path is the same in a longer run until it ends.
  @Test func longerHorizon() throws {
    let short = try HappeningFixture.scenario().model().path(77, paths: 1_000, seed: 164)
    let long = try HappeningFixture.scenario(horizon: "2 years").model()
      .path(77, paths: 1_000, seed: 164)
    for (a, b) in zip(short.series, long.series) {
      #expect(a.bands == Array(b.bands.prefix(a.bands.count)))
    }
    for (a, b) in zip(short.regimes, long.regimes) {
      for (x, y) in zip(a.states, b.states) { #expect(x.byDate == Array(y.byDate.prefix(13))) }
    }
  }
}
