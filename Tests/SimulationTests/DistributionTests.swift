import CGSL
import CKernels
import Foundation
import Testing

@testable import Simulation

@Suite struct DistributionTests {
  /// Protects the registry: each family, and each form of it, has reference values.
  @Test func everyFormHasReferenceValues() {
    #expect(ReferenceLaw.all.count == 74)
    for family in DistributionFamily.all {
      let references = ReferenceLaw.all.filter { $0.prefix == nil && $0.family == family.name }
      #expect(references.count >= 2, "\(family.name)")
      #expect(!family.help.isEmpty && family.example.hasPrefix("{\(family.name): "))
      for form in family.forms {
        #expect(
          references.contains { reference in
            let keys = reference.arguments.keys
            let percentiles = keys.count { StatedPercentile.level(of: $0) != nil }
            let required = form.names.filter { family.argument($0)?.isOptional == false }
            return form.percentiles.contains(percentiles) && required.allSatisfy(keys.contains)
          }, "\(family.name) \(form.names)")
        #expect(form.names.allSatisfy { family.argument($0) != nil })
      }
    }
    #expect(DistributionFamily.named("cauchy") == nil)
  }

  /// Protects mean, deviation and quantiles. Reference: SciPy, see distributions.csv; moments of the
  /// logit-normal, the metalog and truncated laws are integrals there and here.
  @Test(arguments: ReferenceLaw.all)
  func agreesWithSciPy(_ reference: ReferenceLaw) throws {
    let law = try reference.make()
    let spread = max(law.spread, law.isDiscrete ? reference.standardDeviation : 0)
    func isClose(_ found: Double, _ expected: Double, _ width: Double) -> Bool {
      found == expected || abs(found - expected) < 1e-10 * (abs(expected) + width)
    }
    #expect(isClose(law.mean, reference.mean, spread))
    #expect(isClose(law.standardDeviation, reference.standardDeviation, 0))
    for (p, quantile) in zip(ReferenceLaw.levels, reference.quantiles) {
      #expect(isClose(law.quantile(p), quantile, spread), "\(p): \(law.quantile(p)), \(quantile)")
      #expect(law.support.contains(quantile))
    }
    // What a file states comes back: its percentiles, mean and sd, or the ends of low to high.
    guard reference.prefix != "truncated" else { return }
    for (key, value) in reference.arguments {
      let level =
        StatedPercentile.level(of: key)
        ?? (reference.prefix == "range" ? key == "low" ? 5 : 95 : nil)
      if let level { #expect(isClose(law.quantile(level / 100), value, spread)) }
      if key == "mean" { #expect(isClose(law.mean, value, spread)) }
      if key == "sd" { #expect(isClose(law.standardDeviation, value, 0)) }
    }
  }

  /// Protects tails and density from differing from quantiles: truncated laws and mixtures are made
  /// of all three. The density is the slope of the tails.
  @Test(arguments: ReferenceLaw.continuous)
  func tailsInvertQuantiles(_ reference: ReferenceLaw) throws {
    let law = try reference.make()
    for p in [0.001, 0.1, 0.3, 0.5, 0.6, 0.9, 0.999] where !hasAtom(law, at: p) {
      let tails = law.tails(at: law.quantile(p))
      #expect(abs(tails.lower - p) < 1e-9 && abs(tails.upper - (1 - p)) < 1e-9, "\(p)")
    }
    for p in [0.1, 0.3, 0.6, 0.9] where !hasAtom(law, at: p) {
      let (x, h) = (law.quantile(p), 1e-5 * law.spread)
      let slope = (law.tails(at: x + h).lower - law.tails(at: x - h).lower) / (2 * h)
      #expect(abs(law.density(at: x) / slope - 1) < 1e-4, "\(p)")
    }
    // In mixtures and truncated laws a bounded part has its digits used up there.
    guard reference.prefix == nil, !(law is Mixture) else { return }
    let far = Tails(lower: 1e-13, upper: 1)
    if [0, -.infinity].contains(law.support.lowerBound) {
      #expect(abs(law.tails(at: law.quantile(far)).lower / 1e-13 - 1) < 1e-8)
    }
    if law.support.upperBound == .infinity {
      #expect(abs(law.tails(at: law.quantile(far.reversed)).upper / 1e-13 - 1) < 1e-8)
    }
  }

  private func hasAtom(_ law: any Distribution, at p: Double) -> Bool {
    let x = law.quantile(p)
    return law is Mixture && [0, 5].contains(x)
  }

  /// Draws of a driver for paths 0..<count.
  private func draws(_ law: any Distribution, count: Int) -> [Double] {
    var layout = Layout()
    let driver = Driver(
      name: "driver", source: DrawSource(name: "driver"), distribution: law,
      column: layout.addColumn())
    var block = Block(layout, capacity: count, seed: 20_260_624)
    defer { block.deallocate() }
    block.move(to: .init(first: 0, selection: .first(count), ordinal: 0, recorded: count))
    driver.assign(block)
    return Array(block.values(of: driver.column))
  }

  /// Protects draws from differing from quantiles, which intervals, medians and events use: a draw is
  /// the quantile at its uniform, to 1e-9 where a table makes it, and rises with it.
  @Test(arguments: ReferenceLaw.onePerFamily + ReferenceLaw.all.filter { $0.text.contains("*0|") })
  func drawsAreTheQuantilesOfTheirUniforms(_ reference: ReferenceLaw) throws {
    let law = try reference.make()
    let count = 2_048
    let drawn = draws(law, count: count)
    let place = ck_at(seed: 20_260_624, source: DrawSource(name: "driver").id, path: 0, step: 0)
    let uniforms = SimulationTests.draws(ck_uniforms, count, at: place)
    let tolerance = law.sampler is NormalScoreTable ? 1e-9 : 1e-12
    let spread = law.spread
    for (x, u) in zip(drawn, uniforms) {
      let quantile = law.quantile(u)
      #expect(abs(x - quantile) <= tolerance * (abs(quantile) + spread))
    }
    let ordered = zip(uniforms, drawn).sorted { $0.0 < $1.0 }.map(\.1)
    #expect(ordered == drawn.sorted())
  }

  /// Protects the law of the draws: Kolmogorov-Smirnov at 2^20 of them or more, α = 1e-6. Control: the
  /// same law 2 % wider about its median fails. Power: the two differ by so much somewhere that the
  /// distance is below the threshold with a chance below 1e-3 (three times ½, the most that its
  /// deviation can be); the number of draws is chosen so.
  @Test(arguments: ReferenceLaw.onePerFamily.filter { (try? $0.make().isDiscrete) == false })
  func drawsFollowTheirLaw(_ reference: ReferenceLaw) throws {
    let law = try reference.make()
    let cdf = { law.tails(at: $0).lower }
    let median = law.quantile(0.5)
    let wider = { cdf(median + ($0 - median) / 1.02) }
    let difference =
      (1..<1_000).map { k in
        let x = law.quantile(Double(k) / 1_000)
        return abs(cdf(x) - wider(x))
      }.max() ?? 0
    let n = try #require(
      (20...22).map { 1 << $0 }.first {
        difference * Double($0).squareRoot() > KolmogorovSmirnov.threshold + 1.5
      })
    var drawn = draws(law, count: n)
    gsl_sort(&drawn, 1, n)
    #expect(KolmogorovSmirnov.passes(sorted: drawn, cdf))
    #expect(!KolmogorovSmirnov.passes(sorted: drawn, wider))
  }

  /// How many draws, sorted, have each of some values.
  private func counts(_ sorted: [Double], of values: [Double]) -> [Int] {
    values.map { value in
      sorted.firstIndexAscending { $0 > value } - sorted.firstIndexAscending { $0 >= value }
    }
  }

  /// Protects the law of discrete draws: chi-squared at 2^20 of them, α = 1e-6. Control: the upper half
  /// of the values 2 % likelier fails, or 5, 10 or 20 % where that takes less than it for the power:
  /// the control's chi-squared is expected four deviations above the threshold.
  @Test(arguments: ReferenceLaw.all.filter { (try? $0.make().isDiscrete) == true })
  func discreteDrawsFollowTheirLaw(_ reference: ReferenceLaw) throws {
    let n = 1 << 20
    let law = try #require(try reference.make() as? Discrete)
    var drawn = draws(law, count: n)
    gsl_sort(&drawn, 1, n)
    let counts = counts(drawn, of: law.values)
    #expect(counts.reduce(0, +) == n)
    let median = law.quantile(0.5)
    let isUpper = law.values.map { $0 > median || ($0 == median && median == law.values.last) }
    let freedom = Double(law.values.count { law.density(at: $0) * Double(n) >= 10 })
    let controls = [1.02, 1.05, 1.1, 1.2].map { factor in
      let tilted = zip(law.probabilities, isUpper).map { $0 * ($1 ? factor : 1) }
      return tilted.map { $0 / tilted.reduce(0, +) }
    }
    let control = try #require(
      controls.first { control in
        let excess = zip(law.probabilities, control).reduce(0) {
          $0 + Double(n) * ($1.0 - $1.1) * ($1.0 - $1.1) / max($1.1, 1e-300)
        }
        let least = freedom + excess - 4 * (2 * (freedom + 2 * excess)).squareRoot()
        return least > gsl_cdf_chisq_Qinv(1e-6, freedom)
      })
    #expect(Chi2.pValue(counts, expected: law.probabilities, of: n) > 1e-6)
    #expect(Chi2.pValue(counts, expected: control, of: n) < 1e-6)
  }

  /// Protects mixtures with atoms, where a table cannot follow: chi-squared in cells that the atoms at
  /// 0 and 5 are of, α = 1e-6. Control: the share of an atom 2 % off.
  @Test func mixtureWithAtoms() throws {
    let n = 1 << 20
    let reference = try #require(ReferenceLaw.all.first { $0.text.contains("|0.3*0|0.2*5") })
    let law = try reference.make()
    var drawn = draws(law, count: n)
    gsl_sort(&drawn, 1, n)
    let ends = [-0.1, 0, 2, 4, 5.0.nextDown, 5, 6, 10, .infinity]
    func shares(_ cdf: (Double) -> Double) -> [Double] {
      zip(ends, ends.dropFirst()).map { cdf($1) - cdf($0) }
    }
    let counts = shares { end in Double(drawn.firstIndexAscending { $0 > end }) }.map { Int($0) }
    let expected = shares { law.tails(at: $0).lower }
    #expect(abs(expected[0] - 0.3) < 1e-15 && abs(expected[4] - 0.2) < 1e-15)
    #expect(Chi2.pValue(counts, expected: expected, of: n) > 1e-6)
    var control = expected
    control[0] *= 1.02
    control[1] -= expected[0] * 0.02
    #expect(Chi2.pValue(counts, expected: control, of: n) < 1e-6)
    #expect(law.quantile(0.2) == 0 && law.quantile(1e-9) == 0)
    #expect(law.support == 0...Double.infinity)
  }
}
