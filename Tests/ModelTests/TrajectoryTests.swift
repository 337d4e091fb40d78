import Foundation
import Statistics
import Testing

@testable import Simulation

/// Protects the audit of a path: what it shows is what the run had, and what it drew explains it.
@Suite struct TrajectoryTests {
  /// Protects agreement: every series, outcome and driver of a traced path is that of the run's replay.
  @Test(arguments: [0, 511, 4_711])
  func agreesWithTheRun(_ number: Int) throws {
    let text = FullScenario.scenario(others: FullScenario.other)
    let run = Run(paths: 0..<5_000, seed: 741)
    let traced = try text.model(tracing: true) { $0.record = CompanyCatalog.series }
    let paths = try Simulator(traced, workers: 2).trajectories(of: run, paths: [number])
    let replay = try text.model { $0.record = CompanyCatalog.series }
      .path(number, paths: 5_000, seed: 741)
    #expect(paths.paths == [number])
    for series in replay.series {
      let track = try #require(paths.tracks[series.name])
      #expect(series.bands.indices.allSatisfy { track[$0, 0] == series.bands[$0].mean.value })
    }
    for outcome in replay.outcomes where outcome.sample[50]?.value.isFinite == true {
      let value = try #require(paths.constants[outcome.name]).values[0]
      #expect(value == (try #require(outcome.sample[50])).value, "\(outcome.name)")
    }
    let neighbour = try Simulator(traced, workers: 2).trajectories(of: run, paths: [number + 1])
    #expect(neighbour.tracks != paths.tracks)
  }

  /// Protects the draws: with them, and the numbers of the file, the path can be computed by hand.
  @Test func drawsExplainThePath() throws {
    let text = ScenarioText(
      step: "week", horizon: "1 year", record: "[arr, multiple]",
      acme: """
        shares: 1M
        arr: 4M to 9M
        multiple:
          initial: 10
          volatility: 40%
          jumps: {frequency: 20/year, logSize: {normal: {mean: -4%, sd: 18%}}}
        listPrice: {volatility: 10%, changes: {frequency: 9/year, size: 20%, demandShift: 30%}}
        usage: {volatility: 25%}
        """)
    let model = try text.model(tracing: true) { _ in }
    let run = Run(paths: 0..<600, seed: 742)
    let paths = try Simulator(model, workers: 1).trajectories(of: run, paths: [3, 599])
    func track(_ name: String) throws -> Trajectories.Track {
      try #require(paths.tracks["acme." + name])
    }
    let (multiple, arr) = (try track("multiple"), try track("arr"))
    let shock = try #require(
      paths.tracks.first { $0.name == "acme.multiple" && $0.kind == .shock })
    let dt = 1 / 52.0
    for path in 0..<2 {
      var logs = (
        multiple: log(10.0), arr: log(try #require(paths.constants["acme.arr"]).values[path])
      )
      var hits = 0
      for step in 1...52 {
        let jump = try track("multiple.jumps")[step, path]
        logs.multiple += 0.4 * dt.squareRoot() * shock[step, path] + jump
        let change = try track("listPrice.changes")[step, path]
        let usage = 0.25 * dt.squareRoot() * (try track("usage")[step, path])
        let price = 0.1 * dt.squareRoot() * (try track("listPrice")[step, path]) + change
        logs.arr += usage - 0.25 * 0.25 / 2 * dt + price
        logs.arr += try track("listPrice.changes.demandShift")[step, path]
        hits += jump != 0 && change != 0 ? 1 : 0
        #expect(areEqual(multiple[step, path], exp(logs.multiple)))
        #expect(areEqual(arr[step, path], exp(logs.arr)))
      }
      #expect(hits < 52)
    }
    // A draw belongs to a step: there is none at the start.
    #expect(shock[0, 0].isNaN)
  }
}
