import Testing

@testable import Simulation
@testable import Statistics

/// Protects conditions of several parts, of events and of states, against the paths themselves.
@Suite struct CompositeConditionTests {
  typealias Made = HandMadeHappenings
  private static let run = Run(paths: 0..<2_000, seed: 871)

  private static func event(_ limit: Double, before: Bool = false) -> Condition.Test {
    .happened(.event("agent"), .by(limit, isStrict: before))
  }

  private static func state(_ place: Int, _ moment: Condition.StateMoment) -> Condition.Test {
    .state(regime: "prices", state: place, moment)
  }

  /// Of each condition the share of the sound paths, and what the paths say.
  private static func expect(_ asked: [(Condition.Test, (Int) -> Bool)]) throws {
    let model = try Made.model {
      $0.questions = asked.enumerated().map { Condition(text: "question \($0)", $1.0) }
      $0.measureOutcomes()
    }
    let (summary, values) = try Simulator(model, workers: 2).simulateKeepingValues(run)
    let returns = try #require(values.columns["acme.return"]).values
    let sound = run.paths.filter { !returns[$0].isNaN }
    for (question, answer) in zip(asked, summary.answers) {
      let hits = sound.count { question.1($0) }
      #expect(answer.probability == Proportion(hits: hits, of: sound.count), "\(answer.name)")
      #expect((1..<sound.count).contains(hits), "\(answer.name) says nothing")
    }
  }

  /// By a time, and strictly before it: on a path on which something happens at the very time, only the first
  /// holds. The time may lie between two dates.
  @Test func eventsByAndBefore() throws {
    #expect((0..<2_000).contains { Made.first($0) == 6 })
    try Self.expect([
      (Self.event(6), { Made.first($0) <= 6 }),
      (Self.event(6, before: true), { Made.first($0) < 6 }),
      (Self.event(6.5), { Made.first($0) <= 6.5 }),
      (Self.event(18), { Made.first($0) <= 18 }),
      (
        .happened(.eventCase(event: "agent", case: "good"), .by(9, isStrict: false)),
        { Made.good($0) <= 9 }
      ),
    ])
  }

  /// A state on a date is the one that holds then; until a time, any up to it, the start among them.
  @Test func states() throws {
    try Self.expect([
      (Self.state(1, .at(7)), { Made.state($0, 7) == 1 }),
      (Self.state(1, .at(7.4)), { Made.state($0, at: 7.4) == 1 }),
      (Self.state(2, .at(18)), { Made.state($0, 18) == 2 }),
      (Self.state(1, .until(.by(7.3, isStrict: false))), { Made.war($0) <= 7.3 }),
      (Self.state(1, .until(.by(7.25, isStrict: false))), { Made.war($0) <= 7.25 }),
      (Self.state(1, .until(.by(7.25, isStrict: true))), { Made.war($0) < 7.25 }),
      (.not(Self.state(0, .at(9))), { Made.state($0, 9) != 0 }),
    ])
    // What holds at the start holds on every path by any time.
    let model = try Made.model {
      $0.questions = [Condition(text: "truce", Self.state(0, .until(.by(0, isStrict: false))))]
    }
    let share = try #require(Simulator(model, workers: 1).simulate(Self.run).answers.first)
    #expect(share.probability.hits == share.probability.count && share.comparison == nil)
  }

  /// Parts go together path by path, at any depth.
  @Test func parts() throws {
    let (by, war) = (Self.event(9), Self.state(1, .at(9)))
    func happens(_ path: Int) -> Bool { Made.first(path) <= 9 }
    func isWar(_ path: Int) -> Bool { Made.state(path, 9) == 1 }
    try Self.expect([
      (.all([by, war]), { happens($0) && isWar($0) }),
      (.any([by, war]), { happens($0) || isWar($0) }),
      (.not(.all([by, war])), { !(happens($0) && isWar($0)) }),
      (.any([.all([by, .not(war)]), .all([.not(by), war])]), { happens($0) != isWar($0) }),
      (
        .all([.any([by, war]), .not(Self.event(3))]),
        { (happens($0) || isWar($0)) && Made.first($0) > 3 }
      ),
    ])
  }

  /// What the horizon does not decide leaves the whole open only where the other parts do not decide it: one
  /// that does not hold decides `and`, one that holds decides `or`.
  @Test func undecidedParts() throws {
    let long = Condition(.duration, .above, 5).test
    let by = Self.event(9)
    let asked: [Condition.Test] = [
      long, .all([long, by]), .any([long, by]), .not(long), .not(.all([long, by])),
    ]
    let model = try Made.model {
      $0.questions = asked.enumerated().map { Condition(text: "question \($0)", $1) }
      $0.measured = [.outcome(.acme("drawdownDuration"))]
    }
    let (summary, values) = try Simulator(model, workers: 2).simulateKeepingValues(Self.run)
    let durations = values.columns[0].values
    let sound = Self.run.paths.filter { !durations[$0].isNaN }
    // Nobody knows of an open fall whether it lasts five years.
    let open = sound.filter { durations[$0] == .infinity }
    let (with, without) = (
      open.count { Made.first($0) <= 9 }, open.count { Made.first($0) > 9 }
    )
    #expect(with > 100 && without > 100)
    let happened = sound.count { Made.first($0) <= 9 }
    let closed = sound.count - open.count
    func share(_ hits: Int, _ undecided: Int) -> Proportion {
      Proportion(hits: hits, undecided: undecided, of: sound.count)
    }
    #expect(
      summary.answers.map(\.probability) == [
        share(0, open.count), share(0, with), share(happened, without), share(closed, open.count),
        share(sound.count - with, with),
      ])
  }
}
