import Statistics
import Testing

@testable import Scenarios
@testable import Simulation

/// What is kept of every path, and drivers that are held.
@Suite struct ValueTests {
  private static let text = FullScenario.scenario(others: FullScenario.other)
  private static let run = Run(paths: 0..<2_300, seed: 811)

  private static func condition(_ step: Int) -> Condition {
    Condition("sharePrice", .until(step), .below, 35)
  }

  private static let quantities: [PathQuantity] = [
    .series(.acme("sharePrice"), step: 5), .outcome(.acme("maxDrawdown")), .condition(condition(7)),
    .outcome(.acme("drawdownRecovery")), .series(.acme("drawdown"), step: 12),
  ]

  /// Protects the values that are measured: they are those of single trajectories, path by path.
  @Test func areThoseOfTrajectories() throws {
    let scenario = try Self.text.scenario()
    let model = try scenario.compile(measuring: Self.quantities)
    let values = try Simulator(model, workers: 2).values(of: Self.run)
    #expect(values.columns.count == Self.quantities.count)
    let all = try Self.text.model()
    let trajectories = try Simulator(all, workers: 1).trajectories(of: Self.run, paths: 0..<600)
    func track(_ name: String, _ step: Int) throws -> [Double] {
      let track = try #require(trajectories.tracks.first { $0.name == name })
      return (0..<600).map { track[step, $0] }
    }
    let (fifth, sixth) = (try track("acme.sharePrice", 5), try track("acme.sharePrice", 6))
    let last = try track("acme.drawdown", 12)
    #expect(Array(values.columns[0].values.prefix(600)) == fifth)
    #expect(Array(values.columns[4].values.prefix(600)) == last)
    let steps = try (0...7).map { try track("acme.sharePrice", $0) }
    let low = (0..<600).map { path in steps.contains { $0[path] < 35 } ? 1.0 : 0 }
    #expect(Array(values.columns[2].values.prefix(600)) == low)
    #expect(low.contains(1) && low.contains(0))
    // The control: other dates have other values.
    #expect(Array(values.columns[0].values.prefix(600)) != sixth)
  }

  /// Protects common random numbers: what is measured, workers, blocks and their order change no value.
  @Test func doNotDependOnWorkers() throws {
    let scenario = try Self.text.scenario()
    let model = try scenario.compile(measuring: Self.quantities)
    let expected = try Simulator(model, workers: 1).values(of: Self.run)
    for (workers, blockSize) in [(2, 512), (3, 2_048), (7, 512)] {
      let simulator = Simulator(
        model, workers: workers, blockSize: blockSize, order: { Array($0.reversed()) })
      let values = try simulator.values(of: Self.run)
      for (one, other) in zip(values.columns, expected.columns) {
        #expect(one.values.map(\.bitPattern) == other.values.map(\.bitPattern))
      }
    }
    let alone = try scenario.compile(measuring: [Self.quantities[1]])
    let values = try Simulator(alone, workers: 2).values(of: Self.run)
    #expect(values.columns[0].values == expected.columns[1].values)
  }

  /// Protects a driver that is held: the paths are those of a file that states the number, and all other
  /// draws stay.
  @Test func heldDriversEqualStatedNumbers() throws {
    let text = ScenarioText(
      acme: """
        shares: 1M
        arr: 5M
        growth: {initial: 20% to 90%, longRun: 5%, halfLife: 1 year, volatility: 20% to 40%}
        multiple: {initial: 15, longRun: 5 to 12, halfLife: 18 months, volatility: 60%}
        """)
    let scenario = try text.scenario()
    let quantities: [PathQuantity] = [.series(.acme("sharePrice"), step: 12)]
    let model = try scenario.compile(measuring: quantities)
    #expect(
      model.drivers.map(\.name) == [
        "acme.growth.initial", "acme.growth.volatility.initial", "acme.multiple.longRun",
      ])
    let held = model.holding(["acme.growth.initial": 0.5, "acme.multiple.longRun": 7])
    let stated = try scenario.setting("acme.growth.initial", to: "50%")
      .setting("acme.multiple.longRun", to: "7")
    func values(_ model: Model) throws -> [Double] {
      try Simulator(model, workers: 2).values(of: Self.run).columns[0].values
    }
    let one = try values(held)
    let other = try values(stated.compile(measuring: quantities))
    #expect(zip(one, other).allSatisfy { abs($0 - $1) <= 1e-12 * abs($1) })
    let drawn = try values(model)
    #expect(drawn != one)
  }

  /// Protects a held driver outside its domain from giving numbers: every path fails and is counted.
  @Test func heldOutsideItsDomain() throws {
    let text = ScenarioText(
      acme: "shares: 1M\narr: 5M\nmultiple: {initial: 15, longRun: 5 to 12, halfLife: 1 year}")
    let model = try text.scenario().compile(measuring: [.series(.acme("sharePrice"), step: 12)])
      .holding(["acme.multiple.longRun": -3])
    let values = try Simulator(model, workers: 2).values(of: Self.run)
    #expect(values.failures.paths == Self.run.paths.count)
    #expect(values.columns[0].values.allSatisfy { $0.isNaN })
  }

  /// Protects what was drawn from being another path's: a driver's values rank like the price it drives.
  @Test func factors() throws {
    let text = ScenarioText(
      acme: "shares: 1M\narr: 5M to 10M\nmultiple: {initial: 15, volatility: 20%}")
    let model = try text.scenario().compile(
      measuring: [
        .series(.acme("arr"), step: 0), .factor("acme.arr"), .factor("acme.multiple"),
      ], tracing: true)
    let values = try Simulator(model, workers: 2).values(of: Self.run)
    let (arr, drawn) = (values.columns[0].values, values.columns[1].values)
    #expect(zip(arr, drawn).allSatisfy { abs($0 - $1) < 1e-6 * $1 })
    // A sum of normals over √steps is one: mean 0 and variance 1 within five standard errors, which a
    // false alarm passes once in a million.
    let shocks = values.columns[2].values
    let mean = shocks.reduce(0, +) / Double(shocks.count)
    let variance = shocks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(shocks.count)
    #expect(abs(mean) < 5 / Double(shocks.count).squareRoot())
    #expect(abs(variance - 1) < 5 * (2 / Double(shocks.count)).squareRoot())
    #expect(!(abs(variance - 1.25) < 5 * (2 / Double(shocks.count)).squareRoot()))
  }
}
