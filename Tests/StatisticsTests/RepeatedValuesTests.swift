import CGSL
import Foundation
import TestSupport
import Testing

@testable import Statistics

/// Protects percentiles of values that repeat, of which bins alone say too little.
@Suite struct RepeatedValuesTests {
  /// Shares of a company at the month of its insolvency, in millions: two or three months in a bin.
  private static let lattice = (0...30).map { 60 * pow(1.04, Double($0) / 12) }

  /// Insolvencies become more frequent until the fourteenth month, and then rarer.
  private static func month(below p: Double) -> Int {
    min(max(Int((14.5 + 4 * gsl_cdf_ugaussian_Pinv(p)).rounded(.down)), 0), 30)
  }

  /// Neighbouring bins that each hold atoms have counts that run in a line: the true percentile lies in
  /// the interval as often as 95 % allows, α = 1e-6, over 60 samples of 10,000 values. Some of the values
  /// may come from a density among the atoms. Control: without the first values the atoms are missed far
  /// more often.
  @Test(arguments: [0, 0.1])
  func neighbouringAtoms(_ smooth: Double) {
    let draw = { (random: Random) in
      random.uniform() < smooth
        ? 60 * exp(0.098 * random.uniform()) : Self.lattice[Self.month(below: random.uniform())]
    }
    // In the middle of an atom, which a few values of a density do not move it from.
    let months = [9, 10, 11, 12, 15]
    let levels = months.map { 100 * gsl_cdf_ugaussian_P((Double($0) - 14) / 4) }
    let truth = months.map { Self.lattice[$0] }
    let random = Random(seed: 42)
    var (missed, missedWithout) = (0, 0)
    for _ in 0..<60 {
      var histogram = Histogram(random.values(10_000, draw), centre: 60)
      missed += histogram.percentiles(levels).misses(truth)
      histogram.knowsRepeats = false
      missedWithout += histogram.percentiles(levels).misses(truth)
    }
    #expect(chance(ofAtMost: 300 - missed, of: 300, at: 0.95) > 1e-6, "\(missed) missed")
    #expect(chance(ofAtMost: 300 - missedWithout, of: 300, at: 0.95) < 1e-6, "\(missedWithout)")
  }

  /// One atom in a bin is told as it is.
  @Test func aloneInABin() {
    let random = Random(seed: 43)
    let values = random.values(5_000) { [10, 10.7, 12.3, 15.1, 99][$0.integer(5)] }
    let told = Histogram(values, centre: 10).percentiles([10, 30, 50, 70, 90]).map(\.value)
    #expect(told == [10, 10.7, 12.3, 15.1, 99])
    var blind = Histogram(values, centre: 10)
    blind.knowsRepeats = false
    #expect(blind.percentiles([30])[0].value != 10.7)
  }

  /// Draws from a density show nothing, and an atom far away does not widen the intervals of the rest.
  @Test func densitiesAreLeftAlone() {
    let random = Random(seed: 44)
    #expect(RepeatedValues(of: random.values(512) { $0.normal() }) == RepeatedValues())
    #expect(RepeatedValues(of: [1, .nan, .nan, .infinity, .infinity, 2]) == RepeatedValues())
    #expect(RepeatedValues(of: [1, 2, 1]) != RepeatedValues())
    let values = random.values(50_000) { $0.uniform() < 0.3 ? 0 : exp(0.5 * $0.normal()) }
    var histogram = Histogram(values, centre: 1)
    let told = histogram.percentiles([50, 75, 95])
    histogram.knowsRepeats = false
    #expect(told == histogram.percentiles([50, 75, 95]))
  }
}

extension [Percentile] {
  /// How many of some true values lie outside of the intervals.
  fileprivate func misses(_ truth: [Double]) -> Int {
    zip(self, truth).count { $0.interval.low > $1 || $1 > $0.interval.high }
  }
}

extension RepeatedValues {
  init(of values: [Double]) { self = values.withUnsafeBufferPointer { RepeatedValues(in: $0) } }
}
