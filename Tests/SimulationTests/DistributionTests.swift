import CGSL
import CKernels
import Foundation
import Testing

@testable import Simulation

enum KolmogorovSmirnov {
  /// √n times the distance at which 2 exp(-2x²) is 1e-6.
  static let threshold = 2.6933

  /// Whether draws follow a distribution at α = 1e-6. The distance is taken at 4,096 levels, which
  /// makes it a little smaller, never larger.
  static func passes(_ draws: [Double], _ cdf: (Double) -> Double) -> Bool {
    var cells = [Int](repeating: 0, count: 4_097)
    // Pointers: a loop over arrays takes three times as long in a debug build.
    draws.withUnsafeBufferPointer { draws in
      cells.withUnsafeMutableBufferPointer { cells in
        var draw = 0
        while draw < draws.count {
          cells[Int(cdf(draws[draw]) * 4_096)] += 1
          draw += 1
        }
      }
    }
    var (below, distance) = (0, 0.0)
    for cell in 0..<4_096 {
      below += cells[cell]
      let level = Double(cell + 1) / 4_096
      distance = max(distance, abs(Double(below) / Double(draws.count) - level))
    }
    return distance * Double(draws.count).squareRoot() < threshold
  }
}

/// A row of distributions.csv.
struct ReferenceLaw: Sendable, CustomTestStringConvertible {
  static let levels = [0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999]

  let family: String
  let arguments: [String: Double]
  let mean: Double
  let standardDeviation: Double
  let quantiles: [Double]
  let testDescription: String

  init?(_ line: Substring) {
    let fields = line.split(separator: ",").map(String.init)
    let numbers = fields.dropFirst(2).compactMap(Double.init)
    guard numbers.count == 2 + Self.levels.count else { return nil }
    testDescription = "\(fields[0]) \(fields[1])"
    family = fields[0]
    var arguments: [String: Double] = [:]
    for argument in fields[1].split(separator: ";") {
      let parts = argument.split(separator: "=")
      arguments[String(parts[0])] = Double(parts[1])
    }
    self.arguments = arguments
    (mean, standardDeviation) = (numbers[0], numbers[1])
    quantiles = Array(numbers[2...])
  }

  static let all: [ReferenceLaw] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("distributions.csv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap(ReferenceLaw.init)
  }()

  static let onePerFamily = all.filter { law in
    all.first { $0.family == law.family }?.testDescription == law.testDescription
  }

  func make() throws -> any Distribution {
    if family.hasPrefix("range:") {
      let kind = try #require(Kind(rawValue: String(family.dropFirst(6))))
      return try kind.range(
        from: #require(arguments["low"]), to: #require(arguments["high"]))
    }
    return try #require(DistributionFamily.named(family)).make(arguments)
  }
}

@Suite struct DistributionTests {
  /// Protects the registry: each family has reference values.
  @Test func everyFamilyHasReferenceValues() {
    #expect(ReferenceLaw.all.count == 14)
    for family in DistributionFamily.all {
      #expect(ReferenceLaw.all.contains { $0.family == family.name }, "\(family.name)")
    }
    #expect(DistributionFamily.named("cauchy") == nil)
  }

  /// Protects mean, deviation and quantiles. Reference: SciPy, see distributions.csv. The mean and
  /// deviation of the logit-normal are integrals there and here.
  @Test(arguments: ReferenceLaw.all)
  func agreesWithSciPy(_ reference: ReferenceLaw) throws {
    let law = try reference.make()
    let sd = reference.standardDeviation
    #expect(abs(law.mean - reference.mean) < 1e-11 * (abs(reference.mean) + sd))
    #expect(abs(law.standardDeviation / sd - 1) < 1e-10)
    for (p, quantile) in zip(ReferenceLaw.levels, reference.quantiles) {
      #expect(abs(law.quantile(p) - quantile) < 1e-12 * (abs(quantile) + sd), "\(p)")
      #expect(law.support.contains(quantile))
    }
    // What a file states comes back: its percentiles, or the ends and ranges of low to high.
    for (key, value) in reference.arguments {
      let level =
        Percentiles.level(of: key)
        ?? (reference.family.hasPrefix("range") ? key == "low" ? 5 : 95 : nil)
      if let level { #expect(abs(law.quantile(level / 100) - value) < 1e-12 * (abs(value) + sd)) }
    }
  }

  /// Draws of a driver for paths 0..<count.
  private func draws(_ law: any Distribution, count: Int) -> [Double] {
    var layout = Layout()
    let driver = Driver(
      source: Source(name: "driver"), distribution: law, column: layout.addColumn())
    var block = Block(layout, capacity: count, seed: 20_260_624)
    defer { block.deallocate() }
    block.move(to: .init(first: 0, selection: .first(count), ordinal: 0, recorded: count))
    driver.assign(block)
    return Array(block.values(of: driver.column))
  }

  /// Protects draws from differing from quantiles, which intervals, medians and events use: a draw is
  /// the quantile at its uniform, and rises with it.
  @Test(arguments: ReferenceLaw.all)
  func drawsAreTheQuantilesOfTheirUniforms(_ reference: ReferenceLaw) throws {
    let law = try reference.make()
    let drawn = draws(law, count: 8_192)
    let place = ck_at(seed: 20_260_624, source: Source(name: "driver").id, path: 0, step: 0)
    let uniforms = SimulationTests.draws(ck_uniforms, 8_192, at: place)
    let sd = law.standardDeviation
    for (x, u) in zip(drawn, uniforms) {
      let quantile = law.quantile(u)
      #expect(abs(x - quantile) <= 1e-12 * (abs(quantile) + sd))
    }
    let ordered = zip(uniforms, drawn).sorted { $0.0 < $1.0 }.map(\.1)
    #expect(ordered == drawn.sorted())
  }

  /// The distribution function, by GSL or by the definition.
  private func cdf(_ law: any Distribution) throws -> (Double) -> Double {
    switch law {
    case let law as Normal:
      return { gsl_cdf_gaussian_P($0 - law.mean, law.standardDeviation) }
    case let law as LogNormal where law.isMirrored:
      return { gsl_cdf_lognormal_Q(law.shift - $0, law.mu, law.sigma) }
    case let law as LogNormal:
      return { $0 <= law.shift ? 0 : gsl_cdf_lognormal_P($0 - law.shift, law.mu, law.sigma) }
    case let law as LogitNormal:
      return {
        $0 <= 0 ? 0 : $0 >= 1 ? 1 : gsl_cdf_gaussian_P(log($0 / (1 - $0)) - law.mu, law.sigma)
      }
    case let law as Triangular:
      return { x in
        if x <= law.low { return 0 }
        if x >= law.high { return 1 }
        let width = law.high - law.low
        return x < law.mode
          ? (x - law.low) * (x - law.low) / (width * (law.mode - law.low))
          : 1 - (law.high - x) * (law.high - x) / (width * (law.high - law.mode))
      }
    case let law as Uniform: return { gsl_cdf_flat_P($0, law.low, law.high) }
    default: throw CocoaError(.featureUnsupported)
    }
  }

  /// Protects the law of the draws: Kolmogorov-Smirnov at 2^20 of them, α = 1e-6. Control: the same
  /// law 2 % wider about its median fails. Power: the two differ by so much somewhere that the
  /// distance of 2^20 draws is below the threshold with a chance below 1e-3 (three times ½, the most
  /// that its deviation can be); the first check computes that.
  @Test(arguments: ReferenceLaw.onePerFamily)
  func drawsFollowTheirLaw(_ reference: ReferenceLaw) throws {
    let n = 1 << 20
    let law = try reference.make()
    let cdf = try cdf(law)
    let median = law.quantile(0.5)
    let wider = { cdf(median + ($0 - median) / 1.02) }
    let difference = (1..<1_000).map { k in
      let x = law.quantile(Double(k) / 1_000)
      return abs(cdf(x) - wider(x))
    }
    #expect(
      (difference.max() ?? 0) * Double(n).squareRoot() > KolmogorovSmirnov.threshold + 1.5)
    let drawn = draws(law, count: n)
    #expect(KolmogorovSmirnov.passes(drawn, cdf))
    #expect(!KolmogorovSmirnov.passes(drawn, wider))
  }
}

@Suite struct DistributionErrorTests {
  private func error(_ family: String, _ arguments: [String: Double]) -> DistributionError? {
    do throws(DistributionError) {
      _ = try DistributionFamily.named(family)?.make(arguments)
      return nil
    } catch {
      return error
    }
  }

  /// Protects against distributions that cannot be, each with its cause.
  @Test func impossibleArgumentsAreRefused() {
    let finite = "finite"
    #expect(error("normal", ["mean": 1, "sd": -1]) == .argument("sd", mustBe: "0 or above"))
    #expect(error("normal", ["mean": 1, "sd": .nan]) == .argument("sd", mustBe: "0 or above"))
    #expect(error("normal", ["mean": .infinity, "sd": 1]) == .argument("mean", mustBe: finite))
    #expect(error("normal", ["mean": 1]) == .arguments(expected: "mean and sd"))
    #expect(error("normal", ["p5": 1]) == .arguments(expected: "two percentiles"))
    #expect(
      error("normal", ["p5": 1, "p95": 2, "sd": 1]) == .arguments(expected: "two percentiles"))
    #expect(error("normal", ["p5": 2, "p95": 2]) == .notAscending)
    #expect(error("normal", ["p95": 1, "p5": 2]) == .notAscending)
    #expect(error("normal", ["p0": 1, "p95": 2]) == .arguments(expected: "two percentiles"))
    #expect(error("normal", ["p100": 1, "p": 2]) == .arguments(expected: "mean and sd"))
    let above = DistributionError.argument("each percentile", mustBe: "above 0")
    #expect(error("lognormal", ["p5": 0, "p95": 2]) == above)
    #expect(error("lognormal", ["p5": 3, "p95": 2]) == .notAscending)
    #expect(error("lognormal", ["mean": 0, "sd": 2]) == .argument("mean", mustBe: "above 0"))
    #expect(error("lognormal", ["mean": 1, "sd": -2]) == .argument("sd", mustBe: "0 or above"))
    let within = DistributionError.argument("each percentile", mustBe: "above 0 and below 1")
    #expect(error("logitnormal", ["p5": 0, "p95": 0.5]) == within)
    #expect(error("logitnormal", ["p5": 0.5, "p95": 1]) == within)
    #expect(error("logitnormal", ["p5": 0.5, "p95": 0.4]) == .notAscending)
    #expect(
      error("logitnormal", ["mean": 0.5, "sd": 0.1]) == .arguments(expected: "two percentiles"))
    let inside = DistributionError.argument("mode", mustBe: "from low to high")
    #expect(error("triangular", ["low": 1, "mode": 0, "high": 2]) == inside)
    #expect(error("triangular", ["low": 1, "mode": .nan, "high": 2]) == inside)
    #expect(error("triangular", ["low": 2, "mode": 2, "high": 2]) == .notAscending)
    #expect(
      error("triangular", ["low": 2, "high": 3]) == .arguments(expected: "low, mode and high"))
    let ends = DistributionError.argument("each end", mustBe: finite)
    #expect(error("uniform", ["low": 1, "high": .infinity]) == ends)
    #expect(error("uniform", ["low": 1, "high": 1]) == .notAscending)
    #expect(error("uniform", ["low": 1, "high": 2]) == nil)
  }

  /// Protects ranges, whose family depends on the kind.
  @Test func impossibleRangesAreRefused() {
    #expect(throws: DistributionError.notAscending) { try Kind.rate.range(from: 2, to: 1) }
    #expect(throws: DistributionError.self) { try Kind.rate.range(from: -1, to: 1) }
    #expect(throws: DistributionError.self) { try Kind.money.range(from: 0, to: 1) }
    #expect(throws: DistributionError.self) { try Kind.share.range(from: 0.5, to: 1) }
    #expect(throws: DistributionError.self) { try Kind.elasticity.range(from: -1, to: 0.5) }
  }

  /// Protects a deviation of 0: each draw is the same number.
  @Test func withoutDeviationAConstant() throws {
    for law in [try Normal(mean: 3, sd: 0), try LogNormal(mean: 3, sd: 0)] as [any Distribution] {
      let column = TestColumn(draws(ck_normals, 16, at: somewhere))
      law.transform(column.buffer)
      #expect(column.values.allSatisfy { abs($0 - 3) < 1e-14 })
      #expect(law.standardDeviation == 0)
      #expect(abs(law.quantile(0.2) - 3) < 1e-14)
    }
  }
}
