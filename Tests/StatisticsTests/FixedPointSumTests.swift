import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite struct FixedPointSumTests {
  private func sum(_ terms: [Double], unit: Int) -> FixedPointSum {
    var sum = FixedPointSum(unitExponent: unit)
    for term in terms { sum.add(term) }
    return sum
  }

  /// Protects results from the order in which workers finish. Control: the same terms added as
  /// doubles depend on it.
  @Test func theOrderLeavesNoTrace() {
    let random = Random(seed: 1)
    let terms = random.values(2_000) { $0.normal() * exp2(Double($0.integer(60)) - 30) }
    let shuffled = (0..<20).map { _ in terms.shuffled(by: random) }
    #expect(Set(shuffled.map { sum($0, unit: -80).value }).count == 1)
    #expect(sum(terms.reversed(), unit: -80) == sum(terms, unit: -80))
    #expect(Set(shuffled.map { $0.reduce(0, +) }).count > 1)
  }

  /// Protects exactness and the last rounding. The reference is the exact integer, read by the C
  /// library's correctly rounded conversion of its decimal digits.
  @Test func equalsTheExactSumRoundedOnce() throws {
    let random = Random(seed: 2)
    for trial in 0..<2_000 {
      var exact: Int128 = 0
      var sum = FixedPointSum(unitExponent: -30)
      for _ in 0..<(1 + trial % 4) {
        let digits = Int128(Int64(bitPattern: random.bits() >> 11))
        let sign: Int128 = random.integer(2) == 0 ? 1 : -1
        let shift = random.integer(72)
        exact += sign * (digits << Int128(shift))
        sum.add(Double(Int64(sign * digits)) * exp2(Double(shift - 30)))
      }
      let reference = try #require(Double("\(exact)")) * 0x1p-30
      #expect(sum.value == reference, "\(exact)")
    }
  }

  /// Protects small sums below zero, which once came out as 0.
  @Test(arguments: [1.0, -1, 1_000, -1_000, 0x1p53, -0x1p53, 0x1p63, -0x1p63, 0x1p64, -0x1p64])
  func smallSumsAreMirrored(_ units: Double) {
    #expect(sum([units], unit: 0).value == units)
    #expect(sum([units * 0x1p-64], unit: -64).value == units * 0x1p-64)
    #expect(sum([0x1p70, units, -0x1p70], unit: 0).value == units)
  }

  /// Protects against lost digits. Reference: Python 3.11, `math.fsum` of the same lists.
  @Test func agreesWithFsum() {
    #expect(sum(Array(repeating: 0.1, count: 10), unit: -64).value == 1)
    #expect(sum([1e16, 1, -1e16], unit: -64).value == 1)
    #expect(sum([1e10, 1e-5, -1e10, 2e-5], unit: -90).value == 3.0000000000000004e-05)
    #expect(sum([0.1, 0.2, 0.3, -0.6], unit: -64).value == 2.7755575615628914e-17)
  }

  /// Protects the rule that a term is rounded to nearest, not cut off.
  @Test func termsAreRoundedToTheNearestUnit() {
    for (term, units) in [(0.49, 0), (0.51, 1), (-0.49, 0), (-0.51, -1), (2.6, 3), (-2.4, -2)] {
      #expect(sum([term], unit: 0).value == Double(units))
    }
  }

  /// Protects against sums that wrap around: a term that does not fit is counted.
  @Test func overflowIsCountedNotWrapped() {
    let most = 0x1p126.nextDown
    #expect(sum([most], unit: 0).overflows == 0)
    #expect(sum([0x1p126], unit: 0).overflows == 1)
    #expect(sum([.infinity, -.infinity, .nan, 1], unit: 0).overflows == 3)
    let full = sum([most, most, most], unit: 0)
    #expect(full.overflows == 1)
    #expect(full.value == 2 * most)
    let low = sum([-most, -most, -most], unit: 0)
    #expect(low.overflows == 1)
    #expect(low.value == -2 * most)
  }

  /// Protects shards and workers: sums of parts add up to the sum of all, overflows too.
  @Test func mergingEqualsAdding() {
    let random = Random(seed: 3)
    let terms = random.values(999) { $0.normal() * 1e6 } + [.infinity]
    for parts in [2, 3, 7] {
      var merged = FixedPointSum(unitExponent: -40)
      for part in 0..<parts {
        merged.add(
          sum(terms.indices.filter { $0 % parts == part }.map { terms[$0] }, unit: -40))
      }
      #expect(merged == sum(terms, unit: -40))
    }
    var full = sum([0x1p126.nextDown, 0x1p126.nextDown], unit: 0)
    full.add(full)
    #expect(full.overflows == 1)
  }
}
