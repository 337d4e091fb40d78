import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite struct MomentsTests {
  /// Groups of 512 as the engine adds them.
  private func moments(_ values: [Double], centre: Double) -> Moments {
    var moments = Moments(centre: centre)
    for start in stride(from: 0, to: values.count, by: 512) {
      let group = values[start..<min(start + 512, values.count)]
      moments.add(
        count: group.count, sum: group.reduce(0) { $0 + ($1 - centre) },
        squares: group.reduce(0) { $0 + ($1 - centre) * ($1 - centre) },
        minimum: group.min() ?? .nan, maximum: group.max() ?? .nan)
    }
    return moments
  }

  /// Two passes: the mean first, then squares about it.
  private func twoPass(_ values: [Double]) -> (mean: Double, sd: Double) {
    let mean = values[0] + values.reduce(0) { $0 + ($1 - values[0]) } / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }

  /// Protects the standard deviation of values that are nearly equal. Each group's squares are
  /// rounded to 2^-40 of the centre's power of two squared; that bounds the error. Control: moments
  /// about 0 in double precision miss by more.
  @Test func nearlyEqualValuesKeepTheirDeviation() {
    let random = Random(seed: 4)
    let values = random.values(100_003) { 1_000 + 1e-3 * $0.normal() }
    let reference = twoPass(values)
    let ours = moments(values, centre: 1_000)
    let groups = (Double(values.count) / 512).rounded(.up)
    let bound = groups * 0.5 * (0x1p-40 * 512 * 512) / (2 * 1e-6 * Double(values.count))
    #expect(abs(ours.mean - reference.mean) < 1e-12)
    #expect(abs(ours.standardDeviation / reference.sd - 1) < bound)
    #expect(bound < 2e-4)

    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let naive = (values.reduce(0) { $0 + $1 * $1 } / n - mean * mean).magnitude.squareRoot()
    #expect(abs(naive / reference.sd - 1) > bound)
  }

  /// Protects ordinary samples, with a centre that is far from the mean.
  @Test(arguments: [1.0, 0, 100, -30])
  func agreesWithTwoPasses(_ centre: Double) {
    let values = Random(seed: 5).values(10_001) { 3 + 2 * $0.normal() }
    let reference = twoPass(values)
    let ours = moments(values, centre: centre)
    #expect(abs(ours.mean - reference.mean) < 1e-12)
    #expect(abs(ours.standardDeviation - reference.sd) < 1e-9)
    #expect(ours.minimum == values.min() && ours.maximum == values.max())
    #expect(ours.count == values.count)
    #expect(abs(ours.estimate.error - reference.sd / 10_001.0.squareRoot()) < 1e-9)
  }

  /// Protects constants: their mean is themselves and their deviation 0, to the last digit.
  @Test(arguments: [0.1, -7, 1e-20, 3.3e10, 0])
  func constantsAreExact(_ value: Double) {
    let ours = moments(Array(repeating: value, count: 1_537), centre: 1)
    #expect(ours.mean == value)
    #expect(ours.standardDeviation == 0)
    #expect(ours.estimate == Estimate(value: value, error: 0))
  }

  /// Protects against numbers made of nothing.
  @Test func emptyAndSingleSamples() {
    let empty = Moments(centre: 1)
    #expect(empty.mean.isNaN && empty.standardDeviation.isNaN)
    #expect(moments([2.5], centre: 1).mean == 2.5)
    #expect(moments([2.5], centre: 1).standardDeviation == 0)
  }

  /// Protects against a mean of what was left after an overflow.
  @Test func anOverflowMakesNaN() {
    var ours = moments([1, 2, 3], centre: 1)
    ours.add(count: 1, sum: .infinity, squares: .infinity, minimum: 0, maximum: 1e308)
    #expect(ours.overflows == 2)
    #expect(ours.mean.isNaN && ours.standardDeviation.isNaN)
    var merged = moments([1, 2, 3], centre: 1)
    merged.add(ours)
    #expect(merged.mean.isNaN)
  }

  /// Protects the stated range: a million groups at a sum of 2^42 centres each fit; at 2^44 they do
  /// not, and that is noticed.
  @Test func aMillionGroupsAtTheEndOfTheRange() {
    for (exponent, fits) in [(42, true), (44, false)] {
      var ours = Moments(centre: 1)
      let sum = exp2(Double(exponent))
      for _ in 0..<1_000_000 {
        ours.add(count: 512, sum: sum, squares: sum, minimum: 0, maximum: 2 * sum)
      }
      #expect((ours.overflows == 0) == fits)
      if fits { #expect(ours.mean == 1 + sum / 512) } else { #expect(ours.mean.isNaN) }
    }
  }

  /// Protects workers and shards.
  @Test func mergingEqualsAdding() {
    let values = Random(seed: 6).values(5_000) { $0.normal() }
    var merged = moments(Array(values[1_024...]), centre: 1)
    merged.add(moments(Array(values[..<1_024]), centre: 1))
    #expect(merged == moments(values, centre: 1))
  }

  /// Values far from the centre, one by one, beside groups near it: mean and deviation of all, also where
  /// squares are no doubles, within rounding. The reference is taken in units of the largest value.
  @Test(arguments: [1e-30, 1e-300, 1e40, 1e200, 1e300])
  func farValues(_ unit: Double) {
    let random = Random(seed: 7)
    let far = random.values(1_000) { unit * (1 + $0.uniform()) }
    for near in [[], random.values(1_024) { 1 + 0.1 * $0.normal() }] {
      var ours = moments(near, centre: 1)
      for value in far[500...] { ours.add(value) }
      var others = Moments(centre: 1)
      for value in far[..<500] { others.add(value) }
      ours.add(others)
      let size = near.isEmpty ? unit : max(unit, 1)
      let reference = twoPass((near + far).map { $0 / size })
      #expect(ours.count == near.count + far.count && ours.overflows == 0)
      #expect(abs(ours.mean / size - reference.mean) < 1e-14)
      #expect(abs(ours.standardDeviation / size - reference.sd) < 1e-7 * reference.sd)
    }
  }

  /// Which groups may be added by their sums: not those whose digits the centre takes, nor those whose
  /// squares run over.
  @Test func groupsAtHome() {
    func isHome(_ values: [Double], centre: Double) -> Bool {
      Moments.Home(centre: centre).holds(
        sum: values.reduce(0) { $0 + ($1 - centre) },
        squares: values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) },
        minimum: values.min() ?? .nan, maximum: values.max() ?? .nan)
    }
    #expect(isHome([0.5, 1, 7], centre: 1) && isHome([0, 0], centre: 1))
    #expect(isHome([1e-20, 1e-3], centre: 1) && !isHome([1e-20, 1e-12], centre: 1))
    #expect(!isHome([1, 1e12], centre: 1) && !isHome([1, 1e200], centre: 1))
    #expect(!isHome([1, .nan], centre: 1) && !isHome([1e200, 2e200], centre: 1e200))
  }

  /// A mean lies between the extremes, whatever rounding does: never below 0 of what never is.
  @Test func withinTheExtremes() {
    let values = [1e-9, 3e-9] + Array(repeating: 1e-9, count: 62)
    let ours = moments(values, centre: 1e9)
    #expect(ours.mean >= 1e-9 && ours.mean <= 3e-9)
  }
}
