import Statistics
import Testing

@testable import Simulation

/// Protects the promise of the same bytes: for any workers, blocks, order, shards, length of a run,
/// and whatever else a scenario holds. `==` compares every number of a summary.
@Suite struct DeterminismTests {
  static let seed: UInt64 = 1_001

  /// Workers leave no trace; another seed does.
  @Test func workers() throws {
    let model = try FullScenario.scenario(others: FullScenario.other).model()
    let one = try model.run(paths: 5_000, seed: Self.seed, workers: 1)
    for workers in [2, 3, 7] {
      #expect(try model.run(paths: 5_000, seed: Self.seed, workers: workers) == one)
      // With all of them, which this run is too short for.
      let all = Simulator(model, workers: workers, blockSize: 512)
      #expect(try all.simulate(Run(paths: 0..<5_000, seed: Self.seed)) == one)
    }
    let other = try model.run(paths: 5_000, seed: Self.seed + 1, workers: 1)
    #expect(other.series != one.series)
    #expect(other.outcomes != one.outcomes)
    #expect(one.failures.paths == 0)
  }

  /// A short run has fewer workers than it is given; a long one has all.
  @Test func workersOfShortRuns() {
    let expected = [(1, 2, 1), (5, 2, 1), (6, 2, 2), (8, 7, 2), (49, 8, 8), (0, 3, 1)]
    for (blocks, workers, threads) in expected {
      #expect(Workers.threads(blocks: blocks, workers: workers) == threads)
    }
  }

  /// The size of blocks and the order in which they are handed out leave no trace, nor does a last
  /// block that is not full.
  @Test func blocks() throws {
    let model = try FullScenario.scenario().model()
    let run = Run(paths: 0..<5_001, seed: Self.seed)
    let expected = try Simulator(model, workers: 2).simulate(run)
    let orders: [@Sendable ([Int]) -> [Int]] = [
      { $0 }, { $0.reversed() },
      { blocks in
        // Multiplication by a number without a common factor: a shuffle, the same each time.
        blocks.indices.map { blocks[($0 * 11 + 3) % blocks.count] }
      },
    ]
    for size in [512, 1_024, 2_048] {
      for order in orders {
        // 10, 5 and 3 blocks: none has a factor of 11.
        let simulator = Simulator(model, workers: 3, blockSize: size, order: order)
        #expect(try simulator.simulate(run) == expected)
      }
    }
  }

  /// A path is the same in a run of any size, and in a longer one until it ends.
  @Test(arguments: [0, 511, 512, 997])
  func path(_ number: Int) throws {
    let three = try FullScenario.scenario(horizon: "3 years").model()
    let path = try three.path(number, paths: 1_000, seed: Self.seed)
    let longer = try three.path(number, paths: 20_000, seed: Self.seed)
    #expect(longer.series == path.series)
    #expect(longer.outcomes == path.outcomes)

    let five = try FullScenario.scenario(horizon: "5 years").model()
    let extended = try five.path(number, paths: 1_000, seed: Self.seed)
    for (short, long) in zip(path.series, extended.series) {
      #expect(short.bands == Array(long.bands.prefix(37)))
      #expect(long.bands.count == 61)
    }
    let neighbour = try three.path(number + 1, paths: 1_000, seed: Self.seed)
    #expect(neighbour.series != path.series)
  }

  /// A path on its own is the path that the whole run saw: the extremes of a run are reached.
  @Test func replayedPathsAreTheRunsPaths() throws {
    let model = try FullScenario.scenario(record: "[sharePrice]").model()
    let run = Run(paths: 0..<550, seed: Self.seed)
    let simulator = Simulator(model, workers: 2, blockSize: 512)
    let all = try #require(simulator.simulate(run).series["acme.sharePrice"]?.bands.last)
    // Where the extremes are is not known; a replay of each half finds them.
    func half(_ paths: Range<Int>) throws -> SampleSummary {
      let replay = try simulator.simulate(run, where: paths)
      return try #require(replay.series["acme.sharePrice"]?.bands.last)
    }
    var (low, high) = (0..<550, 0..<550)
    while low.count > 1 {
      let middle = low.lowerBound + low.count / 2
      let isLeft = try half(low.lowerBound..<middle).minimum == all.minimum
      low = isLeft ? low.lowerBound..<middle : middle..<low.upperBound
    }
    while high.count > 1 {
      let middle = high.lowerBound + high.count / 2
      let isLeft = try half(high.lowerBound..<middle).maximum == all.maximum
      high = isLeft ? high.lowerBound..<middle : middle..<high.upperBound
    }
    #expect(try half(low).mean.value == all.minimum)
    #expect(try half(high).mean.value == all.maximum)
    let few = try (0..<50).map { try half($0..<$0 + 1).mean.value }
    #expect(areEqual(few.reduce(0, +) / 50, try half(0..<50).mean.value))
  }

  /// Replay of all paths is the run; of a part, the shard.
  @Test func shards() throws {
    let model = try FullScenario.scenario(others: FullScenario.other).model()
    let simulator = Simulator(model, workers: 2)
    let whole = Run(paths: 0..<2_048, seed: Self.seed)
    let summary = try simulator.simulate(whole)
    #expect(try simulator.simulate(whole, where: 0..<2_048) == summary)
    #expect(try simulator.simulate(whole, where: (0..<2_048).reversed()) == summary)
    for paths in [0..<1_024, 1_024..<2_048] {
      let shard = try simulator.simulate(Run(paths: paths, seed: Self.seed))
      let replay = try simulator.simulate(whole, where: paths)
      #expect(shard.series == replay.series)
      #expect(shard.outcomes == replay.outcomes)
      #expect(shard.series != summary.series)
    }
  }

  /// Protects replays of scattered paths: their sums are rounded in the groups of the path numbers,
  /// so that neither the size of blocks nor workers show. Control: another choice of paths differs.
  @Test func scatteredPaths() throws {
    let model = try FullScenario.scenario().model()
    let run = Run(paths: 0..<8_192, seed: Self.seed)
    let paths = (0..<8_192).filter { $0 % 7 == 3 || $0 % 513 < 40 }
    let replays = try [(512, 1), (1_024, 3), (2_048, 2)].map { size, workers in
      try Simulator(model, workers: workers, blockSize: size).simulate(run, where: paths)
    }
    #expect(replays.allSatisfy { $0 == replays[0] })
    let fewer = try Simulator(model, workers: 2).simulate(run, where: paths.dropLast())
    #expect(fewer.series != replays[0].series)
  }

  /// Adding a company changes no number of another; taking one away neither.
  @Test func anotherCompany() throws {
    let alone = try FullScenario.scenario().run(paths: 2_048, seed: Self.seed)
    let both = try FullScenario.scenario(others: FullScenario.other)
      .run(paths: 2_048, seed: Self.seed)
    for series in alone.series { #expect(both.series[series.name] == series) }
    for outcome in alone.outcomes { #expect(both.outcomes[outcome.name] == outcome) }
    // The other states no costs.
    let ofBusiness = alone.series.count { !$0.quantity.needs.isEmpty }
    #expect(both.series.count == 2 * alone.series.count - ofBusiness)

    // Control: the same company under another name has other draws.
    let twin = FullScenario.acme.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let twins = try FullScenario.scenario(others: "twin:\n" + twin)
      .run(paths: 2_048, seed: Self.seed)
    #expect(twins.series["acme.arr"] == alone.series["acme.arr"])
    #expect(twins.series["twin.arr"]?.bands != alone.series["acme.arr"]?.bands)
  }

  /// Recording more changes nothing that was recorded before.
  @Test func anotherSeries() throws {
    let all = try FullScenario.scenario().run(paths: 2_048, seed: Self.seed)
    for series in ["usage", "arr", "multiple", "sharePrice", "drawdown"] {
      let one = try FullScenario.scenario(record: "[\(series)]").run(paths: 2_048, seed: Self.seed)
      #expect(one.series["acme.\(series)"] == all.series["acme.\(series)"])
      #expect(one.series.count == 1)
      #expect(one.outcomes == all.outcomes)
    }
  }

  /// Adding a process that does nothing disturbs no other draw; one that does something only what
  /// depends on it.
  @Test func anotherProcess() throws {
    let plain = FullScenario.acme.replacing(FullScenario.listPrice, with: "")
    func run(_ listPrice: String) throws -> Summary {
      try FullScenario.scenario(acme: plain + "\n" + listPrice).run(paths: 2_048, seed: Self.seed)
    }
    let none = try run("")
    let idle = try run(
      "listPrice: {changes: {frequency: 0, size: -10% to 20%, demandShift: 5%}, headroom: 3 times}")
    #expect(idle.series == none.series)
    #expect(idle.outcomes == none.outcomes)

    let active = try run("listPrice: {volatility: 10%}")
    #expect(active.series["acme.usage"] == none.series["acme.usage"])
    #expect(active.series["acme.multiple"] == none.series["acme.multiple"])
    #expect(active.series["acme.arr"] != none.series["acme.arr"])
  }
}
