import Foundation
import Scenarios
import Statistics
import Testing

@testable import Simulation

/// Protects what `check` says of the multiple: the closed form beside the model itself.
///
/// Mean and variance of ln M after a year of weeks, 200,000 paths, α = 1e-6 for each run. The engine
/// adds jumps after the diffusion, which the closed form in continuous time leaves out: that is the
/// slack, κΔ/2 of the jumps' mean and κΔ of their variance. A variance that is wrong by 4 % (a scale
/// by 2 %) lies 9 standard errors beyond it, a long run without its jumps 50.
@Suite struct ImpliedMultipleTests {
  static let paths = 200_000
  static let speed = log(2.0) / 1.0
  static let frequency = 6.0
  static let size = (mean: -0.05, sd: 0.12)

  private func scenario(_ compensation: String, halfLife: String = "halfLife: 1 year") throws
    -> Scenario
  {
    let text = ScenarioText(
      step: "week", horizon: "1 year", record: "[multiple]",
      acme: """
        shares: 1M
        arr: 5M
        multiple:
          initial: 20
          \(halfLife)
          volatility: 50%
          jumps:
            frequency: 6/year
            logSize: {normal: {mean: -5%, sd: 12%}}
            compensate: \(compensation)
        """)
    return try Scenario(text: text.text)
  }

  private func implied(_ scenario: Scenario) -> ImpliedMultiple {
    ImpliedMultiple(
      scenario.definition.companies[0].assumptions, on: scenario.definition.grid)
  }

  /// Moments of ln M at the horizon.
  private func simulated(_ scenario: Scenario) throws -> LogMoments {
    let model = try scenario.compile()
    let recorder = LogMoments(model.series[0].column, at: model.grid.steps, blockSize: 2_048)
    let worker = Worker(model, seed: 901, blockSize: 2_048, [recorder])
    let schedule = try BlockSchedule(Run(paths: 0..<Self.paths, seed: 901), blockSize: 2_048)
    for block in schedule.blocks { worker.advance(block) }
    return recorder
  }

  private func compared(_ moments: LogMoments, longRun: Double, sd: Double) -> Comparisons {
    let (k, rest) = (Self.speed, exp(-Self.speed))
    let jumps = Self.frequency * abs(Self.size.mean) * (1 - rest) / k
    let square = Self.size.mean * Self.size.mean + Self.size.sd * Self.size.sd
    let spread = Self.frequency * square * (1 - rest * rest) / (2 * k)
    var result = Comparisons()
    result.add(
      "mean", moments.mean, log(20) * rest + log(longRun) * (1 - rest), error: moments.meanError,
      slack: 1.02 * jumps * k / 104)
    result.add(
      "variance", moments.variance, sd * sd, error: moments.varianceError,
      slack: 1.02 * spread * k / 52)
    return result
  }

  @Test(arguments: ["none", "drift", "longRun"])
  func closedForm(_ compensation: String) throws {
    let scenario = try scenario(compensation, halfLife: "longRun: 8\n  halfLife: 1 year")
    let moments = try simulated(scenario)
    let implied = implied(scenario)
    let longRun = try #require(implied.longRun)
    let sd = implied.standardDeviation(after: 1)
    #expect(compared(moments, longRun: longRun, sd: sd).failures == [])

    // Controls: another compensation's long run, and a scale that is wrong by 2 %.
    let others = ["none": 8.0, "drift": 8.0, "longRun": 8 * exp(-0.3 / Self.speed)]
    let other = try #require(others[compensation])
    #expect(!compared(moments, longRun: other, sd: sd).hold)
    #expect(!compared(moments, longRun: longRun, sd: 1.02 * sd).hold)
  }

  /// Protects the limit of no half-life: a random walk has no long run, and its variance grows evenly.
  @Test func randomWalk() throws {
    let scenario = try scenario("none", halfLife: "")
    let implied = implied(scenario)
    #expect(implied.longRun == nil)
    let variance = 0.25 + 6 * (0.0025 + 0.0144)
    for years in [1 / 52.0, 1, 4] {
      let sd = implied.standardDeviation(after: years)
      #expect(areEqual(sd * sd, variance * years))
    }
    let moments = try simulated(scenario)
    var result = Comparisons()
    result.add("mean", moments.mean, log(20) - 0.3, error: moments.meanError)
    result.add("variance", moments.variance, variance, error: moments.varianceError)
    #expect(result.failures == [])
    #expect(abs(moments.variance - 1.04 * variance) > 6 * moments.varianceError)
  }
}

/// Moments of a column's logarithm at one step.
private final class LogMoments: Recorder {
  private let column: Column
  private let step: Int
  private let scratch: UnsafeMutablePointer<Double>
  private var logs: [Double] = []

  init(_ column: Column, at step: Int, blockSize: Int) {
    self.column = column
    self.step = step
    scratch = .allocate(capacity: blockSize)
  }

  deinit { scratch.deallocate() }

  override func record(_ block: Block, at step: Int) {
    if step == self.step { logs += block.recorded(column, scratch: scratch).map { log($0) } }
  }

  private func moment(_ power: Int) -> Double {
    let mean = mean
    return logs.reduce(0) { $0 + pow($1 - mean, Double(power)) } / Double(logs.count)
  }

  var mean: Double { logs.reduce(0, +) / Double(logs.count) }
  var variance: Double { moment(2) }
  var meanError: Double { (variance / Double(logs.count)).squareRoot() }
  /// √((μ₄ - σ⁴)/n).
  var varianceError: Double {
    ((moment(4) - variance * variance) / Double(logs.count)).squareRoot()
  }
}
