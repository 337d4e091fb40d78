import Statistics
import Testing

@testable import Simulation

/// Protects runs that are cut into parts, as shards are: their tallies, written and read, make the summary
/// of one run, with whoever belongs to its groups. `==` compares every number of a summary.
@Suite struct TallyTests {
  private static let run = Run(paths: 512..<4_713, seed: 811)
  private static let parts = [512..<1_024, 1_024..<3_072, 3_072..<4_713]

  /// With every kind of what a run keeps.
  private static func model() throws -> Model {
    try FullScenario.scenario(others: FullScenario.other).model {
      let fall = Condition("sharePrice", .until(9), .below, 20)
      let recovery = Condition(.recovery, .above, 6)
      $0.questions = [fall, recovery]
      $0.observations = [
        Observation(
          series: .acme("sharePrice"), step: 3, date: CalendarDate(year: 2026, month: 9, day: 24)!,
          value: 30)
      ]
      $0.groups = [
        PathGroup(name: "fall", text: fall.text, members: .condition(fall)),
        PathGroup(
          name: "worst", text: "worst",
          members: .worst(share: 0.05, outcome: .maximumDrawdown)),
        PathGroup(
          name: "longest", text: "longest",
          members: .worst(share: 0.03, outcome: .duration)),
        PathGroup(name: "late", text: recovery.text, members: .condition(recovery)),
      ]
      $0.measured =
        $0.keptOutcomes.map { .outcome($0) }
        + [.condition(fall), .condition(recovery), .series(.acme("arr"), step: 4)]
    }
  }

  private static func read(_ tally: RunTally) throws -> RunTally {
    try RunTally(bytes: tally.bytes)
  }

  /// Merged in any order, parts of any length are the whole, byte for byte. Control: another seed's bytes
  /// differ.
  @Test func partsMakeTheRun() throws {
    let model = try Self.model()
    let simulator = Simulator(model, workers: 2)
    let (summary, values) = try simulator.simulateKeepingValues(Self.run)
    let whole = try simulator.tally(of: Self.run, keepingValues: true)
    for (order, workers) in [([0, 1, 2], 1), ([2, 0, 1], 2)] {
      let tallies = try Self.parts.enumerated().map { place, part in
        let simulator = Simulator(model, workers: workers, blockSize: [512, 1_024, 2_048][place])
        return try Self.read(simulator.tally(of: Self.run, part: part, keepingValues: true))
      }
      let merged = tallies[order[0]]
      for place in order.dropFirst() { try merged.merge(tallies[place]) }
      #expect(merged.bytes == whole.bytes)
      #expect(try simulator.summary(of: merged) == summary)
      let itsValues = PathValues(merged, of: model)
      for (its, ours) in zip(itsValues.columns, values.columns) {
        #expect(its.name == ours.name && its.unit == ours.unit)
        #expect(its.values.map(\.bitPattern) == ours.values.map(\.bitPattern))
      }
    }
    #expect(summary.groups.count == 4 && summary.groups.allSatisfy { $0.paths > 50 })
    let other = try simulator.tally(
      of: Run(paths: Self.run.paths, seed: 812), keepingValues: true)
    #expect(other.bytes != whole.bytes)
  }

  /// Who is among the worst is decided over all parts; their replays may be cut as well.
  @Test func partsOfGroups() throws {
    let model = try Self.model()
    let simulator = Simulator(model, workers: 2)
    let tally = try simulator.tally(of: Self.run)
    let groups = model.members(in: tally)
    #expect(groups.count { !$0.edge.isEmpty } == 2)
    for members in groups {
      let whole = try simulator.tally(of: Self.run, group: members)
      let merged = try Self.read(
        simulator.tally(of: Self.run, group: members, part: Self.parts[1]))
      for place in [2, 0] {
        try merged.merge(
          Self.read(simulator.tally(of: Self.run, group: members, part: Self.parts[place])))
      }
      #expect(merged.bytes == whole.bytes)
      try merged.requireComplete()
    }
  }

  /// A summary of a part, of paths that were counted twice, of another seed or another model is refused.
  @Test func whatDoesNotFit() throws {
    let model = try Self.model()
    let simulator = Simulator(model, workers: 1)
    let part = try simulator.tally(of: Self.run, part: Self.parts[0])
    #expect(throws: TallyError.self) { try simulator.summary(of: part) }
    #expect(throws: TallyError.self) {
      try part.merge(simulator.tally(of: Self.run, part: 512..<1_536))
    }
    #expect(throws: TallyError.self) {
      try part.merge(
        simulator.tally(of: Run(paths: Self.run.paths, seed: 812), part: Self.parts[1]))
    }
    let another = try Simulator(FullScenario.scenario().model(), workers: 1)
    #expect(throws: TallyError.self) { try another.summary(of: part) }
    #expect(throws: TallyError.self) {
      try part.merge(another.tally(of: Self.run, part: Self.parts[1]))
    }
    #expect(throws: RunError.self) { try simulator.tally(of: Self.run, part: 600..<1_024) }
    #expect(throws: RunError.noSuchPath(4_713, in: Self.run.paths)) {
      try simulator.tally(of: Self.run, part: 1_024..<4_714)
    }
    #expect(throws: RunError.noSuchPath(0, in: Self.run.paths)) {
      try simulator.tally(of: Self.run, part: 0..<1_024)
    }
  }

  private static func small(
    _ volatility: String, top: String = "", asking: (inout ModelDefinition) -> Void = { _ in }
  ) throws -> Model {
    try ScenarioText(
      step: "quarter", top: top,
      acme: """
        shares: 1M
        arr: 4M to 6M
        sharePrice: 100
        usage: {volatility: \(volatility)}
        """
    ).model(asking: asking)
  }

  /// Protects numbers from being mixed: a tally of a scenario that differs in nothing but one number, which
  /// moves no name and no centre, is refused. Controls: what moves no number joins, another range of the
  /// paths on other workers among it.
  @Test func anotherNumber() throws {
    let run = Run(paths: 0..<1_536, seed: 5)
    func part(_ model: Model, _ part: Range<Int>, workers: Int = 1) throws -> RunTally {
      try Self.read(Simulator(model, workers: workers, blockSize: 512).tally(of: run, part: part))
    }
    let model = try Self.small("60%")
    let first = try part(model, 0..<512)
    let others = try [
      Self.small("61%"), model.holding(["acme.arr": 6e6]),
      Self.small("60%", top: "seed: 8\nmeasure: riskAdjusted\nriskFreeRate: 3%"),
    ]
    for other in others {
      #expect(throws: TallyError.self) { try first.merge(part(other, 512..<1_536)) }
      #expect(throws: TallyError.self) {
        try Simulator(model, workers: 1).summary(of: part(other, 0..<1_536))
      }
    }
    #expect(
      try Simulator(others[1], workers: 1).simulate(run)
        != Simulator(model, workers: 1).simulate(run))
    let same = try Self.small("60.0%", top: "seed: 8\npaths: 99\ndescription: another")
    try first.merge(part(same, 512..<1_536, workers: 2))
    let summary = try Simulator(model, workers: 1).simulate(run)
    #expect(try Simulator(same, workers: 2).summary(of: first) == summary)
  }

  /// Protects memory: a few bytes may say that they are of four thousand million paths; the summary of them is
  /// refused as the run would be, before anything is made for each path.
  @Test func whatNoRunWouldBe() throws {
    let model = try Self.model()
    func error(_ paths: Range<Int>) throws -> RunError? {
      let tally = RecorderSet(
        of: model, Run(paths: paths, seed: 1), wanted: paths.count, .run, keepsValues: false,
        blockSize: 512
      ).tally
      tally.identify(as: model.identity)
      tally.addSeen(0..<paths.count)
      do {
        _ = try Simulator(model, workers: 1).summary(of: tally)
        return nil
      } catch let error as RunError { return error }
    }
    let most = Run.mostPaths
    #expect(
      try error(0..<most)
        == .tooMuchToKeep(bytes: 8 * most * 4 + SampleTally.bytesPerDate * 26 * 13))
    #expect(try error(512..<most + 1) == .tooManyPaths(most + 1))
    #expect(try error(1..<513) == .misalignedStart(1))
  }

  /// Protects a summary from bytes that were damaged under a checksum that is right: it is an error or some
  /// numbers, and never the end of the program.
  @Test func damagedBytes() throws {
    let model = try Self.small("60%") {
      let fall = Condition("sharePrice", .until(2), .below, 70)
      $0.questions = [fall]
      $0.groups = [
        PathGroup(fall),
        PathGroup(
          name: "worst", text: "worst",
          members: .worst(share: 0.1, outcome: .maximumDrawdown)),
      ]
      $0.measureOutcomes()
    }
    let simulator = Simulator(model, workers: 1)
    let bytes = try simulator.tally(of: Run(paths: 0..<600, seed: 3), keepingValues: true).bytes
    var told = 0
    for place in stride(from: 20, to: bytes.count - 8, by: bytes.count / 60) {
      var changed = Array(bytes.dropLast(8))
      changed[place] ^= 1
      var hash = FowlerNollVo()
      changed.withUnsafeBytes { hash.add($0) }
      changed += withUnsafeBytes(of: hash.value.littleEndian, Array.init)
      guard let tally = try? RunTally(bytes: changed) else { continue }
      if (try? simulator.summary(of: tally)) != nil { told += 1 }
    }
    #expect(told > 0)
  }
}
