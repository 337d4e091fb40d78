import CKernels
import Testing

@testable import Simulation

@Suite struct DistributionErrorTests {
  private func error(
    _ make: () throws(DistributionError) -> any Distribution
  ) -> DistributionError? {
    do throws(DistributionError) {
      _ = try make()
      return nil
    } catch {
      return error
    }
  }

  private func error(_ family: String, _ arguments: [String: Double]) -> DistributionError? {
    guard let family = DistributionFamily.named(family) else { return nil }
    return error { () throws(DistributionError) in try family.make(arguments) }
  }

  /// Protects against distributions that cannot be, each with its cause.
  @Test(
    arguments: [
      ("normal", ["mean": 1, "sd": -1], "sd", "0 or above"),
      ("normal", ["mean": 1, "sd": .nan], "sd", "0 or above"),
      ("normal", ["mean": .infinity, "sd": 1], "mean", "finite"),
      ("lognormal", ["p5": 0, "p95": 2], "each percentile", "above 0"),
      ("lognormal", ["mean": 0, "sd": 2], "mean", "above 0"),
      ("lognormal", ["mean": 1, "sd": -2], "sd", "0 or above"),
      ("lognormal", ["median": 0, "sigma": 2], "median", "above 0"),
      ("loguniform", ["low": 0, "high": 2], "low", "above 0"),
      ("loguniform", ["low": 1, "high": .infinity], "each end", "finite"),
      ("loguniform", ["mean": 1, "sd": 0], "sd", "above 0"),
      ("logitnormal", ["p5": 0, "p95": 0.5], "each percentile", "above 0 and below 1"),
      ("logitnormal", ["p5": 0.5, "p95": 1], "each percentile", "above 0 and below 1"),
      (
        "logitnormal", ["mean": 0.5, "sd": 0.5], "sd",
        "above 0 and below the root of mean (1 - mean)"
      ),
      ("logitnormal", ["mean": 1, "sd": 0.5], "mean", "above 0 and below 1"),
      ("triangular", ["low": 1, "mode": 0, "high": 2], "mode", "from low to high"),
      ("triangular", ["low": 1, "mode": .nan, "high": 2], "mode", "from low to high"),
      (
        "triangular", ["p10": 1, "mode": 3, "p90": 2], "mode",
        "from the lower percentile to the upper one"
      ),
      ("pert", ["low": 1, "mode": 3, "high": 2], "mode", "from low to high"),
      ("pert", ["low": 1, "mode": 2, "high": 3, "shape": 0], "shape", "above 0"),
      ("uniform", ["low": 1, "high": .infinity], "each end", "finite"),
      ("uniform", ["mean": 1, "sd": -1], "sd", "above 0"),
      ("beta", ["alpha": 0, "beta": 1], "alpha", "above 0"),
      ("beta", ["alpha": 1e7, "beta": 1], "alpha", "above 0 and at most a million"),
      ("beta", ["mean": 3, "sd": 1], "mean", "between low and high"),
      (
        "beta", ["mean": 0.5, "sd": 0.5], "sd",
        "above 0 and below the root of (mean - low)(high - mean)"
      ),
      ("beta", ["p10": 0, "p90": 0.5], "each percentile", "between low and high"),
      ("gamma", ["shape": 1, "scale": 0], "scale", "above 0"),
      ("gamma", ["mean": -1, "sd": 1], "mean", "above 0"),
      ("gamma", ["p10": -1, "p90": 1], "each percentile", "above 0"),
      ("weibull", ["shape": -1, "scale": 1], "shape", "above 0"),
      ("weibull", ["mean": 1, "sd": 0], "sd", "above 0"),
      ("exponential", ["mean": 0], "mean", "above 0"),
      ("exponential", ["p90": 0], "each percentile", "above 0"),
      ("pareto", ["minimum": 0, "alpha": 1], "minimum", "above 0"),
      ("pareto", ["mean": 1, "sd": 0], "sd", "above 0"),
      (
        "studentT", ["degreesOfFreedom": 2, "mean": 0, "sd": 1], "degreesOfFreedom",
        "above 2 with mean and sd"
      ),
      ("studentT", ["degreesOfFreedom": 0, "p10": 0, "p90": 1], "degreesOfFreedom", "above 0"),
      ("studentT", ["degreesOfFreedom": 2, "location": 0, "scale": 0], "scale", "above 0"),
      ("laplace", ["mean": 0, "scale": 0], "scale", "above 0"),
      ("poisson", ["mean": 1e7], "mean", "0 or above and at most 5,000 (a normal serves beyond)"),
      ("bernoulli", ["probability": 1.1], "probability", "0 to 1"),
      (
        "metalog", ["p10": 1, "p50": 2, "p90": 3, "low": 1], "each percentile",
        "between low and high"
      ),
    ] as [(String, [String: Double], String, String)])
  func impossibleArguments(
    family: String, arguments: [String: Double], name: String, domain: String
  ) {
    #expect(error(family, arguments) == .argument(name, mustBe: domain))
  }

  @Test(
    arguments: [
      ("normal", ["p5": 2, "p95": 2]), ("normal", ["p95": 1, "p5": 2]),
      ("lognormal", ["p5": 3, "p95": 2]), ("logitnormal", ["p5": 0.5, "p95": 0.4]),
      ("triangular", ["low": 2, "mode": 2, "high": 2]), ("uniform", ["low": 1, "high": 1]),
      ("beta", ["alpha": 1, "beta": 1, "low": 1, "high": 0]),
      ("metalog", ["p10": 1, "p50": 3, "p90": 2]),
      ("metalog", ["p10": 1, "p50": 3, "p90": 4, "low": 0, "high": 0]),
    ] as [(String, [String: Double])])
  func valuesThatDoNotRise(family: String, arguments: [String: Double]) {
    #expect(error(family, arguments) == .notAscending)
  }

  @Test(
    arguments: [
      ("normal", ["mean": 1]), ("normal", ["p5": 1]), ("normal", ["p5": 1, "p95": 2, "sd": 1]),
      ("normal", ["p0": 1, "p95": 2]), ("normal", ["p100": 1, "p": 2]),
      ("logitnormal", ["mean": 0.5]), ("triangular", ["low": 2, "high": 3]),
      ("pert", ["low": 2, "shape": 3]), ("exponential", ["p10": 2, "p90": 3]),
      ("studentT", ["mean": 2, "sd": 3]), ("metalog", ["p10": 2, "p90": 3]), ("beta", [:]),
    ] as [(String, [String: Double])])
  func unknownSetsOfArguments(name: String, arguments: [String: Double]) throws {
    let family = try #require(DistributionFamily.named(name))
    #expect(error(name, arguments) == .arguments(expected: family.usage))
  }

  @Test func usage() {
    #expect(
      DistributionFamily.named("pert")?.usage
        == "{low, mode, high, shape?} or {mode, shape?, two of p1 … p99}")
    #expect(DistributionFamily.named("metalog")?.usage == "{low?, high?, 3 to 10 of p1 … p99}")
    #expect(DistributionFamily.named("mixture")?.usage == "a list of {value, weight}")
  }

  /// Protects from metalogs whose quantile function falls somewhere, though their percentiles rise. The
  /// places are where y (1 - y) M'(y) is least, on a grid in NumPy.
  @Test(
    arguments: [
      (["p10": 1, "p50": 8, "p90": 9, "p99": 9.1], "near p89.9"),
      (["p10": 1, "p50": 1.1, "p90": 30], "near p8.5"),
      (["p5": 1, "p25": 2, "p50": 2.1, "p75": 2.2, "p95": 9], "near p53.1"),
    ] as [([String: Double], String)])
  func infeasibleMetalog(arguments: [String: Double], place: String) {
    let found = error("metalog", arguments)
    guard case .impossible(let reason) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(reason.contains("falls \(place);"), "\(reason)")
  }

  /// Protects from equations without a solution that doubles could hold.
  @Test func withoutSolution() {
    for (family, arguments) in [
      ("logitnormal", ["mean": 0.5, "sd": 0.499]), ("weibull", ["mean": 1, "sd": 1e-8]),
      ("gamma", ["p10": 1, "p90": 1.000_000_001]), ("beta", ["p10": 0.5, "p90": 0.500_000_01]),
    ] as [(String, [String: Double])] {
      guard case .impossible = error(family, arguments) else {
        Issue.record("\(family) \(arguments)")
        continue
      }
    }
  }

  /// Protects from arguments that trap, hang or make a law of NaN: any of them, from tiny to huge.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: DistributionFamily.all.filter { !$0.forms.isEmpty }.map(\.name))
  func extremeArguments(name: String) throws {
    let family = try #require(DistributionFamily.named(name))
    var state: UInt64 = 2_513
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    let values = [-1e300, -5, -1e-9, 0, 1e-300, 1e-9, 1e-3, 0.3, 0.5, 0.9, 1, 7, 4e3, 1e9, 1e300]
    for _ in 0..<60 {
      let form = family.forms[next(family.forms.count)]
      let levels = ["p0.1", "p10", "p50", "p90", "p99"].prefix(form.percentiles.lowerBound)
      // Mostly in ascending order, which most forms need.
      var drawn = (form.names + levels).map { ($0, values[next(values.count)]) }
      let ascending = drawn.map(\.1).sorted()
      if next(4) > 0 { drawn = zip(drawn, ascending).map { ($0.0, $1) } }
      let arguments = Dictionary(uniqueKeysWithValues: drawn)
      guard let law = try? family.make(arguments) else { continue }
      #expect(!law.quantile(0.5).isNaN && !law.quantile(0.999).isNaN, "\(arguments)")
      // Up to the rounding of a law that is almost a constant.
      let (low, high) = (law.quantile(0.1), law.quantile(0.9))
      #expect(low <= high + 1e-12 * abs(high), "\(arguments)")
    }
  }

  @Test func lists() throws {
    let none = DistributionError.arguments(expected: "a list of at least one value")
    #expect(error { () throws(DistributionError) in try Discrete([]) } == none)
    #expect(error { () throws(DistributionError) in try Mixture.law([]) } == none)
    let weights = DistributionError.argument("the sum of the weights", mustBe: "above 0")
    #expect(
      error { () throws(DistributionError) in try Discrete([.init(1, weight: 0)]) } == weights)
    let negative = DistributionError.argument("each weight", mustBe: "0 or above")
    #expect(
      error { () throws(DistributionError) in try Discrete([.init(1, weight: -1)]) } == negative)
    #expect(try Discrete([.init(1, weight: 0), .init(2, weight: 3)]).values == [2])
  }

  /// Protects the ends of every family: at ±∞ all or nothing is below, and one end cuts as it should.
  @Test(arguments: ReferenceLaw.onePerFamily)
  func oneEnd(_ reference: ReferenceLaw) throws {
    let law = try reference.make()
    #expect(law.tails(at: -.infinity) == .none)
    #expect(law.tails(at: .infinity) == .all)
    let (low, high) = (law.quantile(0.1), law.quantile(0.9))
    guard low < high, low > law.support.lowerBound, high < law.support.upperBound else { return }
    let (above, below) = (try law.truncated(min: low), try law.truncated(max: high))
    #expect(above.quantile(1e-9) >= low && below.quantile(1 - 1e-9) <= high)
    guard !law.isDiscrete, !(law is Mixture) else { return }
    let spread = law.spread
    #expect(abs(above.quantile(0.5) - law.quantile(0.55)) < 1e-9 * spread)
    #expect(abs(below.quantile(0.5) - law.quantile(0.45)) < 1e-9 * spread)
  }

  @Test func truncation() throws {
    let normal = try Normal(mean: 0, sd: 1)
    #expect(throws: DistributionError.notAscending) { try normal.truncated(min: 1, max: 1) }
    #expect(
      throws: DistributionError.impossible(
        "truncating leaves less than a millionth of the distribution")
    ) { try normal.truncated(min: 5) }
    #expect(
      throws: DistributionError.impossible("truncating leaves nothing of the distribution")
    ) { try Uniform(low: 0, high: 1).truncated(min: 2) }
    let dice = try Discrete((1...6).map { .init(Double($0), weight: 1) })
    let part = try #require(try dice.truncated(min: 2, max: 3.5) as? Discrete)
    #expect(part.values == [2, 3] && part.probabilities == [0.5, 0.5])
    let mixture = try Mixture.law([.init(normal, weight: 1), .init(Discrete(2), weight: 1)])
    let upper = try mixture.truncated(min: 0)
    // Half of the normal is left, and all of the atom.
    #expect(
      abs(upper.tails(at: 1.999).upper - (2 / 3 + 2 * normal.tails(at: 1.999).upper / 3)) < 1e-12)
    #expect(upper.quantile(0.9) == 2)
    // A Cauchy has no mean; half of one has an infinite one, and a part of one its own.
    let cauchy = try StudentT(degreesOfFreedom: 1, location: 0, scale: 0.1)
    #expect(try cauchy.truncated(min: -0.9).mean == .infinity)
    #expect(try cauchy.truncated(max: 9).mean == -.infinity)
    #expect(try cauchy.truncated(max: 9).standardDeviation == .infinity)
    let middle = try cauchy.truncated(min: -0.9, max: 0.9)
    #expect(abs(middle.mean) < 1e-9 && middle.standardDeviation.isFinite)
    let tail = try normal.truncated(min: 4)
    #expect(tail.quantile(1e-12) >= 4)
    #expect(abs(tail.mean - normal.density(at: 4) / normal.tails(at: 4).upper) < 1e-10)
  }

  /// Protects E[e^X], of which the compensation of jumps is made: closed forms against the integral,
  /// and nil where it is infinite.
  @Test func meanOfExponential() throws {
    func mean(_ family: String, _ arguments: [String: Double]) throws -> Double? {
      try #require(DistributionFamily.named(family)).make(arguments).meanOfExponential()
    }
    for (family, arguments) in [
      ("normal", ["mean": 0.1, "sd": 0.3]), ("laplace", ["mean": 0.1, "scale": 0.2]),
      ("gamma", ["shape": 2, "scale": 0.3]), ("exponential", ["mean": 0.2]),
    ] as [(String, [String: Double])] {
      let law = try #require(DistributionFamily.named(family)).make(arguments)
      let (closed, integral) = (law.meanOfExponential(), NormalScores(law).meanOfExponential(of: 1))
      #expect(abs(try #require(closed) / #require(integral) - 1) < 1e-11, "\(family)")
    }
    let uniform = try #require(try mean("uniform", ["low": -1, "high": 2]))
    #expect(abs(uniform - (exp(2) - exp(-1)) / 3) < 1e-10)
    #expect(try mean("bernoulli", ["probability": 0.5]) == (1 + exp(1)) / 2)
    let metalog: [String: Double] = ["p10": -1, "p50": 0, "p90": 1]
    #expect(try #require(try mean("metalog", metalog)) > 1)
    #expect(try mean("metalog", ["p10": -3, "p50": 0, "p90": 3]) == nil)
    #expect(try mean("laplace", ["mean": 0, "scale": 1]) == nil)
    #expect(try mean("lognormal", ["mean": 1, "sd": 0.1]) == nil)
    #expect(try mean("studentT", ["degreesOfFreedom": 9, "mean": 0, "sd": 0.1]) == nil)
    #expect(try mean("pareto", ["minimum": 1, "alpha": 9]) == nil)
    #expect(try mean("weibull", ["shape": 0.9, "scale": 0.1]) == nil)
    #expect(try mean("gamma", ["shape": 1, "scale": 1]) == nil)
    let cut = try StudentT(degreesOfFreedom: 4, location: 0, scale: 1).truncated(max: 2)
    #expect(cut.meanOfExponential() != nil)
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
      law.sampler.transform(column.buffer)
      #expect(column.values.allSatisfy { abs($0 - 3) < 1e-14 })
      #expect(law.standardDeviation == 0)
      #expect(abs(law.quantile(0.2) - 3) < 1e-14)
    }
  }
}
