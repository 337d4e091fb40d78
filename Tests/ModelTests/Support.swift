import Foundation
import Scenarios
import Statistics
import Testing

@testable import Simulation

/// A scenario of one company, `acme`, in dollars, from the keys that a test is about.
struct ScenarioText {
  var step = "month"
  var horizon = "1 year"
  var currency = "USD"
  var percentiles = "[1, 5, 25, 50, 75, 95, 99]"
  var record = "[arr, multiple, sharePrice]"
  var start = "2026-06-24"
  /// More lines of the top level.
  var top = ""
  /// The lines of the company's section.
  var acme: String
  /// Other companies, whole.
  var others = ""

  var text: String {
    """
    ballpark: 1
    title: Test
    start: \(start)
    horizon: \(horizon)
    step: \(step)
    currency: \(currency)
    percentiles: \(percentiles)
    record: \(record)
    \(top)
    companies:
      acme:
    \(Self.indented(acme, by: 4))
    \(Self.indented(others, by: 2))
    """
  }

  private static func indented(_ text: String, by spaces: Int) -> String {
    let margin = String(repeating: " ", count: spaces)
    return text.split(separator: "\n").map { margin + $0 }.joined(separator: "\n")
  }

  func scenario() throws -> Scenario { try Scenario(text: text, name: "test.yaml") }

  func model() throws -> Model { try scenario().compile() }

  /// The model of this scenario with more asked of it than the text says.
  func model(
    tracing: Bool = false, asking: (inout ModelDefinition) -> Void
  ) throws -> Model {
    var definition = try scenario().definition
    asking(&definition)
    return try Model(definition, tracing: tracing)
  }

  func run(paths: Int, seed: UInt64) throws -> Summary {
    try model().run(paths: paths, seed: seed)
  }

  /// A line of the top level: the correlation of the shocks of two processes of `acme`.
  static func shocks(_ first: String, _ second: String, _ value: Double) -> String {
    "shockCorrelations: [{between: [acme.\(first), acme.\(second)], value: \(value)}]"
  }

  /// What the reader or the compiler says against it; empty where it is sound.
  func refusal() -> String {
    do {
      _ = try model()
      return ""
    } catch {
      return "\(error)"
    }
  }
}

extension Model {
  func run(paths: Int, seed: UInt64, workers: Int = 2) throws -> Summary {
    try Simulator(self, workers: workers).simulate(Run(paths: 0..<paths, seed: seed))
  }

  /// Every series and outcome of one path of a run: a sample of one is its own percentile.
  func path(_ number: Int, paths: Int, seed: UInt64) throws -> Summary {
    try Simulator(self, workers: 1).simulate(Run(paths: 0..<paths, seed: seed), where: [number])
  }
}

extension Simulator {
  /// What a run keeps, or a part of one, or a group's paths, as a shard does.
  func tally(
    of run: Run, group: GroupMembers? = nil, part: Range<Int>? = nil, keepingValues: Bool = false
  ) throws -> RunTally {
    let kept: SimulationRequest.Kept =
      group.map { .group(0, $0) } ?? (keepingValues ? .summaryAndValues : .summary)
    return try workers.tally(of: SimulationRequest(model, run, kept), part: part ?? run.paths)
  }

  /// The summary of a tally that has been merged; groups are replayed here.
  func summary(of tally: RunTally) throws -> Summary {
    let engine = Engine(workers: 2, Kept(tally: tally, workers: workers))
    let run = Run(paths: tally.paths, seed: tally.seed)
    let simulator = Simulator(model, on: engine)
    return try tally.values.isEmpty
      ? simulator.simulate(run) : simulator.simulateKeepingValues(run).summary
  }

  private struct Kept: TallySource {
    let tally: RunTally
    let workers: Workers

    func expect(_: () throws -> [SimulationRequest]) {}

    func tally(of request: SimulationRequest, progress: Simulation.Progress?) throws -> RunTally {
      if case .group = request.kept { return try workers.tally(of: request, progress: progress) }
      try request.require(tally)
      return tally
    }
  }
}

extension Quantity {
  /// A series or outcome of the company `acme`, in dollars.
  static func acme(_ name: String) -> Quantity {
    guard let declared = CompanyCatalog.quantity(named: name) else { fatalError("no \(name)") }
    return declared.of("acme", currency: "USD", reporting: "USD")
  }

  static let maximumDrawdown = acme("maxDrawdown")
  static let totalReturn = acme("return")
  static let peak = acme("drawdownPeak")
  static let trough = acme("drawdownTrough")
  static let recovery = acme("drawdownRecovery")
  static let duration = acme("drawdownDuration")
  static let timeUnderWater = acme("timeUnderWater")
  static let ulcerIndex = acme("ulcerIndex")
  static let insolvency = acme("insolvency")
  static let runway = acme("runway")
  static let breakEven = acme("breakEven")
  static let cumulativeBurn = acme("cumulativeBurn")
  static let raises = acme("raises")
  static let dilution = acme("dilution")
}

extension Condition {
  init(_ series: String, _ moment: Comparison.Moment, _ relation: Relation, _ level: Double) {
    self.init(
      text: "\(series) \(relation) \(level)", .acme(series), moment, relation: relation,
      level: level)
  }

  init(_ outcome: Quantity, _ relation: Relation, _ level: Double) {
    self.init(
      text: "\(outcome.ownName) \(relation) \(level)", outcome, relation: relation, level: level)
  }
}

extension PathGroup {
  init(_ condition: Condition, name: String = "some") {
    self.init(name: name, text: condition.text, members: .condition(condition))
  }
}

extension ModelDefinition {
  /// Asks for the value of every outcome that is kept, path by path.
  mutating func measureOutcomes() { measured = keptOutcomes.map { .outcome($0) } }
}

extension Summary {
  func outcome(_ outcome: Quantity) throws -> OutcomeSummary {
    try #require(outcomes[outcome.name])
  }

  /// The band of a series of `acme` at a step; at the horizon without one.
  func band(_ series: String, at step: Int? = nil) throws -> SampleSummary {
    let series = try #require(self.series["acme." + series])
    return series.band(at: step.map(GridPlace.step) ?? .end)
  }

  /// The values of a series at every date, in a summary of one path or of equal paths.
  func values(_ series: String) throws -> [Double] {
    try #require(self.series["acme." + series]).bands.map(\.mean.value)
  }

  func maximumDrawdown() throws -> SampleSummary {
    try #require(outcomes["acme.maxDrawdown"]).sample
  }
}

/// Numbers of one test beside what they should be, in standard errors.
///
/// Two-sided, at α = 1e-6 for the whole test: with k numbers the bound on each is the normal's
/// quantile at 1 - α / 2k (Bonferroni; 4.89 for one number, 5.26 for seven).
struct Comparisons {
  static let alpha = 1e-6
  private(set) var all: [(name: String, deviation: Double, text: String)] = []

  /// - Parameter slack: What a stated approximation may add, in the unit of the value.
  mutating func add(
    _ name: String, _ value: Double, _ expected: Double, error: Double, slack: Double = 0
  ) {
    let distance = abs(value - expected)
    let deviation = distance.isNaN ? .infinity : max(0, distance - slack) / error
    all.append((name, deviation, "\(name): \(value), not \(expected) ± \(error)"))
  }

  mutating func add(_ other: Comparisons) { all += other.all }

  var bound: Double { standardNormal.quantile(1 - Self.alpha / 2 / Double(all.count)) }

  /// Those beyond the bound, in words.
  var failures: [String] {
    let bound = bound
    return all.filter { !($0.deviation <= bound) }.map {
      "\($0.text): \($0.deviation) standard errors, bound \(bound)"
    }
  }

  var hold: Bool { failures.isEmpty }
}

let standardNormal: Normal = {
  do { return try Normal(mean: 0, sd: 1) } catch { fatalError("\(error)") }
}()

func normalDensity(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
func normalProbability(below x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

/// e^N(mu, sigma²), as closed form.
struct LogNormalLaw {
  var mu: Double
  var sigma: Double

  func quantile(_ p: Double) -> Double { exp(mu + sigma * standardNormal.quantile(p)) }
  var mean: Double { exp(mu + sigma * sigma / 2) }
  var standardDeviation: Double { mean * expm1(sigma * sigma).squareRoot() }

  /// The same with the log's mean a number of sd higher and its scale wrong by a share.
  func wrong(shift: Double = 0, scale: Double = 1) -> LogNormalLaw {
    LogNormalLaw(mu: mu + shift * sigma, sigma: sigma * scale)
  }

  /// A sample's percentiles, its mean, and the sd of its log as the distance of P95 and P5 says it.
  ///
  /// Standard errors: √(p(1 - p)/n) / f(q) of a percentile; sd/√n of the mean; of the spread
  /// √(2p(1 - 2p)/n) / (2zφ(z)), 0.88 σ/√n at p = 5 %. With n = 200,000 a scale that is wrong by
  /// 2 % is 10 of those, a shift by 0.03 sd 10 of the median's: power above 0.9999 for both. With
  /// n = 100,000 they are 7: power above 0.95 against a bound of 5.3.
  func compared(_ name: String, _ sample: SampleSummary, mean usesMean: Bool = true)
    -> Comparisons
  {
    var result = Comparisons()
    let n = Double(sample.count)
    for percentile in sample.percentiles {
      let p = percentile.level / 100
      let z = standardNormal.quantile(p)
      let error = sigma * (p * (1 - p) / n).squareRoot() / normalDensity(z)
      result.add(
        "\(name) ln P\(percentile.level)", log(percentile.value), mu + sigma * z, error: error)
    }
    if let high = sample[95]?.value, let low = sample[5]?.value {
      let z = standardNormal.quantile(0.95)
      let error = sigma * (2 * 0.05 * 0.9 / n).squareRoot() / (2 * z * normalDensity(z))
      result.add("\(name) sd of log", log(high / low) / (2 * z), sigma, error: error)
    }
    if usesMean {
      result.add(
        "\(name) mean", sample.mean.value, mean, error: standardDeviation / n.squareRoot())
    }
    return result
  }
}

/// Mean and standard deviation of a sample beside those that raw moments give.
///
/// Standard error of the sd: √((μ₄ - σ⁴)/4σ²n).
func comparedMoments(
  _ name: String, _ sample: SampleSummary, _ raw: (Double) -> Double
) -> Comparisons {
  let (a, b, c, d) = (raw(1), raw(2), raw(3), raw(4))
  let variance = b - a * a
  let fourth = d - 4 * a * c + 6 * a * a * b - 3 * a * a * a * a
  let n = Double(sample.count)
  var result = Comparisons()
  result.add("\(name) mean", sample.mean.value, a, error: (variance / n).squareRoot())
  result.add(
    "\(name) sd", sample.standardDeviation, variance.squareRoot(),
    error: ((fourth - variance * variance) / (4 * variance * n)).squareRoot())
  return result
}

/// Whether two numbers agree but for rounding.
func areEqual(_ a: Double, _ b: Double, within relative: Double = 1e-12) -> Bool {
  abs(a - b) <= relative * max(abs(a), abs(b))
}

extension CompanyCatalog {
  /// The series that a company has which states neither a capacity nor a volatility that is uncertain itself.
  static var plain: [Quantity] {
    series.filter { !$0.needs.contains("usage.capacity") && $0.ownName != "volatility" }
  }
}
